package dev.perennial.testkit.issuer;

import dev.perennial.core.pki.Crypto;
import dev.perennial.core.pki.SigningRequests;
import dev.perennial.model.Annotations;
import dev.perennial.model.CertificateRequest;
import dev.perennial.model.CertificateRequestSpec;
import dev.perennial.model.CertificateSpec;
import dev.perennial.model.ObjectMeta;
import dev.perennial.spi.SigningRequest;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Map;

/** Makes requests as a manager makes them. */
public final class TestRequests {
  /** The namespace of the requests. */
  public static final String NAMESPACE = "demo";

  /** The secret that each request names as the one with its private key. */
  public static final String KEY_SECRET = "next-key";

  private TestRequests() {}

  /** Returns the request that a certificate makes, with a CSR signed by the key. */
  public static SigningRequest of(CertificateSpec spec, PrivateKey key) {
    return of(spec, SigningRequests.generatePem(spec, key, Crypto.of(new SecureRandom())));
  }

  /**
   * Returns a request with a CSR that was made elsewhere.
   *
   * @param spec tells duration, issuer, usages and whether a CA is asked for
   * @param csrPem the CSR
   */
  public static SigningRequest of(CertificateSpec spec, String csrPem) {
    CertificateRequestSpec asked =
        CertificateRequestSpec.builder()
            .duration(spec.duration())
            .issuerRef(spec.issuerRef())
            .isCa(spec.isCa())
            .usages(spec.usages())
            .request(csrPem)
            .build();
    ObjectMeta meta =
        ObjectMeta.builder()
            .namespace(NAMESPACE)
            .name("request")
            .annotations(Map.of(Annotations.PRIVATE_KEY_SECRET_NAME, KEY_SECRET))
            .build();
    Duration duration = spec.duration();
    return new SigningRequest(
        CertificateRequest.builder().meta(meta).spec(asked).build(),
        duration == null ? CertificateSpec.DEFAULT_DURATION : duration);
  }
}
