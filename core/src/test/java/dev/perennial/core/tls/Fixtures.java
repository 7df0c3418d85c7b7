package dev.perennial.core.tls;

import dev.perennial.core.pki.Certificates;
import dev.perennial.core.pki.Crypto;
import dev.perennial.core.pki.KeySpec;
import dev.perennial.core.pki.PrivateKeys;
import dev.perennial.model.ObjectMeta;
import dev.perennial.model.ResourceKey;
import dev.perennial.model.ResourceName;
import dev.perennial.model.SecretBundle;
import dev.perennial.model.SecretBytes;
import dev.perennial.model.x509.KeyAlgorithm;
import dev.perennial.model.x509.KeyEncoding;
import dev.perennial.spi.ResourceStore;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** A CA of three levels, keys made once, and secrets to order. */
final class Fixtures {
  /** The JDK's trust check looks at the real clock, so validity is around it. */
  static final Instant NOW = Instant.now().truncatedTo(ChronoUnit.SECONDS);

  static final Crypto CRYPTO = Crypto.of(new SecureRandom());
  static final PrivateKey EC_1 = PrivateKeys.generate(new KeySpec(KeyAlgorithm.ECDSA, 256), CRYPTO);
  static final PrivateKey EC_2 = PrivateKeys.generate(new KeySpec(KeyAlgorithm.ECDSA, 256), CRYPTO);
  static final PrivateKey RSA = PrivateKeys.generate(new KeySpec(KeyAlgorithm.RSA, 2048), CRYPTO);
  static final PrivateKey ED25519 = PrivateKeys.generate(KeySpec.of(KeyAlgorithm.ED25519), CRYPTO);

  private static final AtomicLong SERIAL = new AtomicLong(1000);
  private static final PrivateKey ROOT_KEY =
      PrivateKeys.generate(new KeySpec(KeyAlgorithm.ECDSA, 256), CRYPTO);
  private static final PrivateKey CA_KEY =
      PrivateKeys.generate(new KeySpec(KeyAlgorithm.ECDSA, 256), CRYPTO);
  static final X509Certificate ROOT = certificate("CN=root", ROOT_KEY, "CN=root", ROOT_KEY, true);
  static final X509Certificate CA = certificate("CN=ca", CA_KEY, "CN=root", ROOT_KEY, true);

  private Fixtures() {}

  static ResourceName name(String name) {
    return new ResourceName("shop", name);
  }

  static SecretBundle secret(String name, PrivateKey key, String... dnsNames) {
    return secret(name, key, leaf(key, dnsNames));
  }

  static SecretBundle secret(String name, PrivateKey key, X509Certificate leaf) {
    return secret(name, pem(key), Certificates.encode(List.of(leaf, CA)));
  }

  static SecretBundle secret(String name, byte[] key, byte[] chain) {
    Map<String, SecretBytes> data = new LinkedHashMap<>();
    data.put(SecretBundle.TLS_KEY, SecretBytes.copyOf(key));
    data.put(SecretBundle.TLS_CRT, SecretBytes.copyOf(chain));
    return SecretBundle.builder()
        .meta(ObjectMeta.builder().namespace("shop").name(name).build())
        .data(data)
        .build();
  }

  static byte[] pem(PrivateKey key) {
    return PrivateKeys.encode(key, KeyEncoding.PKCS8);
  }

  static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** Creates or replaces. */
  static void put(ResourceStore store, SecretBundle secret) {
    ResourceKey key = ResourceKey.secret(secret.meta().resourceName());
    store
        .read(key)
        .ifPresentOrElse(old -> store.update(secret, old.version()), () -> store.create(secret));
  }

  static void remove(ResourceStore store, ResourceName name) {
    ResourceKey key = ResourceKey.secret(name);
    store.delete(key, store.read(key).orElseThrow().version());
  }

  static X509Certificate leaf(PrivateKey key, String... dnsNames) {
    return leaf(key, NOW.minus(Duration.ofDays(1)), NOW.plus(Duration.ofDays(30)), dnsNames);
  }

  static X509Certificate leaf(PrivateKey key, Instant from, Instant to, String... dnsNames) {
    return certificate("CN=leaf", key, "CN=ca", CA_KEY, false, from, to, dnsNames);
  }

  static X509Certificate certificate(
      String subject, PrivateKey key, String issuer, PrivateKey signer, boolean isCa) {
    Instant from = NOW.minus(Duration.ofDays(400));
    return certificate(subject, key, issuer, signer, isCa, from, NOW.plus(Duration.ofDays(400)));
  }

  private static X509Certificate certificate(
      String subject,
      PrivateKey key,
      String issuer,
      PrivateKey signer,
      boolean isCa,
      Instant from,
      Instant to,
      String... dnsNames) {
    try {
      X509v3CertificateBuilder builder =
          new X509v3CertificateBuilder(
              new X500Name(issuer),
              BigInteger.valueOf(SERIAL.incrementAndGet()),
              Date.from(from),
              Date.from(to),
              new X500Name(subject),
              SubjectPublicKeyInfo.getInstance(PrivateKeys.publicKey(key).getEncoded()));
      builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(isCa));
      if (dnsNames.length > 0) {
        GeneralName[] names = new GeneralName[dnsNames.length];
        for (int i = 0; i < names.length; i++) {
          names[i] = new GeneralName(GeneralName.dNSName, dnsNames[i]);
        }
        builder.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(names));
      }
      return Certificates.decode(
          builder
              .build(
                  new JcaContentSignerBuilder("SHA256withECDSA")
                      .setProvider(CRYPTO.provider())
                      .build(signer))
              .getEncoded());
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }
}
