package dev.perennial.spi;

import java.time.Duration;
import java.util.Objects;

/**
 * One value of a TXT record. Immutable.
 *
 * @param name the name, in lower case, without the final dot, such as {@code
 *     _acme-challenge.www.example.com}
 * @param zone the zone it belongs to, without the final dot, such as {@code example.com}; empty
 *     when {@link DnsProvider#needsZone()} says that it is not needed
 * @param value the text, in printable ASCII; one longer than 255 octets is cut into several
 *     character-strings on the wire (RFC 1035, section 3.3)
 * @param ttl how long others may keep it
 */
public record TxtRecord(String name, String zone, String value, Duration ttl) {
  /** Checks that the parts are there. */
  public TxtRecord {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(zone, "zone");
    Objects.requireNonNull(value, "value");
    Objects.requireNonNull(ttl, "ttl");
  }

  /**
   * Returns the name below its zone, such as {@code _acme-challenge.www}; {@code @} for the zone,
   * the whole name when the zone is not known.
   */
  public String nameInZone() {
    if (name.equals(zone)) {
      return "@";
    }
    return name.endsWith("." + zone) ? name.substring(0, name.length() - zone.length() - 1) : name;
  }
}
