package dev.perennial.testkit.acme.protocol;

import dev.perennial.core.pki.PublicKeys;
import dev.perennial.testkit.acme.http.Answer;
import dev.perennial.testkit.acme.jws.Json;
import dev.perennial.testkit.acme.problem.Identifier;
import dev.perennial.testkit.acme.problem.ProblemType;
import dev.perennial.testkit.acme.problem.Refusal;
import dev.perennial.testkit.acme.protocol.Authorization.Status;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** revokeCert (RFC 8555, section 7.6). */
final class Revocation implements Resource {
  private static final int KEY_COMPROMISE = 1;

  /** The codes of RFC 5280, section 5.3.1; 7 is not used, and 6 and 8 are for CRLs that change. */
  private static final Set<Integer> REASONS = Set.of(0, 1, 2, 3, 4, 5, 9, 10);

  private final World world;

  Revocation(World world) {
    this.world = world;
  }

  @Override
  public Answer answer(Signed request, String id) {
    JsonNode json = request.json();
    byte[] der =
        Json.decode(Json.requireText(json, "certificate", "the payload"), "\"certificate\"");
    IssuedCertificate issued =
        world.state().certificates.values().stream()
            .filter(candidate -> Arrays.equals(der(candidate.leaf()), der))
            .findFirst()
            .orElseThrow(() -> Refusal.notFound("this CA did not issue the certificate"));
    requireRight(request, issued);
    int reason = reason(json);
    if (issued.revocation().isPresent()) {
      throw Refusal.of(
          ProblemType.ALREADY_REVOKED,
          "the certificate was revoked at " + issued.revocation().get().time());
    }
    issued.revoke(new IssuedCertificate.Revocation(world.now(), reason));
    // RFC 9773, section 4.2: who asks is told to renew at once.
    issued.suggest(RenewalWindow.past(world.now()));
    if (reason == KEY_COMPROMISE) {
      world.state().compromisedKeys.add(PublicKeys.id(issued.leaf().getPublicKey()));
    }
    return Answer.of(200);
  }

  /** The account that ordered it, one that may have all its names, or the certificate's own key. */
  private void requireRight(Signed request, IssuedCertificate issued) {
    Account account = request.account();
    boolean right =
        account == null
            ? PublicKeys.matches(request.key().key(), issued.leaf().getPublicKey())
            : issued.account() == account
                || issued.identifiers().stream().allMatch(name -> isAuthorized(account, name));
    if (!right) {
      throw Refusal.of(
          ProblemType.UNAUTHORIZED,
          account == null
              ? "the request was not signed with the key of the certificate"
              : "the account did not order the certificate and is not authorized for its names");
    }
  }

  private boolean isAuthorized(Account account, Identifier name) {
    return world.state().authorizations.values().stream()
        .anyMatch(
            authorization ->
                authorization.account == account
                    && authorization.identifier.equals(name)
                    && authorization.status(world.now()) == Status.VALID);
  }

  private static int reason(JsonNode json) {
    JsonNode node = json.path("reason");
    if (node.isMissingNode()) {
      return 0;
    }
    if (!node.isInt() || !REASONS.contains(node.intValue())) {
      throw Refusal.of(
          ProblemType.BAD_REVOCATION_REASON,
          "reason " + node + " is not allowed; 0, 1, 2, 3, 4, 5, 9 or 10 would be right");
    }
    return node.intValue();
  }

  private static byte[] der(X509Certificate certificate) {
    try {
      return certificate.getEncoded();
    } catch (CertificateEncodingException e) {
      throw new IllegalStateException("a certificate of the CA cannot be encoded", e);
    }
  }
}
