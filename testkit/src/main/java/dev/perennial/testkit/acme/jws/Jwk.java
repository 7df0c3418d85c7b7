package dev.perennial.testkit.acme.jws;

import dev.perennial.core.pki.PublicKeys;
import dev.perennial.testkit.acme.problem.ProblemType;
import dev.perennial.testkit.acme.problem.Refusal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.security.spec.ECFieldFp;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.security.spec.EdECPoint;
import java.security.spec.EdECPublicKeySpec;
import java.security.spec.NamedParameterSpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * A public key as a JWK names it (RFC 7517; RFC 7518, section 6; RFC 8037, section 2). Immutable.
 *
 * @param key the key
 * @param algorithm the one JWS algorithm that the CA takes for it
 * @param thumbprint RFC 7638, SHA-256, base64url
 */
public record Jwk(PublicKey key, Algorithm algorithm, String thumbprint) {
  private static final Map<String, String> CURVES =
      Map.of("P-256", "secp256r1", "P-384", "secp384r1", "P-521", "secp521r1");

  /** Parameters of private and symmetric keys (RFC 7518, sections 6.2.2, 6.3.2 and 6.4.1). */
  private static final List<String> PRIVATE = List.of("d", "p", "q", "dp", "dq", "qi", "k");

  private static final int MIN_RSA_BITS = 2048;
  private static final int MAX_RSA_BITS = 4096;

  /**
   * Reads a JWK.
   *
   * @throws Refusal of type badPublicKey when the CA takes no such key
   */
  public static Jwk read(JsonNode jwk) {
    if (!jwk.isObject()) {
      throw Refusal.malformed("\"jwk\" must be a JSON object");
    }
    for (String name : PRIVATE) {
      if (jwk.has(name)) {
        throw bad("the JWK holds a private or secret key (\"" + name + "\"); never send it");
      }
    }
    try {
      switch (Json.requireText(jwk, "kty", "the JWK")) {
        case "RSA":
          return rsa(jwk);
        case "EC":
          return ec(jwk);
        case "OKP":
          return ed25519(jwk);
        default:
          throw bad("the key type is none of RSA, EC and OKP");
      }
    } catch (GeneralSecurityException e) {
      throw bad("the JWK is no public key: " + e.getMessage());
    }
  }

  private static Jwk rsa(JsonNode jwk) throws GeneralSecurityException {
    String n = Json.requireText(jwk, "n", "the JWK");
    String e = Json.requireText(jwk, "e", "the JWK");
    BigInteger modulus = number(n);
    if (modulus.bitLength() < MIN_RSA_BITS || modulus.bitLength() > MAX_RSA_BITS) {
      throw bad(
          "the RSA key has " + modulus.bitLength() + " bits; 2048 to 4096 bits would be right");
    }
    PublicKey key =
        KeyFactory.getInstance("RSA").generatePublic(new RSAPublicKeySpec(modulus, number(e)));
    return of(key, "{\"e\":\"" + e + "\",\"kty\":\"RSA\",\"n\":\"" + n + "\"}");
  }

  private static Jwk ec(JsonNode jwk) throws GeneralSecurityException {
    String curve = Json.requireText(jwk, "crv", "the JWK");
    String standardName =
        Optional.ofNullable(CURVES.get(curve))
            .orElseThrow(() -> bad("the curve is none of P-256, P-384 and P-521"));
    String x = Json.requireText(jwk, "x", "the JWK");
    String y = Json.requireText(jwk, "y", "the JWK");
    AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
    parameters.init(new ECGenParameterSpec(standardName));
    ECParameterSpec domain = parameters.getParameterSpec(ECParameterSpec.class);
    ECPoint point = new ECPoint(coordinate(x, domain), coordinate(y, domain));
    requireOnCurve(point, domain);
    PublicKey key = KeyFactory.getInstance("EC").generatePublic(new ECPublicKeySpec(point, domain));
    return of(
        key, "{\"crv\":\"" + curve + "\",\"kty\":\"EC\",\"x\":\"" + x + "\",\"y\":\"" + y + "\"}");
  }

  /** RFC 7518, section 6.2.1.2: a coordinate has the full size of the curve's field. */
  private static BigInteger coordinate(String text, ECParameterSpec domain) {
    byte[] octets = Json.decode(text, "the JWK");
    if (octets.length != (domain.getCurve().getField().getFieldSize() + 7) / 8) {
      throw bad("a coordinate of the JWK has " + octets.length + " octets");
    }
    return new BigInteger(1, octets);
  }

  /** y^2 = x^3 + ax + b; the JDK checks it when a key is used, not when it is made. */
  private static void requireOnCurve(ECPoint point, ECParameterSpec domain) {
    BigInteger prime = ((ECFieldFp) domain.getCurve().getField()).getP();
    BigInteger x = point.getAffineX();
    BigInteger right =
        x.multiply(x).add(domain.getCurve().getA()).multiply(x).add(domain.getCurve().getB());
    boolean inField = x.compareTo(prime) < 0 && point.getAffineY().compareTo(prime) < 0;
    if (!inField || point.getAffineY().pow(2).subtract(right).mod(prime).signum() != 0) {
      throw bad("the JWK is no point of its curve");
    }
  }

  private static Jwk ed25519(JsonNode jwk) throws GeneralSecurityException {
    String x = Json.requireText(jwk, "x", "the JWK");
    byte[] bytes = Json.decode(x, "the JWK");
    if (!Json.requireText(jwk, "crv", "the JWK").equals("Ed25519") || bytes.length != 32) {
      throw bad("of the OKP keys only Ed25519 with 32 bytes is taken");
    }
    boolean odd = (bytes[31] & 0x80) != 0;
    bytes[31] &= 0x7f;
    for (int i = 0; i < 16; i++) {
      byte low = bytes[i];
      bytes[i] = bytes[31 - i];
      bytes[31 - i] = low;
    }
    EdECPoint point = new EdECPoint(odd, new BigInteger(1, bytes));
    PublicKey key =
        KeyFactory.getInstance("EdDSA")
            .generatePublic(new EdECPublicKeySpec(NamedParameterSpec.ED25519, point));
    return of(key, "{\"crv\":\"Ed25519\",\"kty\":\"OKP\",\"x\":\"" + x + "\"}");
  }

  private static Jwk of(PublicKey key, String members) {
    return new Jwk(key, Algorithm.of(PublicKeys.specOf(key)), thumbprint(members));
  }

  /** RFC 7638, section 3: the required members in lexical order, without white space. */
  private static String thumbprint(String members) {
    try {
      byte[] bytes = members.getBytes(StandardCharsets.UTF_8);
      return Json.encode(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has SHA-256", e);
    }
  }

  private static BigInteger number(String text) {
    return new BigInteger(1, Json.decode(text, "the JWK"));
  }

  private static Refusal bad(String detail) {
    return Refusal.of(ProblemType.BAD_PUBLIC_KEY, detail);
  }

  /** Returns whether both are the same key. */
  public boolean matches(Jwk other) {
    return thumbprint.equals(other.thumbprint);
  }
}
