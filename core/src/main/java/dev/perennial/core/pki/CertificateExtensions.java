package dev.perennial.core.pki;

import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads the extensions of a certificate: remembers what decides who may sign, and checks the shape
 * of the others that Go's {@code x509} knows.
 */
final class CertificateExtensions {
  private static final int KEY_CERT_SIGN = 0x04;

  private final Set<String> seen = new HashSet<>();
  private @Nullable Boolean ca;
  private byte[] keyUsage = new byte[0];

  /** Returns what basic constraints say; null when there are none. */
  @Nullable Boolean ca() {
    return ca;
  }

  /** Returns whether key usage includes keyCertSign, or says nothing. */
  boolean mayUseKeyToSignCertificates() {
    int usage = keyUsage.length == 0 ? 0 : keyUsage[0] & 0xff;
    boolean decipherOnly = keyUsage.length > 1 && (keyUsage[1] & 0x80) != 0;
    return (usage == 0 && !decipherOnly) || (usage & KEY_CERT_SIGN) != 0;
  }

  /** Reads one extension from the content of its sequence. */
  void read(DerReader extension) {
    String oid = extension.oid();
    boolean critical = extension.next(DerReader.BOOLEAN) && extension.bool();
    DerReader value = extension.enter(DerReader.OCTET_STRING);
    if (!seen.add(oid)) {
      throw extension.malformed("extension " + oid + " stands there twice");
    }
    switch (oid) {
      case "2.5.29.15":
        keyUsage = value.bits();
        break;
      case "2.5.29.19":
        ca = basicConstraints(value.enter(DerReader.SEQUENCE));
        break;
      default:
        ExtensionCheck.check(oid, critical, value);
        break;
    }
  }

  private static boolean basicConstraints(DerReader constraints) {
    boolean authority = constraints.next(DerReader.BOOLEAN) && constraints.bool();
    if (constraints.next(DerReader.INTEGER) && !isCount(constraints)) {
      throw constraints.malformed("the path length of its basic constraints is not a count");
    }
    return authority;
  }

  private static boolean isCount(DerReader constraints) {
    var length = constraints.integer();
    return length.signum() >= 0 && length.bitLength() < 64;
  }
}
