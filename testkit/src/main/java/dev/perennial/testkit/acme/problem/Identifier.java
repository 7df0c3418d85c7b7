package dev.perennial.testkit.acme.problem;

/**
 * An identifier as an order names it (RFC 8555, section 9.7.7; RFC 8738, section 3). Immutable.
 *
 * @param type {@code dns} or {@code ip}
 * @param value the name in lower case, with {@code *.} for a wildcard, or the address as RFC 5952
 *     writes it
 */
public record Identifier(String type, String value) {
  /** The type of names. */
  public static final String DNS = "dns";

  /** The type of addresses. */
  public static final String IP = "ip";

  private static final String WILDCARD = "*.";

  /** Returns whether this is an address. */
  public boolean isIp() {
    return type.equals(IP);
  }

  /** Returns whether this is a wildcard name. */
  public boolean isWildcard() {
    return value.startsWith(WILDCARD);
  }

  /** Returns the value without {@code *.} (RFC 8555, section 7.1.3). */
  public String base() {
    return isWildcard() ? value.substring(WILDCARD.length()) : value;
  }
}
