package dev.perennial.testkit.acme.protocol;

import dev.perennial.testkit.acme.http.Answer;
import dev.perennial.testkit.acme.problem.Refusal;

/** A certificate that is fetched, with its chains (RFC 8555, section 7.4.2). */
final class CertificateResource implements Resource {
  private static final String ALTERNATE = "alternate";

  private final World world;

  CertificateResource(World world) {
    this.world = world;
  }

  @Override
  public Answer answer(Signed request, String id) {
    request.requireGet();
    String[] parts = id.split("/", 2);
    IssuedCertificate issued = world.state().certificates.get(parts[0]);
    if (issued == null) {
      throw Refusal.notFound("there is no certificate " + parts[0]);
    }
    request.requireOwner(issued.account());
    int chain = parts.length == 1 ? 0 : chain(parts[1]);
    Answer answer =
        Answer.of(200)
            // RFC 8555, section 9.1.
            .withBody(
                "application/pem-certificate-chain", world.hierarchy().pem(issued.leaf(), chain));
    for (int other = 0; other < world.hierarchy().chains(); other++) {
      if (other != chain) {
        String url = world.urls().certificate(issued.id() + (other == 0 ? "" : "/" + other));
        answer = Replies.withLink(answer, url, ALTERNATE);
      }
    }
    return answer;
  }

  private int chain(String text) {
    int chains = world.hierarchy().chains();
    if (text.matches("[1-9][0-9]?") && Integer.parseInt(text) < chains) {
      return Integer.parseInt(text);
    }
    throw Refusal.notFound("the certificate has no such chain");
  }
}
