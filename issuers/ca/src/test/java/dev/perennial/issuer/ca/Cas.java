package dev.perennial.issuer.ca;

import dev.perennial.core.manifest.Manifests;
import dev.perennial.core.pki.Certificates;
import dev.perennial.core.pki.Crypto;
import dev.perennial.core.pki.KeySpec;
import dev.perennial.core.pki.PrivateKeys;
import dev.perennial.core.pki.SigningRequests;
import dev.perennial.model.Certificate;
import dev.perennial.model.CertificateSpec;
import dev.perennial.model.Issuer;
import dev.perennial.model.ObjectMeta;
import dev.perennial.model.SecretBundle;
import dev.perennial.model.SecretBytes;
import dev.perennial.model.x509.KeyAlgorithm;
import dev.perennial.model.x509.KeyEncoding;
import dev.perennial.testkit.TestClock;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.jspecify.annotations.Nullable;

/** CAs made by hand, without the code under test, and the secrets and issuers that hold them. */
final class Cas {
  static final Crypto CRYPTO = Crypto.of(new SecureRandom());
  static final KeySpec P256 = KeySpec.of(KeyAlgorithm.ECDSA);
  static final PrivateKey LEAF_KEY = PrivateKeys.generate(P256, CRYPTO);
  static final Instant NOW = TestClock.START;

  private static final Map<KeySpec, PrivateKey> KEYS = new ConcurrentHashMap<>();
  private static long serial;

  private Cas() {}

  /** One certificate with its key. */
  record Ca(X509Certificate certificate, PrivateKey key) {}

  /** How a CA is made; the issuer is null for a root. */
  record Plan(
      @Nullable Ca issuer,
      String name,
      KeySpec key,
      @Nullable BasicConstraints constraints,
      @Nullable Integer keyUsage,
      Duration lifetime) {
    static Plan root(String name) {
      return new Plan(
          null, name, P256, new BasicConstraints(true), KeyUsage.keyCertSign, Duration.ofDays(365));
    }

    Plan by(Ca ca) {
      return new Plan(ca, name, key, constraints, keyUsage, lifetime);
    }

    Plan key(KeySpec value) {
      return new Plan(issuer, name, value, constraints, keyUsage, lifetime);
    }

    Plan constraints(@Nullable BasicConstraints value) {
      return new Plan(issuer, name, key, value, keyUsage, lifetime);
    }

    Plan keyUsage(@Nullable Integer value) {
      return new Plan(issuer, name, key, constraints, value, lifetime);
    }

    Plan lifetime(Duration value) {
      return new Plan(issuer, name, key, constraints, keyUsage, value);
    }

    Ca make() {
      return Cas.make(this);
    }
  }

  static Ca root(String name) {
    return Plan.root(name).make();
  }

  /** Returns one key of this kind, the same for all tests of a run. */
  static PrivateKey key(KeySpec spec) {
    return KEYS.computeIfAbsent(spec, kind -> PrivateKeys.generate(kind, CRYPTO));
  }

  private static synchronized Ca make(Plan plan) {
    try {
      PrivateKey key =
          plan.key().algorithm() == KeyAlgorithm.RSA
              ? key(plan.key())
              : PrivateKeys.generate(plan.key(), CRYPTO);
      X500Name subject = new X500Name("CN=" + plan.name());
      Ca by = plan.issuer();
      X509v3CertificateBuilder builder =
          new JcaX509v3CertificateBuilder(
              by == null
                  ? subject
                  : new X500Name(by.certificate().getSubjectX500Principal().getName()),
              BigInteger.valueOf(++serial),
              Date.from(NOW),
              Date.from(NOW.plus(plan.lifetime())),
              subject,
              PrivateKeys.publicKey(key));
      if (plan.constraints() != null) {
        builder.addExtension(Extension.basicConstraints, true, plan.constraints());
      }
      if (plan.keyUsage() != null) {
        builder.addExtension(Extension.keyUsage, true, new KeyUsage(plan.keyUsage()));
      }
      JcaX509ExtensionUtils ids = new JcaX509ExtensionUtils();
      builder.addExtension(
          Extension.subjectKeyIdentifier,
          false,
          ids.createSubjectKeyIdentifier(PrivateKeys.publicKey(key)));
      if (by != null) {
        builder.addExtension(
            Extension.authorityKeyIdentifier,
            false,
            ids.createAuthorityKeyIdentifier(by.certificate().getPublicKey()));
      }
      PrivateKey signer = by == null ? key : by.key();
      String algorithm = SigningRequests.signatureAlgorithm(signer, null).jcaName();
      byte[] der =
          builder
              .build(
                  new JcaContentSignerBuilder(algorithm)
                      .setProvider(CRYPTO.provider())
                      .build(signer))
              .getEncoded();
      return new Ca(Certificates.decode(der), key);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  /** Returns the secret of a CA: its certificate and those above it, and {@code ca.crt}. */
  static SecretBundle secret(Ca ca, List<Ca> above, @Nullable Ca root) {
    StringBuilder chain = new StringBuilder(pem(ca));
    above.forEach(one -> chain.append(pem(one)));
    Map<String, SecretBytes> data = new LinkedHashMap<>();
    data.put("tls.key", SecretBytes.copyOf(PrivateKeys.encode(ca.key(), KeyEncoding.PKCS8)));
    data.put("tls.crt", SecretBytes.ofUtf8(chain.toString()));
    if (root != null) {
      data.put("ca.crt", SecretBytes.ofUtf8(pem(root)));
    }
    return secret("demo", data);
  }

  static SecretBundle secret(Ca ca) {
    return secret(ca, List.of(), null);
  }

  static SecretBundle secret(String namespace, Map<String, SecretBytes> data) {
    ObjectMeta meta = ObjectMeta.builder().namespace(namespace).name("ca-tls").build();
    return SecretBundle.builder().meta(meta).data(data).build();
  }

  static String pem(Ca ca) {
    return new String(Certificates.encode(ca.certificate()), StandardCharsets.US_ASCII);
  }

  /** Returns the issuer {@code demo/ca} with the secret {@code ca-tls} and more fields in YAML. */
  static Issuer issuer(String fields) {
    return issuer("Issuer", "metadata: {name: ca, namespace: demo}", fields);
  }

  static Issuer issuer(String kind, String meta, String fields) {
    String yaml =
        """
        apiVersion: cert-manager.io/v1
        kind: %s
        %s
        spec:
          ca:
            secretName: ca-tls
        %s
        """
            .formatted(kind, meta, fields.indent(4));
    return (Issuer) Manifests.read("test", yaml).get(0);
  }

  /** Returns the spec of a certificate whose fields are given in YAML. */
  static CertificateSpec spec(String fields) {
    String yaml =
        """
        apiVersion: cert-manager.io/v1
        kind: Certificate
        metadata: {name: web, namespace: demo}
        spec:
          secretName: web-tls
          issuerRef: {name: ca}
        %s
        """
            .formatted(fields.indent(2));
    return ((Certificate) Manifests.read("test", yaml).get(0)).spec();
  }

  static CertificateSpec leaf() {
    return spec("dnsNames: [web.example]");
  }
}
