package dev.perennial.issuer.acme.dns;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * One record of an answer. Immutable.
 *
 * @param name the owner, in lower case, without the final dot
 * @param type the type
 * @param text the value of a TXT record in one piece, the name that a CNAME, NS or SOA record
 *     begins with, or the address of an A or AAAA record; empty for other types
 * @param dataAt where its data begin in the message
 */
record DnsRecord(String name, int type, String text, int dataAt) {
  static DnsRecord read(WireReader in) throws IOException {
    String name = in.name();
    int type = in.u16();
    in.u16();
    in.u32();
    int length = in.u16();
    int start = in.position();
    byte[] data = in.bytes(length);
    int end = in.position();
    in.seek(start);
    String text =
        switch (type) {
          case RecordType.TXT -> strings(data);
          case RecordType.A, RecordType.AAAA -> InetAddress.getByAddress(data).getHostAddress();
          case RecordType.CNAME, RecordType.NS, RecordType.SOA -> in.name();
          default -> "";
        };
    in.seek(end);
    return new DnsRecord(name, type, text, start);
  }

  private static String strings(byte[] data) throws IOException {
    WireReader in = new WireReader(data);
    StringBuilder text = new StringBuilder();
    while (in.position() < data.length) {
      text.append(new String(in.bytes(in.u8()), StandardCharsets.ISO_8859_1));
    }
    return text.toString();
  }

  /** Returns the data of a TXT record: character-strings of at most 255 octets each. */
  static byte[] txtData(String value) {
    byte[] octets = value.getBytes(StandardCharsets.ISO_8859_1);
    WireWriter out = new WireWriter();
    for (int i = 0; i == 0 || i < octets.length; i += 255) {
      byte[] part = Arrays.copyOfRange(octets, i, Math.min(octets.length, i + 255));
      out.u8(part.length).bytes(part);
    }
    return out.bytes();
  }
}
