package dev.perennial.issuer.acme.dns;

import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A shared secret for transaction signatures (RFC 8945). Immutable; printing it shows no secret.
 */
public final class TsigKey {
  /** Names of manifests to names on the wire (RFC 8945, section 6) and those of the JDK. */
  private static final Map<String, String[]> ALGORITHMS =
      Map.of(
          "HMACMD5", new String[] {"hmac-md5.sig-alg.reg.int", "HmacMD5"},
          "HMACSHA1", new String[] {"hmac-sha1", "HmacSHA1"},
          "HMACSHA256", new String[] {"hmac-sha256", "HmacSHA256"},
          "HMACSHA512", new String[] {"hmac-sha512", "HmacSHA512"});

  private final String name;
  private final String algorithm;
  private final SecretKeySpec secret;

  private TsigKey(String name, String algorithm, SecretKeySpec secret) {
    this.name = name;
    this.algorithm = algorithm;
    this.secret = secret;
  }

  /**
   * Makes a key.
   *
   * @param name its name, which the name server knows too
   * @param algorithm HMACMD5, HMACSHA1, HMACSHA256 or HMACSHA512; empty for HMACMD5, as
   *     cert-manager has it
   * @param base64 the secret in base64
   * @throws IllegalArgumentException when the algorithm is none of these, or the secret is empty or
   *     no base64; the message does not show it
   */
  public static TsigKey of(String name, String algorithm, String base64) {
    String asked = algorithm.isEmpty() ? "HMACMD5" : algorithm.toUpperCase(Locale.ROOT);
    String[] names = ALGORITHMS.get(asked);
    if (names == null) {
      throw new IllegalArgumentException(
          "algorithm " + algorithm + " must be HMACMD5, HMACSHA1, HMACSHA256 or HMACSHA512");
    }
    byte[] octets;
    try {
      octets = Base64.getDecoder().decode(base64.strip());
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("it is not base64", null);
    }
    if (octets.length == 0) {
      throw new IllegalArgumentException("it is empty");
    }
    return new TsigKey(DnsNames.normal(name), names[0], new SecretKeySpec(octets, names[1]));
  }

  /** Returns the name of the key. */
  public String name() {
    return name;
  }

  String algorithm() {
    return algorithm;
  }

  byte[] mac(byte[]... parts) {
    try {
      Mac mac = Mac.getInstance(secret.getAlgorithm());
      mac.init(secret);
      for (byte[] part : parts) {
        mac.update(part);
      }
      return mac.doFinal();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JVM has no " + secret.getAlgorithm(), e);
    }
  }

  @Override
  public String toString() {
    return "TsigKey[" + name + ", " + algorithm + "]";
  }
}
