package dev.perennial.issuer.acme.dns;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A DNS message that was received (RFC 1035, section 4.1). Immutable.
 *
 * @param id its identifier
 * @param flags the flags, with opcode and response code
 * @param question the name asked for; empty when there is none
 * @param answers the records of the answer section
 * @param authority the records of the authority section
 * @param additional the records of the additional section
 * @param signatureAt where the transaction signature begins; 0 when there is none
 */
record DnsMessage(
    int id,
    int flags,
    String question,
    List<DnsRecord> answers,
    List<DnsRecord> authority,
    List<DnsRecord> additional,
    int signatureAt) {
  private static final int QR = 0x8000;
  private static final int TC = 0x0200;
  private static final int RD = 0x0100;
  private static final int PAYLOAD = 1232;

  /** Returns a question (RFC 1035, section 4.1.2) with EDNS (RFC 6891). */
  static byte[] query(int id, String name, int type, boolean recursive) {
    WireWriter out = new WireWriter();
    out.u16(id).u16(recursive ? RD : 0).u16(1).u16(0).u16(0).u16(1);
    out.name(name).u16(type).u16(RecordType.CLASS_IN);
    return out.u8(0).u16(RecordType.OPT).u16(PAYLOAD).u32(0).u16(0).bytes();
  }

  static DnsMessage parse(byte[] wire) throws IOException {
    WireReader in = new WireReader(wire);
    int id = in.u16();
    int flags = in.u16();
    int questions = in.u16();
    int[] counts = {in.u16(), in.u16(), in.u16()};
    String question = "";
    for (int i = 0; i < questions; i++) {
      question = in.name();
      in.u32();
    }
    List<List<DnsRecord>> sections = new ArrayList<>();
    int signatureAt = 0;
    for (int count : counts) {
      List<DnsRecord> section = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        int at = in.position();
        DnsRecord record = DnsRecord.read(in);
        signatureAt = record.type() == RecordType.TSIG ? at : 0;
        section.add(record);
      }
      sections.add(List.copyOf(section));
    }
    return new DnsMessage(
        id, flags, question, sections.get(0), sections.get(1), sections.get(2), signatureAt);
  }

  /** Returns the response code of the header (RFC 1035, section 4.1.1). */
  int rcode() {
    return flags & 0xf;
  }

  boolean isResponse() {
    return (flags & QR) != 0;
  }

  boolean isTruncated() {
    return (flags & TC) != 0;
  }

  /** Returns whether the name is known or known not to be. */
  boolean isDefinite() {
    return rcode() == ResponseCode.NOERROR || rcode() == ResponseCode.NXDOMAIN;
  }

  /** Returns the records of a type in the answer section. */
  List<DnsRecord> answers(int type) {
    return answers.stream().filter(r -> r.type() == type).toList();
  }
}
