package dev.perennial.issuer.acme.order;

import dev.perennial.issuer.acme.config.Solver;

/**
 * The answer to a challenge, to be shown or taken back. Immutable.
 *
 * @param identifierType {@code dns} or {@code ip}
 * @param name the identifier, without {@code *.}
 * @param wildcard whether it proves the wildcard of that name
 * @param token the token; empty for types without
 * @param keyAuthorization the key authorization (RFC 8555, section 8.1); empty for types without
 * @param accountUrl the URL of the account
 * @param solver the solver that the issuer has for it
 */
public record Answer(
    String identifierType,
    String name,
    boolean wildcard,
    String token,
    String keyAuthorization,
    String accountUrl,
    Solver solver) {
  /** Prints the name only. */
  @Override
  public String toString() {
    return "Answer[" + (wildcard ? "*." : "") + name + "]";
  }
}
