package dev.perennial.testkit;

import dev.perennial.core.pki.CertificateSigner;
import dev.perennial.core.pki.CertificateTemplate;
import dev.perennial.core.pki.Certificates;
import dev.perennial.core.pki.Crypto;
import dev.perennial.core.pki.KeySpec;
import dev.perennial.core.pki.LeafFacts;
import dev.perennial.core.pki.PkiException;
import dev.perennial.core.pki.PrivateKeys;
import dev.perennial.core.pki.SigningRequests;
import dev.perennial.model.CertificateSpec;
import dev.perennial.model.PrivateKeySpec;
import dev.perennial.model.x509.KeyAlgorithm;
import dev.perennial.spi.SigningRequest;
import java.nio.charset.StandardCharsets;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A certification authority in memory: a self-signed root with a P-256 key made from a seed, which
 * really signs what a CSR asks for. Of the same seed it is the same key; it is of no use but in a
 * test.
 *
 * <pre>{@code
 * TestCa ca = TestCa.ofSeed(1, clock.instant(), Duration.ofDays(3650));
 * X509Certificate leaf = ca.sign(request, notBefore, notAfter);
 * }</pre>
 *
 * <p>Safe for use by several threads.
 */
public final class TestCa {
  /** Making a provider and a key takes longer than all that a test does with them. */
  private record Root(Crypto crypto, PrivateKey key) {}

  private static final Map<Long, Root> ROOTS = new ConcurrentHashMap<>();

  private final Crypto crypto;
  private final PrivateKey key;
  private final X509Certificate certificate;

  private TestCa(Crypto crypto, PrivateKey key, X509Certificate certificate) {
    this.crypto = crypto;
    this.key = key;
    this.certificate = certificate;
  }

  /**
   * Returns the CA of a seed.
   *
   * @param notBefore the start of its validity, taken in whole seconds
   * @param lifetime how long it is valid from then on
   */
  public static TestCa ofSeed(long seed, Instant notBefore, Duration lifetime) {
    Root root = ROOTS.computeIfAbsent(seed, TestCa::root);
    Crypto crypto = root.crypto();
    PrivateKey key = root.key();
    CertificateSpec wanted =
        CertificateSpec.builder()
            .commonName("Test CA " + seed)
            .isCa(true)
            .privateKey(new PrivateKeySpec(KeyAlgorithm.ECDSA, 0, null, null))
            .build();
    Instant start = notBefore.truncatedTo(ChronoUnit.SECONDS);
    CertificateTemplate template =
        CertificateTemplate.of(
            SigningRequests.parsePem(SigningRequests.generatePem(wanted, key, crypto)),
            true,
            List.of(),
            start,
            start.plus(lifetime));
    return new TestCa(crypto, key, CertificateSigner.selfSign(template, key, crypto));
  }

  private static Root root(long seed) {
    Crypto crypto = Crypto.of(random(seed));
    return new Root(crypto, PrivateKeys.generate(KeySpec.of(KeyAlgorithm.ECDSA), crypto));
  }

  /** A seed taken before the first byte is drawn makes this generator repeat itself. */
  private static SecureRandom random(long seed) {
    try {
      SecureRandom random = SecureRandom.getInstance("SHA1PRNG");
      random.setSeed(seed);
      return random;
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("the JDK has SHA1PRNG", e);
    }
  }

  /**
   * Returns a leaf, or a CA where one is asked for, with the names and usages of a request.
   *
   * @param notBefore the start of its validity, in whole seconds
   * @param notAfter the end of its validity, inclusive, in whole seconds; not cut to this CA's own
   * @throws PkiException when the CSR does not decode or differs from the request
   */
  public X509Certificate sign(SigningRequest request, Instant notBefore, Instant notAfter) {
    CertificateTemplate template =
        CertificateTemplate.of(
            SigningRequests.parsePem(request.csrPem()),
            request.isCa(),
            request.resource().spec().usages(),
            notBefore,
            notAfter);
    return CertificateSigner.sign(template, key, certificate, crypto);
  }

  /** Returns the certificate of the CA. */
  public X509Certificate certificate() {
    return certificate;
  }

  /** Returns the certificate of the CA in PEM. */
  public String pem() {
    return new String(Certificates.encode(certificate), StandardCharsets.US_ASCII);
  }

  /** Returns the SHA-256 fingerprint of the certificate in lower-case hex. */
  public String fingerprint() {
    return LeafFacts.fingerprint(certificate);
  }

  @Override
  public String toString() {
    return "TestCa[" + certificate.getSubjectX500Principal() + "]";
  }
}
