package dev.perennial.core.tls;

import dev.perennial.core.pki.CertificateChain;
import dev.perennial.core.pki.PkiException;
import dev.perennial.core.pki.PrivateKeys;
import dev.perennial.core.pki.PublicKeys;
import dev.perennial.core.tls.ServedKey.Material;
import dev.perennial.model.Reasons;
import dev.perennial.model.SecretBundle;
import dev.perennial.model.SecretBytes;
import dev.perennial.model.x509.KeyAlgorithm;
import java.lang.ref.WeakReference;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Makes a {@link ServedKey} of a secret, or says why not: both data keys are there and decode, the
 * chain builds, the leaf is valid now, the key fits the leaf, and this JDK's TLS can use it.
 *
 * <p>Called by one thread at a time; intermediates that many secrets share are kept once.
 */
final class BundleCheck {
  /** How far ahead of ours the clock of a CA may be. */
  static final Duration CLOCK_SKEW = Duration.ofMinutes(5);

  private final boolean challenges;
  private final Map<X509Certificate, WeakReference<X509Certificate>> shared = new WeakHashMap<>();

  private BundleCheck(boolean challenges) {
    this.challenges = challenges;
  }

  /** Returns the check of certificates for ordinary clients. */
  static BundleCheck ofBundles() {
    return new BundleCheck(false);
  }

  /**
   * Returns the check of certificates for TLS-ALPN-01. They go by the name of their secret, and
   * their validity means nothing: they are shown until they are taken back.
   */
  static BundleCheck ofChallenges() {
    return new BundleCheck(true);
  }

  ServedKey check(SecretBundle secret, long generation, Instant now) throws RefusedBundleException {
    X509Certificate[] chain = chain(required(secret, SecretBundle.TLS_CRT));
    if (!challenges) {
      checkTimes(chain[0], now);
    }
    PrivateKey key = key(required(secret, SecretBundle.TLS_KEY), chain[0]);
    return new ServedKey(
        secret.meta().resourceName(),
        generation,
        keyType(chain[0]),
        challenges ? Set.of(secret.meta().name()) : names(chain[0]),
        new Material(key, chain),
        Fingerprint.of(secret));
  }

  private static SecretBytes required(SecretBundle secret, String dataKey)
      throws RefusedBundleException {
    return secret
        .value(dataKey)
        .orElseThrow(() -> refused(Reasons.MISSING_DATA, dataKey + ": is missing or empty", null));
  }

  private X509Certificate[] chain(SecretBytes pem) throws RefusedBundleException {
    try {
      List<X509Certificate> chain = CertificateChain.parse(pem.revealBytes()).certificates();
      X509Certificate[] array = new X509Certificate[chain.size()];
      for (int i = 0; i < array.length; i++) {
        array[i] = i == 0 ? chain.get(0) : shared(chain.get(i));
      }
      return array;
    } catch (PkiException e) {
      throw refused(Reasons.INVALID_CERTIFICATE, SecretBundle.TLS_CRT + ": " + e.getMessage(), e);
    }
  }

  private X509Certificate shared(X509Certificate intermediate) {
    WeakReference<X509Certificate> known = shared.get(intermediate);
    @Nullable X509Certificate kept = known == null ? null : known.get();
    if (kept == null) {
      shared.put(intermediate, new WeakReference<>(intermediate));
      return intermediate;
    }
    return kept;
  }

  private static void checkTimes(X509Certificate leaf, Instant now) throws RefusedBundleException {
    Instant notBefore = leaf.getNotBefore().toInstant();
    Instant notAfter = leaf.getNotAfter().toInstant();
    if (now.isAfter(notAfter)) {
      throw refused(Reasons.EXPIRED, SecretBundle.TLS_CRT + ": expired at " + notAfter, null);
    }
    if (now.plus(CLOCK_SKEW).isBefore(notBefore)) {
      throw refused(
          Reasons.INVALID_CERTIFICATE,
          SecretBundle.TLS_CRT + ": is valid from " + notBefore + " only",
          null);
    }
  }

  private static PrivateKey key(SecretBytes pem, X509Certificate leaf)
      throws RefusedBundleException {
    PrivateKey key;
    try {
      KeyPair pair = PrivateKeys.decodePair(pem.revealBytes());
      key = pair.getPrivate();
      if (!PublicKeys.matches(pair.getPublic(), leaf.getPublicKey())) {
        throw refused(
            Reasons.INVALID_KEY_PAIR,
            SecretBundle.TLS_KEY + ": is not the key of the leaf in " + SecretBundle.TLS_CRT,
            null);
      }
    } catch (PkiException e) {
      throw refused(Reasons.INVALID_KEY_PAIR, SecretBundle.TLS_KEY + ": " + e.getMessage(), e);
    }
    try {
      return (PrivateKey) KeyFactory.getInstance(key.getAlgorithm()).translateKey(key);
    } catch (GeneralSecurityException e) {
      throw refused(
          Reasons.INVALID_KEY_PAIR,
          SecretBundle.TLS_KEY + ": this JDK's TLS has no use for such a key",
          e);
    }
  }

  private static Set<String> names(X509Certificate leaf) throws RefusedBundleException {
    try {
      return ServerNames.of(leaf);
    } catch (CertificateParsingException e) {
      throw refused(
          Reasons.INVALID_CERTIFICATE,
          SecretBundle.TLS_CRT + ": the names of the leaf do not decode",
          e);
    }
  }

  /** Returns the name that JSSE has for keys like this one. */
  private static String keyType(X509Certificate leaf) {
    KeyAlgorithm algorithm = PublicKeys.specOf(leaf.getPublicKey()).algorithm();
    return switch (algorithm) {
      case RSA -> "RSA";
      case ECDSA -> "EC";
      case ED25519 -> "EdDSA";
    };
  }

  private static RefusedBundleException refused(
      String reason, String message, @Nullable Throwable cause) {
    return new RefusedBundleException(reason, message, cause);
  }
}
