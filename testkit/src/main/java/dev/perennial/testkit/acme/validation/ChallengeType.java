package dev.perennial.testkit.acme.validation;

import dev.perennial.testkit.acme.problem.Identifier;
import java.util.List;
import java.util.stream.Stream;

/** The kinds of challenge that the CA offers. */
public enum ChallengeType {
  /** RFC 8555, section 8.3. */
  HTTP_01("http-01"),
  /** RFC 8737. */
  TLS_ALPN_01("tls-alpn-01"),
  /** RFC 8555, section 8.4. */
  DNS_01("dns-01"),
  /** draft-ietf-acme-dns-account-label. */
  DNS_ACCOUNT_01("dns-account-01"),
  /** draft-ietf-acme-dns-persist. */
  DNS_PERSIST_01("dns-persist-01");

  private final String token;

  ChallengeType(String token) {
    this.token = token;
  }

  /** Returns the name in the challenge's {@code type}. */
  public String token() {
    return token;
  }

  /** Returns whether it looks at DNS alone. */
  public boolean isDns() {
    return this == DNS_01 || this == DNS_ACCOUNT_01 || this == DNS_PERSIST_01;
  }

  /** Returns the kinds that can prove control of an identifier. */
  public static List<ChallengeType> of(Identifier identifier) {
    return Stream.of(values()).filter(type -> type.fits(identifier)).toList();
  }

  private boolean fits(Identifier identifier) {
    if (identifier.isIp()) {
      // RFC 8738, section 7: no DNS challenge for an address.
      return !isDns();
    }
    // CA/Browser Forum, 3.2.2.4.19 and .20: no HTTP or TLS for a wildcard.
    return isDns() || !identifier.isWildcard();
  }
}
