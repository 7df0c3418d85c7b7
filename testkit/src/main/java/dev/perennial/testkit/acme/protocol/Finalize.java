package dev.perennial.testkit.acme.protocol;

import dev.perennial.core.pki.CertificateSigningRequest;
import dev.perennial.model.x509.IpAddress;
import dev.perennial.testkit.acme.http.Answer;
import dev.perennial.testkit.acme.jws.Json;
import dev.perennial.testkit.acme.pki.Leaf;
import dev.perennial.testkit.acme.problem.Identifier;
import dev.perennial.testkit.acme.problem.ProblemType;
import dev.perennial.testkit.acme.problem.Refusal;
import dev.perennial.testkit.acme.protocol.Settings.Profile;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The CSR for an order that is ready (RFC 8555, section 7.4). */
final class Finalize implements Resource {
  private final World world;
  private final CsrRules rules;

  Finalize(World world) {
    this.world = world;
    this.rules = new CsrRules(world.state());
  }

  @Override
  public Answer answer(Signed request, String id) {
    Order order = OrderResource.find(world, request, id);
    Order.State state = order.state(world.now());
    if (state != Order.State.READY) {
      // RFC 8555, section 7.4: status 403, type orderNotReady.
      throw Refusal.of(
          ProblemType.ORDER_NOT_READY,
          "the order is " + Statuses.word(state) + "; only a ready one can be finalized");
    }
    String text = Json.requireText(request.json(), "csr", "the payload");
    CertificateSigningRequest csr = rules.read(Json.decode(text, "\"csr\""), order);
    X509Certificate leaf = world.hierarchy().issue(leaf(order, csr));
    IssuedCertificate issued =
        new IssuedCertificate(
            Replacements.idOf(leaf.getSerialNumber()), order.account, leaf, order.identifiers());
    world.state().certificates.put(issued.id(), issued);
    int polls = world.faults().issuancePolls();
    // A client that is answered "processing" sees the certificate at its next poll.
    order.finish(issued, world.settings().issuesAtOnce() && polls == 0 ? 0 : polls + 1);
    return OrderResource.answer(world, order);
  }

  private Leaf leaf(Order order, CertificateSigningRequest csr) {
    Profile profile = Objects.requireNonNull(world.settings().profiles().get(order.wish.profile()));
    List<String> names =
        order.identifiers().stream().filter(i -> !i.isIp()).map(Identifier::value).toList();
    List<IpAddress> addresses =
        order.identifiers().stream()
            .filter(Identifier::isIp)
            .map(identifier -> IpAddress.parse(identifier.value()).orElseThrow())
            .toList();
    Instant notBefore = seconds(order.wish.notBefore(), world.now());
    // RFC 5280, section 4.1.2.5: the last second belongs to the validity.
    Instant latest = notBefore.plus(profile.validity()).minusSeconds(1);
    Instant notAfter = seconds(order.wish.notAfter(), latest);
    Instant end = world.hierarchy().end();
    return new Leaf(
        profile.commonName() ? commonName(names) : "",
        names,
        addresses,
        csr.publicKey(),
        notBefore,
        notAfter.isAfter(end) ? end : notAfter);
  }

  private static Instant seconds(@Nullable Instant wish, Instant otherwise) {
    return (wish == null ? otherwise : wish).truncatedTo(ChronoUnit.SECONDS);
  }

  /** The first name that fits (RFC 5280, appendix A.1: ub-common-name is 64). */
  private static String commonName(List<String> names) {
    return names.stream().filter(name -> name.length() <= 64).findFirst().orElse("");
  }
}
