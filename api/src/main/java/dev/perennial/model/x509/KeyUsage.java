package dev.perennial.model.x509;

import java.util.Optional;

/**
 * A key usage (RFC 5280, section 4.2.1.3) or an extended key usage (section 4.2.1.12).
 *
 * <p>Immutable. Source: cert-manager {@code spec.usages[]}.
 */
public enum KeyUsage {
  /** Key usage digital signature, by its other name. */
  SIGNING("signing", 0, ""),
  /** Key usage digital signature. */
  DIGITAL_SIGNATURE("digital signature", 0, ""),
  /** Key usage content commitment. */
  CONTENT_COMMITMENT("content commitment", 1, ""),
  /** Key usage key encipherment. */
  KEY_ENCIPHERMENT("key encipherment", 2, ""),
  /** Key usage key agreement. */
  KEY_AGREEMENT("key agreement", 4, ""),
  /** Key usage data encipherment. */
  DATA_ENCIPHERMENT("data encipherment", 3, ""),
  /** Key usage cert sign. */
  CERT_SIGN("cert sign", 5, ""),
  /** Key usage crl sign. */
  CRL_SIGN("crl sign", 6, ""),
  /** Key usage encipher only. */
  ENCIPHER_ONLY("encipher only", 7, ""),
  /** Key usage decipher only. */
  DECIPHER_ONLY("decipher only", 8, ""),
  /** Extended key usage any. */
  ANY("any", -1, "2.5.29.37.0"),
  /** Extended key usage server auth. */
  SERVER_AUTH("server auth", -1, "1.3.6.1.5.5.7.3.1"),
  /** Extended key usage client auth. */
  CLIENT_AUTH("client auth", -1, "1.3.6.1.5.5.7.3.2"),
  /** Extended key usage code signing. */
  CODE_SIGNING("code signing", -1, "1.3.6.1.5.5.7.3.3"),
  /** Extended key usage email protection. */
  EMAIL_PROTECTION("email protection", -1, "1.3.6.1.5.5.7.3.4"),
  /** Extended key usage s/mime. */
  S_MIME("s/mime", -1, "1.3.6.1.5.5.7.3.4"),
  /** Extended key usage ipsec end system. */
  IPSEC_END_SYSTEM("ipsec end system", -1, "1.3.6.1.5.5.7.3.5"),
  /** Extended key usage ipsec tunnel. */
  IPSEC_TUNNEL("ipsec tunnel", -1, "1.3.6.1.5.5.7.3.6"),
  /** Extended key usage ipsec user. */
  IPSEC_USER("ipsec user", -1, "1.3.6.1.5.5.7.3.7"),
  /** Extended key usage timestamping. */
  TIMESTAMPING("timestamping", -1, "1.3.6.1.5.5.7.3.8"),
  /** Extended key usage ocsp signing. */
  OCSP_SIGNING("ocsp signing", -1, "1.3.6.1.5.5.7.3.9"),
  /** Extended key usage microsoft sgc. */
  MICROSOFT_SGC("microsoft sgc", -1, "1.3.6.1.4.1.311.10.3.3"),
  /** Extended key usage netscape sgc. */
  NETSCAPE_SGC("netscape sgc", -1, "2.16.840.1.113730.4.1");

  private final String manifestName;
  private final int bit;
  private final String oid;

  KeyUsage(String manifestName, int bit, String oid) {
    this.manifestName = manifestName;
    this.bit = bit;
    this.oid = oid;
  }

  /** Returns the value as manifests write it. */
  public String manifestName() {
    return manifestName;
  }

  /** Returns whether this is an extended key usage. */
  public boolean isExtended() {
    return bit < 0;
  }

  /**
   * Returns the number of the bit in the keyUsage extension, from 0 for digitalSignature to 8 for
   * decipherOnly; -1 for an extended key usage.
   */
  public int bit() {
    return bit;
  }

  /** Returns the object identifier of an extended key usage; empty for a key usage. */
  public String oid() {
    return oid;
  }

  /** Returns the value that manifests write as {@code name}; empty when there is none. */
  public static Optional<KeyUsage> ofManifestName(String name) {
    for (KeyUsage value : values()) {
      if (value.manifestName.equals(name)) {
        return Optional.of(value);
      }
    }
    return Optional.empty();
  }
}
