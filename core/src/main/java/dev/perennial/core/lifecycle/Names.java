package dev.perennial.core.lifecycle;

import dev.perennial.model.Condition;
import dev.perennial.model.ConditionTypes;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;

/**
 * The names of the resources that the lifecycle makes. All follow from what is stored, so that
 * deciding again gives the same name.
 */
final class Names {
  /** The length of a SHA-256 hash in hex. */
  private static final int HASH_LENGTH = 64;

  /** The longest name that leaves room for a hyphen and a revision (cert-manager: 233). */
  private static final int MAX_PREFIX = 233;

  /** The longest beginning of a name that an API server leaves as it is (cert-manager: 52). */
  private static final int MAX_DRAWN_PREFIX = 52;

  private Names() {}

  /**
   * Returns the name of a request: {@code <certificate>-<revision>}, with the end of a name over
   * 233 characters replaced by its hash (cert-manager: {@code StableCertificateRequestName}).
   */
  static String request(String certificate, int revision) {
    return shortened(certificate, MAX_PREFIX) + "-" + revision;
  }

  /** Returns the name of the secret with the next private key of this issuance. */
  static String nextKeySecret(View view) {
    Instant began =
        view.certificate()
            .status()
            .condition(ConditionTypes.ISSUING)
            .map(Condition::lastTransitionTime)
            .orElse(Instant.EPOCH);
    String identity =
        view.certificate().meta().uid() + "/" + view.nextRevision() + "/" + began.getEpochSecond();
    return shortened(view.certificate().meta().name(), MAX_PREFIX)
        + "-"
        + sha256(identity).substring(0, 5);
  }

  /** Returns the name of the secret that keeps a previous bundle. */
  static String previousBundle(String secretName, int revision) {
    return previousBundlePrefix(secretName) + revision;
  }

  /** Returns the common beginning of the names of all previous bundles of a secret. */
  static String previousBundlePrefix(String secretName) {
    return shortened(secretName, MAX_PREFIX - 4) + "-rev-";
  }

  /**
   * Returns the common beginning of the names of all requests and next keys of a certificate, those
   * included whose end the API server of a cluster drew: it cuts longer names off.
   */
  static String prefix(String certificate) {
    return certificate.length() > MAX_DRAWN_PREFIX
        ? cut(certificate, MAX_DRAWN_PREFIX)
        : certificate + "-";
  }

  /**
   * Returns a name of at most {@code length} characters that differs for different names: a longer
   * one keeps its beginning and ends in its SHA-256 hash (cert-manager: {@code
   * ComputeSecureUniqueDeterministicNameFromData}).
   *
   * @throws IllegalArgumentException when the length has no room for the hash
   */
  static String shortened(String name, int length) {
    if (length < HASH_LENGTH) {
      throw new IllegalArgumentException("a name needs room for " + HASH_LENGTH + " characters");
    }
    if (name.length() <= length) {
      return name;
    }
    String begin = cut(name, Math.max(0, length - HASH_LENGTH - 1));
    return begin.isEmpty() ? sha256(name) : begin + "-" + sha256(name);
  }

  /**
   * Returns the beginning of a name, at most so long, that ends in a letter or a digit (cert-
   * manager: {@code DNSSafeShortenToNCharacters}).
   */
  static String cut(String name, int length) {
    if (name.length() < length) {
      return name;
    }
    int end = length;
    while (end > 0 && !isAlphanumeric(name.charAt(end - 1))) {
      end--;
    }
    return name.substring(0, end);
  }

  private static boolean isAlphanumeric(char c) {
    return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
  }

  private static String sha256(String text) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
