package dev.perennial.testkit.acme.protocol;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Set;

/** The signature algorithm of a CSR (RFC 2986, section 4.2), read from its DER. */
final class CsrSignature {
  /** The encoded OIDs of RSA and ECDSA with SHA-256, SHA-384 and SHA-512. */
  private static final Set<String> STRONG =
      Set.of(
          "2a864886f70d01010b",
          "2a864886f70d01010c",
          "2a864886f70d01010d",
          "2a8648ce3d040302",
          "2a8648ce3d040303",
          "2a8648ce3d040304");

  private final byte[] der;
  private int at;

  private CsrSignature(byte[] der) {
    this.der = der;
  }

  /** Returns whether the algorithm is strong; the DER was read as a CSR before. */
  static boolean isStrong(byte[] der) {
    CsrSignature reader = new CsrSignature(der);
    reader.length();
    int info = reader.length();
    reader.at += info;
    reader.length();
    int oid = reader.length();
    return STRONG.contains(
        HexFormat.of().formatHex(Arrays.copyOfRange(der, reader.at, reader.at + oid)));
  }

  /** Goes over a tag and its length; returns the length. */
  private int length() {
    at++;
    int first = der[at++] & 0xff;
    if (first < 0x80) {
      return first;
    }
    int length = 0;
    for (int i = 0; i < (first & 0x7f); i++) {
      length = length << 8 | der[at++] & 0xff;
    }
    return length;
  }
}
