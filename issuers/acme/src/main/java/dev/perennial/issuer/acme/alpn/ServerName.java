package dev.perennial.issuer.acme.alpn;

import dev.perennial.model.x509.IpAddress;
import java.util.Locale;
import java.util.Optional;

/** The name by which the server of a CA asks for a challenge. */
public final class ServerName {
  private static final String HEX = "0123456789abcdef";

  private ServerName() {}

  /**
   * Returns the name: a domain in lower case, or the reverse name of an address (RFC 8738, section
   * 6; RFC 1034, section 5.2.1, and RFC 3596, section 2.5).
   *
   * @param identifier a domain, or an address in any form
   */
  public static String of(String identifier) {
    Optional<IpAddress> address = IpAddress.parse(identifier);
    return address.map(ServerName::reverse).orElseGet(() -> identifier.toLowerCase(Locale.ROOT));
  }

  private static String reverse(IpAddress address) {
    StringBuilder name = new StringBuilder();
    byte[] bytes = address.bytes();
    for (int i = bytes.length - 1; i >= 0; i--) {
      int octet = bytes[i] & 0xff;
      if (address.isV4()) {
        name.append(octet).append('.');
      } else {
        name.append(HEX.charAt(octet & 0xf)).append('.').append(HEX.charAt(octet >> 4)).append('.');
      }
    }
    return name.append(address.isV4() ? "in-addr.arpa" : "ip6.arpa").toString();
  }
}
