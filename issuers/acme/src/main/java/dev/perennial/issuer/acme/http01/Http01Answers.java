package dev.perennial.issuer.acme.http01;

import dev.perennial.model.Labels;
import dev.perennial.model.ObjectMeta;
import dev.perennial.model.ResourceName;
import dev.perennial.model.SecretBundle;
import dev.perennial.model.SecretBytes;
import dev.perennial.spi.Http01Solver;
import dev.perennial.spi.SecretStore;
import dev.perennial.spi.VersionConflictException;
import dev.perennial.spi.Versioned;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Keeps answers in the store, each in a secret named after the digest of its token, so that every
 * node that shares the store gives them. Safe for use by several threads.
 */
public final class Http01Answers implements Http01Solver {
  /** The namespace of the answers. */
  static final String NAMESPACE = "acme-http01";

  private static final String DATA_KEY = "key-authorization";

  /** The characters of base64url (RFC 8555, section 8.3), and a length that no token reaches. */
  private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9_-]{1,256}");

  private final SecretStore store;

  /** Makes a solver on the store of an issuer. */
  public Http01Answers(SecretStore store) {
    this.store = store;
  }

  /** Returns where the answer to a token is kept, or empty when it is no token. */
  static Optional<ResourceName> place(String token) {
    if (!TOKEN.matcher(token).matches()) {
      return Optional.empty();
    }
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.US_ASCII));
      return Optional.of(new ResourceName(NAMESPACE, "token-" + HexFormat.of().formatHex(digest)));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has SHA-256", e);
    }
  }

  /** Returns the answer that a secret holds. */
  static Optional<String> answer(SecretBundle secret) {
    return secret
        .value(DATA_KEY)
        .map(bytes -> new String(bytes.revealBytes(), StandardCharsets.US_ASCII));
  }

  @Override
  public void present(String token, String keyAuthorization) {
    ResourceName place = require(token);
    SecretBundle wanted =
        SecretBundle.builder()
            .meta(
                ObjectMeta.builder()
                    .name(place.name())
                    .namespace(place.namespace())
                    .labels(Map.of(Labels.FAO, "true"))
                    .build())
            .secretType(SecretBundle.TYPE_OPAQUE)
            .data(Map.of(DATA_KEY, SecretBytes.ofUtf8(keyAuthorization)))
            .build();
    Optional<Versioned<SecretBundle>> present = store.read(place);
    if (present.isEmpty()) {
      store.create(wanted);
    } else if (!present.get().resource().data().equals(wanted.data())) {
      SecretBundle changed = present.get().resource().toBuilder().data(wanted.data()).build();
      store.update(changed, present.get().version());
    }
  }

  @Override
  public void cleanUp(String token) {
    ResourceName place = require(token);
    Optional<Versioned<SecretBundle>> present = store.read(place);
    if (present.isPresent()) {
      try {
        store.delete(place, present.get().version());
      } catch (VersionConflictException e) {
        if (store.read(place).isPresent()) {
          throw e;
        }
      }
    }
  }

  private static ResourceName require(String token) {
    return place(token)
        .orElseThrow(() -> new IllegalArgumentException("a token has the characters of base64url"));
  }
}
