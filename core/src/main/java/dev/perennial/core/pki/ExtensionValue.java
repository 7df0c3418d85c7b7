package dev.perennial.core.pki;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One X.509 extension (RFC 5280, section 4.2) with its DER value. Immutable. */
public final class ExtensionValue {
  /** keyUsage. */
  public static final String KEY_USAGE = "2.5.29.15";

  /** subjectAltName. */
  public static final String SUBJECT_ALT_NAME = "2.5.29.17";

  /** basicConstraints. */
  public static final String BASIC_CONSTRAINTS = "2.5.29.19";

  /** nameConstraints. */
  public static final String NAME_CONSTRAINTS = "2.5.29.30";

  /** extKeyUsage. */
  public static final String EXT_KEY_USAGE = "2.5.29.37";

  private final String oid;
  private final boolean critical;
  private final byte[] der;

  private ExtensionValue(String oid, boolean critical, byte[] der) {
    this.oid = oid;
    this.critical = critical;
    this.der = der;
  }

  /** Returns an extension; the bytes are copied. */
  public static ExtensionValue of(String oid, boolean critical, byte[] der) {
    return new ExtensionValue(oid, critical, der.clone());
  }

  /** Returns the object identifier, dotted. */
  public String oid() {
    return oid;
  }

  /** Returns whether it is critical. */
  public boolean critical() {
    return critical;
  }

  /** Returns the DER value, without its OCTET STRING. */
  public byte[] der() {
    return der.clone();
  }

  /** Returns the same extension with another criticality. */
  public ExtensionValue withCritical(boolean value) {
    return new ExtensionValue(oid, value, der);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof ExtensionValue that
        && oid.equals(that.oid)
        && critical == that.critical
        && Arrays.equals(der, that.der);
  }

  @Override
  public int hashCode() {
    return Objects.hash(oid, critical, Arrays.hashCode(der));
  }

  @Override
  public String toString() {
    return oid + (critical ? " (critical, " : " (") + der.length + " bytes)";
  }
}
