package dev.perennial.core.pki;

import dev.perennial.model.x509.Pkcs12Profile;
import java.util.List;
import java.util.Optional;

/** The algorithms behind a PKCS#12 profile. Source: go-pkcs12, which cert-manager uses. */
enum Pkcs12Scheme {
  LEGACY_RC2(Pkcs12Scheme.RC2, Pkcs12Scheme.TRIPLE_DES, Pkcs12Scheme.SHA1, 8, 1),
  LEGACY_DES(Pkcs12Scheme.TRIPLE_DES, Pkcs12Scheme.TRIPLE_DES, Pkcs12Scheme.SHA1, 8, 1),
  MODERN_2023(Pkcs12Scheme.PBES2, Pkcs12Scheme.PBES2, Pkcs12Scheme.SHA256, 16, 2048),
  MODERN_2026(Pkcs12Scheme.PBES2, Pkcs12Scheme.PBES2, Pkcs12Scheme.PBMAC1, 16, 2048);

  static final String RC2 = "1.2.840.113549.1.12.1.6";
  static final String TRIPLE_DES = "1.2.840.113549.1.12.1.3";
  static final String PBES2 = "1.2.840.113549.1.5.13";
  static final String PBMAC1 = "1.2.840.113549.1.5.14";
  static final String SHA1 = "1.3.14.3.2.26";
  static final String SHA256 = "2.16.840.1.101.3.4.2.1";
  static final int ENCRYPTION_ITERATIONS = 2048;

  private final String certificates;
  private final String key;
  private final String mac;
  private final int saltLength;
  private final int macIterations;

  Pkcs12Scheme(String certificates, String key, String mac, int saltLength, int macIterations) {
    this.certificates = certificates;
    this.key = key;
    this.mac = mac;
    this.saltLength = saltLength;
    this.macIterations = macIterations;
  }

  static Pkcs12Scheme of(Pkcs12Profile profile) {
    switch (profile) {
      case LEGACY_RC2:
        return LEGACY_RC2;
      case LEGACY_DES:
        return LEGACY_DES;
      case MODERN_2023:
        return MODERN_2023;
      case MODERN_2026:
        return MODERN_2026;
    }
    throw new AssertionError(profile);
  }

  /** Returns the profile that these algorithms belong to: MAC, certificates, and key if any. */
  static Optional<Pkcs12Profile> profileOf(List<String> algorithms) {
    for (Pkcs12Profile profile : Pkcs12Profile.values()) {
      Pkcs12Scheme scheme = of(profile);
      List<String> all = List.of(scheme.mac, scheme.certificates, scheme.key);
      if (algorithms.equals(all) || algorithms.equals(all.subList(0, 2))) {
        return Optional.of(profile);
      }
    }
    return Optional.empty();
  }

  /** Returns the identifier of the encryption of certificates. */
  String certificates() {
    return certificates;
  }

  /** Returns the identifier of the encryption of the key. */
  String key() {
    return key;
  }

  /** Returns the identifier of the MAC: a digest, or PBMAC1. */
  String mac() {
    return mac;
  }

  int saltLength() {
    return saltLength;
  }

  int macIterations() {
    return macIterations;
  }
}
