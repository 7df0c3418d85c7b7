package dev.perennial.issuer.acme.config;

import java.time.Duration;
import java.util.Optional;

/**
 * One solver of an issuer. Immutable.
 *
 * @param selector for which names it is meant; null for all
 * @param kind which challenge it solves
 * @param settings the settings of the kind
 * @param fixedWait how long to wait after presenting instead of checking; empty to check
 */
public record Solver(
    @org.jspecify.annotations.Nullable Selector selector,
    Kind kind,
    Fields settings,
    Optional<Duration> fixedWait) {
  /** Which challenge a solver solves. */
  public enum Kind {
    /** RFC 8555, section 8.3. */
    HTTP_01("http01", "http-01"),
    /** RFC 8555, section 8.4. */
    DNS_01("dns01", "dns-01"),
    /** RFC 8737. An addition of Perennial. */
    TLS_ALPN_01("tlsAlpn01", "tls-alpn-01"),
    /** draft-ietf-acme-dns-account-label. An addition of Perennial. */
    DNS_ACCOUNT_01("dnsAccount01", "dns-account-01"),
    /** draft-ietf-acme-dns-persist. An addition of Perennial. */
    DNS_PERSIST_01("dnsPersist01", "dns-persist-01"),
    /** None that is known. */
    NONE("", "");

    private final String field;
    private final String type;

    Kind(String field, String type) {
      this.field = field;
      this.type = type;
    }

    /** Returns the field of a solver that has the settings of this kind. */
    public String field() {
      return field;
    }

    /** Returns whether it is proven by a DNS record. */
    public boolean isDns() {
      return this == DNS_01 || this == DNS_ACCOUNT_01 || this == DNS_PERSIST_01;
    }

    /** Returns the type of the challenge on the wire. */
    public String challengeType() {
      return type;
    }
  }

  static Solver of(Fields fields) {
    Kind kind = Kind.NONE;
    for (Kind candidate : Kind.values()) {
      if (candidate != Kind.NONE && fields.has(candidate.field)) {
        kind = candidate;
        break;
      }
    }
    return new Solver(
        fields.has("selector") ? Selector.of(fields.object("selector")) : null,
        kind,
        fields.object(kind.field),
        fields.duration("waitInsteadOfSelfCheck"));
  }
}
