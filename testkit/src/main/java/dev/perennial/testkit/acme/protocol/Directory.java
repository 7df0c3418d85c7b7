package dev.perennial.testkit.acme.protocol;

import dev.perennial.testkit.acme.http.Answer;
import dev.perennial.testkit.acme.jws.Json;
import dev.perennial.testkit.acme.traffic.RequestKind;
import tools.jackson.databind.node.ObjectNode;

/** The directory (RFC 8555, section 7.1.1). */
final class Directory {
  private final World world;

  Directory(World world) {
    this.world = world;
  }

  Answer answer() {
    Urls urls = world.urls();
    Settings settings = world.settings();
    ObjectNode json = Json.object();
    json.put("newNonce", urls.listed(RequestKind.NEW_NONCE));
    json.put("newAccount", urls.listed(RequestKind.NEW_ACCOUNT));
    json.put("newOrder", urls.listed(RequestKind.NEW_ORDER));
    json.put("revokeCert", urls.listed(RequestKind.REVOKE_CERT));
    json.put("keyChange", urls.listed(RequestKind.KEY_CHANGE));
    // RFC 9773, section 4.
    json.put("renewalInfo", urls.listed(RequestKind.RENEWAL_INFO));
    ObjectNode meta = json.putObject("meta");
    if (settings.termsOfService() != null) {
      meta.put("termsOfService", settings.termsOfService());
    }
    if (settings.website() != null) {
      meta.put("website", settings.website());
    }
    settings.caaIdentities().forEach(meta.withArray("caaIdentities")::add);
    meta.put("externalAccountRequired", settings.externalAccountRequired());
    // draft-ietf-acme-profiles, section 3.
    ObjectNode profiles = meta.putObject("profiles");
    settings.profiles().forEach((name, profile) -> profiles.put(name, profile.description()));
    return Replies.json(200, json);
  }
}
