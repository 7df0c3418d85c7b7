package dev.perennial.testkit.acme.validation;

import dev.perennial.model.x509.IpAddress;
import java.util.StringJoiner;

/** The names of addresses in SNI (RFC 8738, section 6; RFC 1034, 5.2.1; RFC 3596, section 2.5). */
final class ReverseName {
  private ReverseName() {}

  /** Returns for instance {@code 1.0.0.127.in-addr.arpa}. */
  static String of(String address) {
    IpAddress parsed = IpAddress.parse(address).orElseThrow();
    byte[] bytes = parsed.bytes();
    StringJoiner name = new StringJoiner(".", "", parsed.isV4() ? ".in-addr.arpa" : ".ip6.arpa");
    for (int i = bytes.length - 1; i >= 0; i--) {
      if (parsed.isV4()) {
        name.add(Integer.toString(bytes[i] & 0xff));
      } else {
        name.add(Integer.toHexString(bytes[i] & 0xf)).add(Integer.toHexString(bytes[i] >> 4 & 0xf));
      }
    }
    return name.toString();
  }
}
