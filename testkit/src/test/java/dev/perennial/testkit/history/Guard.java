package dev.perennial.testkit.history;

import dev.perennial.core.pki.Certificates;
import dev.perennial.core.pki.PkiException;
import dev.perennial.core.pki.PrivateKeys;
import dev.perennial.model.Labels;
import dev.perennial.model.Resource;
import dev.perennial.model.ResourceKey;
import dev.perennial.model.ResourceType;
import dev.perennial.model.SecretBundle;
import dev.perennial.model.SecretBytes;
import dev.perennial.spi.ResourceStore;
import dev.perennial.spi.Versioned;
import dev.perennial.testkit.TestClock;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Looks at every version of every secret that is ever stored. What the manager writes must be a key
 * with its certificate, and must not take the place of a pair that works unless it works too.
 */
final class Guard {
  private final ResourceStore kept;
  private final TestClock clock;
  private final Map<ResourceKey, SecretBundle> last = new HashMap<>();
  private final List<String> faults = new ArrayList<>();
  private boolean stranger;

  Guard(ResourceStore kept, TestClock clock) {
    this.kept = kept;
    this.clock = clock;
    kept.watch(this::look);
  }

  /** Does something in the name of somebody else, who may write what he likes. */
  void asStranger(Runnable what) {
    boolean before = stranger;
    stranger = true;
    try {
      what.run();
    } finally {
      stranger = before;
    }
  }

  /** Returns what the manager wrote and should not have. */
  List<String> faults() {
    return List.copyOf(faults);
  }

  private void look(ResourceKey key) {
    if (!key.type().equals(ResourceType.SECRET)) {
      return;
    }
    Optional<Resource> found = kept.read(key).map(Versioned::resource);
    SecretBundle before = last.get(key);
    SecretBundle after = (SecretBundle) found.orElse(null);
    if (!stranger) {
      judge(key, before, after);
    }
    if (after == null) {
      last.remove(key);
    } else {
      last.put(key, after);
    }
  }

  private void judge(ResourceKey key, SecretBundle before, SecretBundle after) {
    boolean spare = before != null && isSpare(before) || after != null && isSpare(after);
    if (after != null && !isNextKey(after) && !isPair(after)) {
      faults.add(clock.instant() + ": a mismatched pair was written to " + key);
    }
    if (!spare && before != null && works(before) && (after == null || !works(after))) {
      faults.add(clock.instant() + ": a working certificate was taken away from " + key);
    }
  }

  private static boolean isNextKey(SecretBundle secret) {
    return secret.meta().label(Labels.NEXT_PRIVATE_KEY) != null;
  }

  private static boolean isSpare(SecretBundle secret) {
    return isNextKey(secret) || secret.meta().label(Labels.PREVIOUS_OF) != null;
  }

  private boolean works(SecretBundle secret) {
    return isPair(secret)
        && !clock.instant().isAfter(leaf(secret).orElseThrow().getNotAfter().toInstant());
  }

  /** Returns whether a secret holds a key and the certificate to it. */
  static boolean isPair(SecretBundle secret) {
    try {
      return leaf(secret)
          .map(X509Certificate::getPublicKey)
          .filter(k -> PrivateKeys.matches(PrivateKeys.decode(bytes(secret, "tls.key")), k))
          .isPresent();
    } catch (PkiException e) {
      return false;
    }
  }

  static Optional<X509Certificate> leaf(SecretBundle secret) {
    byte[] chain = bytes(secret, SecretBundle.TLS_CRT);
    return chain.length == 0 ? Optional.empty() : Optional.of(Certificates.decodeFirst(chain));
  }

  static byte[] bytes(SecretBundle secret, String key) {
    return secret.value(key).map(SecretBytes::revealBytes).orElseGet(() -> new byte[0]);
  }
}
