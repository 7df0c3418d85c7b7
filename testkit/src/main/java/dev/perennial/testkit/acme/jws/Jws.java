package dev.perennial.testkit.acme.jws;

import dev.perennial.testkit.acme.problem.Problem;
import dev.perennial.testkit.acme.problem.ProblemType;
import dev.perennial.testkit.acme.problem.Refusal;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.Signature;
import java.security.SignatureException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import tools.jackson.databind.JsonNode;

/** A JWS in flattened JSON serialization (RFC 8555, section 6.2), not yet verified. Immutable. */
public final class Jws {
  private static final Set<String> MEMBERS = Set.of("protected", "payload", "signature");
  private static final Map<String, String> MACS =
      Map.of("HS256", "HmacSHA256", "HS384", "HmacSHA384", "HS512", "HmacSHA512");

  private final JsonNode header;
  private final String payload;
  private final String signingInput;
  private final byte[] signature;

  private Jws(JsonNode header, String payload, String signingInput, byte[] signature) {
    this.header = header;
    this.payload = payload;
    this.signingInput = signingInput;
    this.signature = signature;
  }

  /**
   * Reads the body of a request.
   *
   * @throws Refusal when RFC 8555, section 6.2, does not allow it
   */
  public static Jws read(String body) {
    return read(Json.readObject(body, "the JWS"));
  }

  /**
   * Reads a JWS that stands in a payload.
   *
   * @throws Refusal when RFC 8555, section 6.2, does not allow it
   */
  public static Jws read(JsonNode jws) {
    for (String name : jws.propertyNames()) {
      // Flattened serialization, no unprotected header: "header" and "signatures" are not allowed.
      if (!MEMBERS.contains(name)) {
        throw Refusal.malformed(
            "the JWS has \"" + name + "\"; only protected, payload and signature are allowed");
      }
    }
    String protectedText = Json.requireText(jws, "protected", "the JWS");
    String payloadText = Json.requireText(jws, "payload", "the JWS");
    String signatureText = Json.requireText(jws, "signature", "the JWS");
    JsonNode header = Json.readObject(utf8(protectedText, "protected"), "the protected header");
    // RFC 8555, section 6.2: the payload is encoded (no "b64" of RFC 7797).
    if (header.has("b64") || header.has("crit")) {
      throw Refusal.malformed("the protected header must not have \"b64\" or \"crit\"");
    }
    return new Jws(
        header,
        utf8(payloadText, "payload"),
        protectedText + "." + payloadText,
        Json.decode(signatureText, "signature"));
  }

  private static String utf8(String base64, String what) {
    return new String(Json.decode(base64, what), StandardCharsets.UTF_8);
  }

  /** Returns the payload; empty for POST-as-GET. */
  public String payload() {
    return payload;
  }

  /**
   * Returns a text of the protected header.
   *
   * @throws Refusal when it is there and no text
   */
  public Optional<String> header(String name) {
    return Json.text(header, name);
  }

  /** Returns whether the protected header has a field. */
  public boolean has(String name) {
    return header.has(name);
  }

  /**
   * Returns the key of the protected header.
   *
   * @throws Refusal when there is none, or it is of no accepted kind
   */
  public Jwk jwk() {
    if (!header.has("jwk")) {
      throw Refusal.malformed("the protected header has no \"jwk\"");
    }
    return Jwk.read(header.path("jwk"));
  }

  /**
   * Checks the signature by a public key.
   *
   * @throws Refusal when the algorithm does not fit the key or the signature is wrong
   */
  public void verify(Jwk jwk) {
    Algorithm algorithm = jwk.algorithm();
    String named = header("alg").orElse("");
    if (!named.equals(algorithm.name())) {
      // RFC 8555, section 6.2: with the algorithms that the server supports.
      throw Problem.of(
              ProblemType.BAD_SIGNATURE_ALGORITHM,
              "\"alg\" is \"" + named + "\"; for this key " + algorithm + " would be right")
          .withAlgorithms(Algorithm.names())
          .refusal();
    }
    if (!isSignedBy(jwk)) {
      throw Refusal.malformed("the signature of the JWS is wrong");
    }
  }

  private boolean isSignedBy(Jwk jwk) {
    try {
      Signature verifier = Signature.getInstance(jwk.algorithm().jcaName());
      verifier.initVerify(jwk.key());
      verifier.update(signingInput.getBytes(StandardCharsets.US_ASCII));
      return verifier.verify(signature);
    } catch (SignatureException wrongLength) {
      return false;
    } catch (NoSuchAlgorithmException | InvalidKeyException e) {
      throw new IllegalStateException("this JVM cannot verify " + jwk.algorithm(), e);
    }
  }

  /**
   * Checks the MAC by a shared key (RFC 8555, section 7.3.4).
   *
   * @throws Refusal of type unauthorized when it is wrong
   */
  public void verifyMac(byte[] key) {
    try {
      Mac mac = Mac.getInstance(macName());
      mac.init(new SecretKeySpec(key, macName()));
      byte[] right = mac.doFinal(signingInput.getBytes(StandardCharsets.US_ASCII));
      if (!MessageDigest.isEqual(right, signature)) {
        throw Refusal.of(ProblemType.UNAUTHORIZED, "the MAC of the account binding is wrong");
      }
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JVM cannot compute " + macName(), e);
    }
  }

  /**
   * Checks that the algorithm is a MAC (RFC 8555, section 7.3.4).
   *
   * @throws Refusal when it is none
   */
  public void requireMacAlgorithm() {
    macName();
  }

  private String macName() {
    String algorithm = header("alg").orElse("");
    return Optional.ofNullable(MACS.get(algorithm))
        .orElseThrow(
            () ->
                Refusal.malformed(
                    "\"alg\" of the account binding is \""
                        + algorithm
                        + "\"; HS256, HS384 or HS512 would be right"));
  }
}
