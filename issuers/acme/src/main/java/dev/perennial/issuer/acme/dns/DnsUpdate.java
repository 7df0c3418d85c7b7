package dev.perennial.issuer.acme.dns;

/**
 * A dynamic update of one TXT value (RFC 2136). Immutable.
 *
 * @param zone the zone
 * @param name the name within it
 * @param value the text
 * @param ttl how long the record may be kept, in seconds
 * @param removes whether the value is removed instead of added
 */
public record DnsUpdate(String zone, String name, String value, long ttl, boolean removes) {
  private static final int OPCODE_UPDATE = 5 << 11;

  byte[] wire(int id) {
    WireWriter out = new WireWriter();
    out.u16(id).u16(OPCODE_UPDATE).u16(1).u16(0).u16(1).u16(0);
    out.name(zone).u16(RecordType.SOA).u16(RecordType.CLASS_IN);
    byte[] data = DnsRecord.txtData(value);
    out.name(name).u16(RecordType.TXT);
    out.u16(removes ? RecordType.CLASS_NONE : RecordType.CLASS_IN).u32(removes ? 0 : ttl);
    return out.u16(data.length).bytes(data).bytes();
  }
}
