package dev.perennial.issuer.acme.dns;

import java.io.IOException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;

/** Signs a message and checks the signature of its answer (RFC 8945). */
final class Tsig {
  /** How far the two clocks may be apart (RFC 8945, section 10). */
  private static final int FUDGE = 300;

  private static final int ARCOUNT = 10;
  private static final byte[] NOTHING = {};

  private final TsigKey key;
  private final byte[] mac;
  private final byte[] signed;

  private Tsig(TsigKey key, byte[] mac, byte[] signed) {
    this.key = key;
    this.mac = mac;
    this.signed = signed;
  }

  /** Signs a message that has no signature yet. */
  static Tsig sign(byte[] message, TsigKey key, Instant now) {
    long time = now.getEpochSecond();
    byte[] mac = key.mac(message, variables(key, time, FUDGE, 0, NOTHING));
    WireWriter data = new WireWriter();
    data.name(key.algorithm()).u48(time).u16(FUDGE).u16(mac.length).bytes(mac);
    data.bytes(Arrays.copyOf(message, 2)).u16(0).u16(0);
    WireWriter out = new WireWriter();
    out.bytes(moreAdditional(message, 1));
    out.name(key.name()).u16(RecordType.TSIG).u16(RecordType.CLASS_ANY).u32(0);
    out.u16(data.size()).bytes(data.bytes());
    return new Tsig(key, mac, out.bytes());
  }

  /** Returns the message with its signature. */
  byte[] message() {
    return signed;
  }

  /**
   * Returns the error of a signature (RFC 8945, section 5.3.2), or NOERROR when an answer is signed
   * with the same key.
   *
   * @throws IOException when an answer that says that all is well is not signed, or signed wrongly
   */
  int verify(byte[] wire, DnsMessage answer, Instant now) throws IOException {
    if (answer.signatureAt() == 0) {
      if (answer.rcode() == ResponseCode.NOERROR) {
        throw new IOException("the answer is not signed");
      }
      return ResponseCode.NOERROR;
    }
    WireReader in = new WireReader(wire);
    in.seek(answer.additional().get(answer.additional().size() - 1).dataAt());
    in.name();
    long time = in.u48();
    int fudge = in.u16();
    byte[] theirs = in.bytes(in.u16());
    in.u16();
    int error = in.u16();
    byte[] other = in.bytes(in.u16());
    if (error == ResponseCode.BADKEY || error == ResponseCode.BADSIG) {
      return error;
    }
    byte[] stripped = moreAdditional(Arrays.copyOf(wire, answer.signatureAt()), -1);
    byte[] ours =
        key.mac(
            new WireWriter().u16(mac.length).bytes(mac).bytes(),
            stripped,
            variables(key, time, fudge, error, other));
    if (!MessageDigest.isEqual(ours, theirs)) {
      throw new IOException("the signature of the answer is wrong");
    }
    long apart = Duration.between(Instant.ofEpochSecond(time), now).abs().toSeconds();
    if (error == ResponseCode.NOERROR && apart > fudge) {
      throw new IOException("the answer was signed " + apart + " s ago or ahead");
    }
    return error;
  }

  private static byte[] variables(TsigKey key, long time, int fudge, int error, byte[] other) {
    WireWriter out = new WireWriter();
    out.name(key.name()).u16(RecordType.CLASS_ANY).u32(0).name(key.algorithm());
    return out.u48(time).u16(fudge).u16(error).u16(other.length).bytes(other).bytes();
  }

  private static byte[] moreAdditional(byte[] message, int by) {
    byte[] changed = message.clone();
    int count = ((changed[ARCOUNT] & 0xff) << 8 | changed[ARCOUNT + 1] & 0xff) + by;
    changed[ARCOUNT] = (byte) (count >> 8);
    changed[ARCOUNT + 1] = (byte) count;
    return changed;
  }
}
