package dev.perennial.testkit.acme.protocol;

import dev.perennial.testkit.acme.http.Request;
import dev.perennial.testkit.acme.jws.Jwk;
import dev.perennial.testkit.acme.jws.Jws;
import dev.perennial.testkit.acme.problem.Problem;
import dev.perennial.testkit.acme.problem.ProblemType;
import dev.perennial.testkit.acme.problem.Refusal;
import dev.perennial.testkit.acme.traffic.FaultPlan;
import dev.perennial.testkit.acme.traffic.RequestKind;
import java.util.Optional;

/** Who signed a request, and whether it was meant for here and now (RFC 8555, section 6). */
final class Authentication {
  private static final String CONTENT_TYPE = "application/jose+json";

  private final State state;
  private final Urls urls;
  private final Nonces nonces;
  private final FaultPlan faults;

  Authentication(State state, Urls urls, Nonces nonces, FaultPlan faults) {
    this.state = state;
    this.urls = urls;
    this.nonces = nonces;
    this.faults = faults;
  }

  /**
   * Checks a POST.
   *
   * @throws Refusal when it must be refused
   */
  Signed check(Request request, RequestKind kind) {
    // RFC 8555, section 6.2: status 415 for another content type.
    if (!request.header("Content-Type").filter(CONTENT_TYPE::equals).isPresent()) {
      throw Problem.of(ProblemType.MALFORMED, "Content-Type must be " + CONTENT_TYPE)
          .withStatus(415)
          .refusal();
    }
    if (request.header("Replay-Nonce").isPresent()) {
      // RFC 8555, section 6.5.1: a field of answers.
      throw Refusal.malformed("the nonce belongs in the JWS, not in a Replay-Nonce header");
    }
    Jws jws = Jws.read(request.body());
    Optional<Account> account = account(jws, kind);
    Jwk key = account.map(known -> known.key).orElseGet(jws::jwk);
    jws.verify(key);
    requireNonce(jws);
    String url = urls.absolute(request.path());
    if (!jws.header("url").equals(Optional.of(url))) {
      // RFC 8555, section 6.4: "MUST reject the request as unauthorized".
      throw Refusal.of(
          ProblemType.UNAUTHORIZED,
          "\"url\" is " + jws.header("url").orElse("not there") + "; " + url + " would be right");
    }
    return new Signed(key, account.orElse(null), url, jws.payload());
  }

  /** Returns the account of "kid", or empty for a request with its own "jwk". */
  private Optional<Account> account(Jws jws, RequestKind kind) {
    // RFC 8555, section 6.2: "jwk" and "kid" are mutually exclusive.
    if (jws.has("jwk") == jws.has("kid")) {
      throw Refusal.malformed("the protected header must have either \"jwk\" or \"kid\"");
    }
    boolean byKey = jws.has("jwk");
    boolean mayBringKey = kind == RequestKind.NEW_ACCOUNT || kind == RequestKind.REVOKE_CERT;
    if (byKey && !mayBringKey) {
      throw Refusal.malformed("this request must be signed by \"kid\", not by \"jwk\"");
    }
    if (!byKey && kind == RequestKind.NEW_ACCOUNT) {
      throw Refusal.malformed("newAccount must be signed by \"jwk\", not by \"kid\"");
    }
    return byKey ? Optional.empty() : Optional.of(find(jws.header("kid").orElse("")));
  }

  private Account find(String kid) {
    String id =
        urls.accountId(kid)
            .orElseThrow(() -> Refusal.malformed("\"kid\" is no account URL of this CA: " + kid));
    Account account = state.accounts.get(id);
    if (account == null) {
      throw Refusal.of(ProblemType.ACCOUNT_DOES_NOT_EXIST, "there is no account " + kid);
    }
    requireActive(account);
    return account;
  }

  /** RFC 8555, section 7.3.6: status 401, type unauthorized. */
  static void requireActive(Account account) {
    if (account.deactivated) {
      throw Problem.of(ProblemType.UNAUTHORIZED, "the account was deactivated")
          .withStatus(401)
          .refusal();
    }
  }

  private void requireNonce(Jws jws) {
    String nonce =
        jws.header("nonce")
            .orElseThrow(() -> Refusal.of(ProblemType.BAD_NONCE, "the JWS has no nonce"));
    boolean good = nonces.use(nonce);
    if (!good || faults.refusesNonce()) {
      // RFC 8555, section 6.5.
      throw Refusal.of(ProblemType.BAD_NONCE, "the JWS has an invalid anti-replay nonce: " + nonce);
    }
  }
}
