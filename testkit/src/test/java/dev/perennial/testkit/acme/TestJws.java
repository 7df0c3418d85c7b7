package dev.perennial.testkit.acme;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Signs requests, rightly or as a test wants them: written here, to be no mirror of the CA. */
final class TestJws {
  static final JsonMapper MAPPER = JsonMapper.builder().build();

  private TestJws() {}

  static KeyPair newKey(String kind) {
    try {
      if (kind.startsWith("RSA")) {
        KeyPairGenerator rsa = KeyPairGenerator.getInstance("RSA");
        rsa.initialize(Integer.parseInt(kind.substring(3)));
        return rsa.generateKeyPair();
      }
      if (kind.equals("Ed25519")) {
        return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
      }
      KeyPairGenerator ec = KeyPairGenerator.getInstance("EC");
      ec.initialize(new ECGenParameterSpec("secp" + kind.substring(2) + "r1"));
      return ec.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  static String algorithm(PublicKey key) {
    if (key instanceof RSAPublicKey) {
      return "RS256";
    }
    if (key instanceof EdECPublicKey) {
      return "EdDSA";
    }
    int bits = ((ECPublicKey) key).getParams().getCurve().getField().getFieldSize();
    return bits == 256 ? "ES256" : bits == 384 ? "ES384" : "ES512";
  }

  /** Members in lexical order, as RFC 7638 hashes them. */
  static ObjectNode jwk(PublicKey key) {
    ObjectNode jwk = MAPPER.createObjectNode();
    if (key instanceof RSAPublicKey rsa) {
      return jwk.put("e", base64(unsigned(rsa.getPublicExponent(), 0)))
          .put("kty", "RSA")
          .put("n", base64(unsigned(rsa.getModulus(), 0)));
    }
    if (key instanceof EdECPublicKey) {
      byte[] spki = key.getEncoded();
      byte[] raw = java.util.Arrays.copyOfRange(spki, spki.length - 32, spki.length);
      return jwk.put("crv", "Ed25519").put("kty", "OKP").put("x", base64(raw));
    }
    ECPublicKey ec = (ECPublicKey) key;
    int bits = ec.getParams().getCurve().getField().getFieldSize();
    int bytes = (bits + 7) / 8;
    return jwk.put("crv", "P-" + bits)
        .put("kty", "EC")
        .put("x", base64(unsigned(ec.getW().getAffineX(), bytes)))
        .put("y", base64(unsigned(ec.getW().getAffineY(), bytes)));
  }

  static String thumbprint(PublicKey key) {
    return base64(sha256(jwk(key).toString()));
  }

  static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  /** Returns a JWS in flattened serialization. */
  static ObjectNode sign(ObjectNode header, String payload, KeyPair key) {
    String input = base64(header.toString()) + "." + base64(payload);
    try {
      String algorithm = algorithm(key.getPublic());
      Signature signer =
          Signature.getInstance(
              switch (algorithm) {
                case "RS256" -> "SHA256withRSA";
                case "EdDSA" -> "EdDSA";
                case "ES256" -> "SHA256withECDSAinP1363Format";
                case "ES384" -> "SHA384withECDSAinP1363Format";
                default -> "SHA512withECDSAinP1363Format";
              });
      signer.initSign(key.getPrivate());
      signer.update(input.getBytes(StandardCharsets.US_ASCII));
      return assemble(header, payload, signer.sign());
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  static ObjectNode mac(ObjectNode header, String payload, byte[] key) {
    String name = "HmacSHA" + header.path("alg").stringValue("HS256").substring(2);
    try {
      Mac mac = Mac.getInstance(name);
      mac.init(new SecretKeySpec(key, name));
      String input = base64(header.toString()) + "." + base64(payload);
      return assemble(header, payload, mac.doFinal(input.getBytes(StandardCharsets.US_ASCII)));
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private static ObjectNode assemble(ObjectNode header, String payload, byte[] signature) {
    return MAPPER
        .createObjectNode()
        .put("protected", base64(header.toString()))
        .put("payload", base64(payload))
        .put("signature", base64(signature));
  }

  private static byte[] unsigned(BigInteger number, int length) {
    byte[] bytes = number.toByteArray();
    int from = bytes[0] == 0 ? 1 : 0;
    int size = Math.max(length, bytes.length - from);
    byte[] padded = new byte[size];
    System.arraycopy(bytes, from, padded, size - (bytes.length - from), bytes.length - from);
    return padded;
  }

  static String base64(String text) {
    return base64(text.getBytes(StandardCharsets.UTF_8));
  }

  static String base64(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
