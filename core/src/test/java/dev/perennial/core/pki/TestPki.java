package dev.perennial.core.pki;

import dev.perennial.model.x509.KeyAlgorithm;
import java.math.BigInteger;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** Keys and certificates for the tests of this package, made by hand with BouncyCastle. */
final class TestPki {
  static final Crypto CRYPTO = Crypto.of(new SecureRandom());
  static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");

  private static final Map<KeySpec, PrivateKey> KEYS = new ConcurrentHashMap<>();
  private static long serial;

  /** One certificate with its key. */
  record Entity(X509Certificate certificate, PrivateKey key) {
    Entity issue(String name, boolean ca) {
      return TestPki.issue(this, name, ca, PrivateKeys.generate(P256, CRYPTO));
    }

    Entity issue(String name, boolean ca, PrivateKey key) {
      return TestPki.issue(this, name, ca, key);
    }
  }

  static final KeySpec P256 = KeySpec.of(KeyAlgorithm.ECDSA);

  private TestPki() {}

  /** Returns one key of this kind, the same for all tests of a run. */
  static PrivateKey key(KeySpec spec) {
    return KEYS.computeIfAbsent(spec, kind -> PrivateKeys.generate(kind, CRYPTO));
  }

  static Entity root(String name) {
    return issue(null, name, true, PrivateKeys.generate(P256, CRYPTO));
  }

  static Entity selfSigned(String name, PrivateKey key) {
    return issue(null, name, true, key);
  }

  static Entity selfSignedLeaf(String name) {
    return issue(null, name, false, PrivateKeys.generate(P256, CRYPTO));
  }

  private static Entity issue(Entity issuer, String name, boolean ca, PrivateKey key) {
    try {
      X500Name subject = new X500Name(name);
      X500Name by =
          issuer == null
              ? subject
              : X500Name.getInstance(issuer.certificate().getSubjectX500Principal().getEncoded());
      X509v3CertificateBuilder builder =
          new JcaX509v3CertificateBuilder(
              by,
              nextSerial(),
              Date.from(NOW),
              Date.from(NOW.plusSeconds(86_400)),
              subject,
              PrivateKeys.publicKey(key));
      builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(ca));
      if (ca) {
        builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign));
      }
      PrivateKey signer = issuer == null ? key : issuer.key();
      byte[] der =
          builder
              .build(
                  new JcaContentSignerBuilder(algorithm(signer))
                      .setProvider(CRYPTO.provider())
                      .build(signer))
              .getEncoded();
      return new Entity(Certificates.decode(der), key);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private static synchronized BigInteger nextSerial() {
    return BigInteger.valueOf(++serial);
  }

  private static String algorithm(PrivateKey key) {
    switch (PrivateKeys.specOf(key).algorithm()) {
      case RSA:
        return "SHA256withRSA";
      case ECDSA:
        return "SHA256withECDSA";
      default:
        return "Ed25519";
    }
  }
}
