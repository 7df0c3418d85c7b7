package dev.perennial.issuer.acme.alpn;

import dev.perennial.core.pki.CertificateSigner;
import dev.perennial.core.pki.CertificateTemplate;
import dev.perennial.core.pki.Crypto;
import dev.perennial.core.pki.ExtensionValue;
import dev.perennial.core.pki.KeySpec;
import dev.perennial.core.pki.PrivateKeys;
import dev.perennial.core.pki.SigningRequests;
import dev.perennial.model.CertificateSpec;
import dev.perennial.model.x509.IpAddress;
import dev.perennial.model.x509.KeyAlgorithm;
import dev.perennial.spi.TlsAlpn01Solver;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * The certificate of a TLS-ALPN-01 challenge with its key (RFC 8737, section 3): self-signed, with
 * the identifier as its only name and the digest of the key authorization in a critical extension.
 *
 * @param key the private key, made for this certificate alone
 * @param certificate the certificate
 */
public record ChallengeCertificate(PrivateKey key, X509Certificate certificate) {
  /** How long a certificate is valid; it also tells how long a challenge keeps its name busy. */
  static final Duration VALIDITY = Duration.ofHours(1);

  private static final Duration CLOCK_SKEW = Duration.ofHours(1);

  /** An OCTET STRING of 32 octets (RFC 8737, section 3). */
  private static final byte[] HEAD = {0x04, 32};

  /** Says nothing of the host; the name of the challenge is in the alternative names. */
  private static final String SUBJECT = "acme.invalid";

  /**
   * Makes a certificate.
   *
   * @param identifier a domain or an address
   * @param keyAuthorization the key authorization (RFC 8555, section 8.1)
   * @param now the time
   * @param crypto where the key comes from
   */
  public static ChallengeCertificate make(
      String identifier, String keyAuthorization, Instant now, Crypto crypto) {
    CertificateSpec.Builder spec = CertificateSpec.builder().commonName(SUBJECT);
    if (IpAddress.parse(identifier).isPresent()) {
      spec.ipAddresses(List.of(identifier));
    } else {
      spec.dnsNames(List.of(identifier));
    }
    PrivateKey key = PrivateKeys.generate(new KeySpec(KeyAlgorithm.ECDSA, 256), crypto);
    Instant second = now.truncatedTo(ChronoUnit.SECONDS);
    CertificateTemplate template =
        CertificateTemplate.of(
                SigningRequests.parsePem(SigningRequests.generatePem(spec.build(), key, crypto)),
                false,
                List.of(),
                second.minus(CLOCK_SKEW),
                second.plus(VALIDITY))
            .with(
                ExtensionValue.of(
                    TlsAlpn01Solver.ACME_IDENTIFIER, true, extension(keyAuthorization)));
    return new ChallengeCertificate(key, CertificateSigner.selfSign(template, key, crypto));
  }

  /** Returns whether a certificate is the answer to a challenge, as far as its extension says. */
  public static boolean answers(X509Certificate certificate, String keyAuthorization) {
    byte[] value = certificate.getExtensionValue(TlsAlpn01Solver.ACME_IDENTIFIER);
    Set<String> critical = certificate.getCriticalExtensionOIDs();
    byte[] wanted = extension(keyAuthorization);
    return value != null
        && critical != null
        && critical.contains(TlsAlpn01Solver.ACME_IDENTIFIER)
        && value.length == wanted.length + 2
        && Arrays.equals(value, 2, value.length, wanted, 0, wanted.length);
  }

  private static byte[] extension(String keyAuthorization) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256")
              .digest(keyAuthorization.getBytes(StandardCharsets.US_ASCII));
      byte[] der = Arrays.copyOf(HEAD, HEAD.length + digest.length);
      System.arraycopy(digest, 0, der, HEAD.length, digest.length);
      return der;
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has SHA-256", e);
    }
  }

  /** Prints the number of the certificate, not the key. */
  @Override
  public String toString() {
    return "ChallengeCertificate[" + certificate.getSerialNumber().toString(16) + "]";
  }
}
