package dev.perennial.issuer.acme.dns;

import java.io.ByteArrayOutputStream;

/** Writes numbers, octets and names as a DNS message has them. Not safe for several threads. */
final class WireWriter {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  WireWriter u8(int value) {
    out.write(value);
    return this;
  }

  WireWriter u16(int value) {
    return u8(value >> 8).u8(value);
  }

  WireWriter u32(long value) {
    return u16((int) (value >> 16)).u16((int) value);
  }

  WireWriter u48(long value) {
    return u16((int) (value >> 32)).u32(value);
  }

  WireWriter bytes(byte[] value) {
    out.writeBytes(value);
    return this;
  }

  /** Writes a name in lower case and without compression (RFC 8945 digests names so). */
  WireWriter name(String name) {
    for (byte[] label : DnsNames.labels(name)) {
      u8(label.length).bytes(label);
    }
    return u8(0);
  }

  int size() {
    return out.size();
  }

  byte[] bytes() {
    return out.toByteArray();
  }
}
