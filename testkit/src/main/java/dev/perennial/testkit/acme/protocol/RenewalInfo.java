package dev.perennial.testkit.acme.protocol;

import dev.perennial.testkit.acme.http.Answer;
import dev.perennial.testkit.acme.jws.Json;
import dev.perennial.testkit.acme.problem.Refusal;
import tools.jackson.databind.node.ObjectNode;

/** Renewal information, by an unsigned GET (RFC 9773, section 4). */
final class RenewalInfo {
  private final World world;
  private final Replacements certificates;

  RenewalInfo(World world) {
    this.world = world;
    this.certificates = new Replacements(world);
  }

  Answer answer(String id) {
    IssuedCertificate issued =
        certificates
            .byCertificateId(id)
            .orElseThrow(() -> Refusal.notFound("no certificate has the identifier " + id));
    RenewalWindow window = issued.window().orElseGet(() -> RenewalWindow.of(issued.leaf()));
    ObjectNode json = Json.object();
    json.putObject("suggestedWindow")
        .put("start", Statuses.time(window.start()))
        .put("end", Statuses.time(window.end()));
    if (window.explanationUrl() != null) {
      json.put("explanationURL", window.explanationUrl());
    }
    // RFC 9773, section 4.3: the server must say when to come again, in seconds.
    return Replies.json(200, json)
        .withHeader("Retry-After", Replies.seconds(world.settings().renewalRetryAfter()));
  }
}
