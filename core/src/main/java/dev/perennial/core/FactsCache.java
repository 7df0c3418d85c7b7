package dev.perennial.core;

import dev.perennial.core.lifecycle.RequestFacts;
import dev.perennial.core.lifecycle.SecretFacts;
import dev.perennial.core.pki.KeyPairs;
import dev.perennial.model.CertificateRequest;
import dev.perennial.model.ResourceKey;
import dev.perennial.model.SecretBundle;
import dev.perennial.spi.Versioned;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The facts of what was read while one certificate is driven: an issuance takes some ten decisions,
 * most of which look at the same versions of the same resources. A version never comes back, so
 * what is known of it holds. Kept no longer than the drive. Not safe for use by several threads.
 */
final class FactsCache {
  private record Known<T>(String version, T facts) {}

  private final KeyPairs keys = new KeyPairs();
  private final Map<ResourceKey, Known<SecretFacts>> secrets = new HashMap<>();
  private final Map<ResourceKey, Known<RequestFacts>> requests = new HashMap<>();

  /** Returns the keys that were made or read. */
  KeyPairs keys() {
    return keys;
  }

  /** Returns the facts of a secret. */
  SecretFacts secret(Versioned<SecretBundle> secret) {
    ResourceKey key = secret.resource().key();
    @Nullable Known<SecretFacts> known = secrets.get(key);
    if (known == null || !known.version().equals(secret.version())) {
      known = new Known<>(secret.version(), SecretFacts.read(secret.resource(), keys));
      secrets.put(key, known);
    }
    return known.facts();
  }

  /** Returns the facts of a request. */
  RequestFacts request(Versioned<CertificateRequest> request) {
    ResourceKey key = request.resource().key();
    @Nullable Known<RequestFacts> known = requests.get(key);
    if (known == null || !known.version().equals(request.version())) {
      RequestFacts facts =
          known == null
              ? RequestFacts.read(request.resource())
              : known.facts().reread(request.resource());
      known = new Known<>(request.version(), facts);
      requests.put(key, known);
    }
    return known.facts();
  }
}
