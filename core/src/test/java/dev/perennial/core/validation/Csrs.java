package dev.perennial.core.validation;

import dev.perennial.core.CaseObjects;
import dev.perennial.core.CaseSpecs;
import dev.perennial.core.pki.Crypto;
import dev.perennial.core.pki.CsrContent;
import dev.perennial.core.pki.Pem;
import dev.perennial.core.pki.SigningRequests;
import dev.perennial.model.CertificateRequest;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import tools.jackson.databind.JsonNode;

/** Certificate requests with CSRs made to order. */
final class Csrs {
  private static final Crypto CRYPTO = Crypto.of(new SecureRandom());
  private static final KeyPair KEYS = keys();

  private Csrs() {}

  private static KeyPair keys() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(256, new SecureRandom());
      return generator.generateKeyPair();
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  /**
   * Returns a request whose CSR is the text in {@code csr}, or made for the spec there, with basic
   * constraints or a broken signature when asked for.
   */
  static CertificateRequest request(JsonNode json) {
    CertificateRequest request = CaseObjects.request(json);
    JsonNode csr = json.path("csr");
    String pem = csr.isString() ? csr.asString() : pem(json);
    return request.toBuilder().spec(request.spec().toBuilder().request(pem).build()).build();
  }

  private static String pem(JsonNode json) {
    CsrContent content =
        CsrContent.of(
            CaseSpecs.certificate(json.path("csr")),
            json.path("basicConstraints").asBoolean(false));
    byte[] der = der(content);
    if (json.path("forged").asBoolean(false)) {
      der[der.length - 1] ^= 1;
    }
    return pem(der);
  }

  static byte[] der(CsrContent content) {
    return SigningRequests.generate(content, KEYS.getPrivate(), null, CRYPTO);
  }

  static String pem(CsrContent content) {
    return pem(der(content));
  }

  static String pem(byte[] der) {
    return new String(Pem.encode(SigningRequests.LABEL, der), StandardCharsets.US_ASCII);
  }
}
