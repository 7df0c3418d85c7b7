package dev.perennial.core.pki;

import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the extensions of a certificate: keeps their values, remembers what decides who may sign,
 * and checks the shape of the others that Go's {@code x509} knows.
 */
final class CertificateExtensions {
  private static final int KEY_CERT_SIGN = 5;
  private static final int USAGES = 9;

  private final Map<String, Value> values = new LinkedHashMap<>();
  private @Nullable Boolean ca;
  private int pathLength = -1;
  private boolean[] keyUsage = new boolean[USAGES];

  /** One extension. */
  static final class Value {
    private final boolean critical;
    private final byte[] der;

    private Value(boolean critical, byte[] der) {
      this.critical = critical;
      this.der = der;
    }

    boolean critical() {
      return critical;
    }

    byte[] der() {
      return der;
    }
  }

  /** Returns the extensions by their identifier, in their order. */
  Map<String, Value> values() {
    return values;
  }

  /** Returns what basic constraints say; null when there are none. */
  @Nullable Boolean ca() {
    return ca;
  }

  /** Returns the path length of basic constraints; -1 when there is none. */
  int pathLength() {
    return pathLength;
  }

  /** Returns the nine bits of key usage, all false when there is none. */
  boolean[] keyUsage() {
    return keyUsage.clone();
  }

  /** Returns whether key usage includes keyCertSign, or says nothing. */
  boolean mayUseKeyToSignCertificates() {
    boolean any = false;
    for (boolean usage : keyUsage) {
      any |= usage;
    }
    return !any || keyUsage[KEY_CERT_SIGN];
  }

  /** Reads one extension from the content of its sequence. */
  void read(DerReader extension) {
    String oid = extension.oid();
    boolean critical = extension.next(DerReader.BOOLEAN) && extension.bool();
    byte[] der = extension.enter(DerReader.OCTET_STRING).bytes();
    if (values.put(oid, new Value(critical, der)) != null) {
      throw extension.malformed("extension " + oid + " stands there twice");
    }
    DerReader value = new DerReader(der, "extension " + oid);
    switch (oid) {
      case "2.5.29.15":
        readKeyUsage(value.bits());
        break;
      case "2.5.29.19":
        readBasicConstraints(value.enter(DerReader.SEQUENCE));
        break;
      default:
        ExtensionCheck.check(oid, critical, value);
        break;
    }
  }

  private void readKeyUsage(byte[] bits) {
    for (int i = 0; i < USAGES && i < 8 * bits.length; i++) {
      keyUsage[i] = (bits[i / 8] & 0x80 >> i % 8) != 0;
    }
  }

  private void readBasicConstraints(DerReader constraints) {
    ca = constraints.next(DerReader.BOOLEAN) && constraints.bool();
    if (constraints.next(DerReader.INTEGER)) {
      BigInteger length = constraints.integer();
      if (length.signum() < 0 || length.bitLength() >= Long.SIZE) {
        throw constraints.malformed("the path length is not a count");
      }
      pathLength = length.min(BigInteger.valueOf(Integer.MAX_VALUE)).intValue();
    }
  }
}
