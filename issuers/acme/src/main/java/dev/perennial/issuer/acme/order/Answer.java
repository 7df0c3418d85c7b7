package dev.perennial.issuer.acme.order;

import dev.perennial.issuer.acme.config.Solver;
import java.util.List;

/**
 * The answer to a challenge, to be shown or taken back. Immutable.
 *
 * @param identifierType {@code dns} or {@code ip}
 * @param name the identifier, without {@code *.}
 * @param wildcard whether it proves the wildcard of that name
 * @param token the token; empty for types without
 * @param keyAuthorization the key authorization (RFC 8555, section 8.1); empty for types without
 * @param accountUrl the URL of the account
 * @param issuerDomains the names of the CA, for a lasting record; empty for other types
 * @param solver the solver that the issuer has for it
 */
public record Answer(
    String identifierType,
    String name,
    boolean wildcard,
    String token,
    String keyAuthorization,
    String accountUrl,
    List<String> issuerDomains,
    Solver solver) {
  /** Copies the list. */
  public Answer {
    issuerDomains = List.copyOf(issuerDomains);
  }

  /** Prints the name only. */
  @Override
  public String toString() {
    return "Answer[" + (wildcard ? "*." : "") + name + "]";
  }
}
