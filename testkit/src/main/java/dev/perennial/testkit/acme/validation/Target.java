package dev.perennial.testkit.acme.validation;

import dev.perennial.testkit.acme.problem.Identifier;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;

/**
 * One validation to be made. Immutable.
 *
 * @param type the kind of challenge
 * @param identifier whose control is to be proved
 * @param token the token of the challenge; empty for dns-persist-01
 * @param keyAuthorization token and account key (RFC 8555, section 8.1)
 * @param accountUrl the URL of the account
 * @param time when it is made, by the CA's clock
 */
public record Target(
    ChallengeType type,
    Identifier identifier,
    String token,
    String keyAuthorization,
    String accountUrl,
    Instant time) {

  /** Returns the digest of the key authorization. */
  byte[] digest() {
    return sha256(keyAuthorization);
  }

  static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has SHA-256", e);
    }
  }
}
