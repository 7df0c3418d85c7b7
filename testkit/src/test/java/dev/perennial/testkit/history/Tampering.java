package dev.perennial.testkit.history;

import dev.perennial.model.Annotations;
import dev.perennial.model.ResourceKey;
import dev.perennial.model.ResourceName;
import dev.perennial.model.SecretBundle;
import dev.perennial.model.SecretBytes;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** What somebody else does to a secret. */
enum Tampering {
  DELETE(null),
  DELETE_KEY(data -> without(data, SecretBundle.TLS_KEY)),
  DELETE_CHAIN(data -> without(data, SecretBundle.TLS_CRT)),
  EMPTY_KEY(data -> with(data, SecretBundle.TLS_KEY, "")),
  DELETE_ALL_DATA(data -> Map.of()),
  DELETE_CA(data -> without(data, SecretBundle.CA_CRT)),
  CORRUPT_KEY(data -> with(data, SecretBundle.TLS_KEY, "no key")),
  CORRUPT_CHAIN(data -> with(data, SecretBundle.TLS_CRT, "no chain")),
  CORRUPT_CA(data -> with(data, SecretBundle.CA_CRT, "no CA")),
  CORRUPT_FORMATS(
      data ->
          with(
              with(data, SecretBundle.TLS_COMBINED_PEM, "no key and chain"),
              SecretBundle.KEYSTORE_P12,
              "no keystore")),
  SWAP_PAIR(null),
  SWAP_KEY(null),
  REMOVE_ANNOTATIONS(null),
  RENAME_CERTIFICATE(null),
  ADD_FOREIGN_DATA(data -> with(data, "notes", "of somebody else"));

  private final UnaryOperator<Map<String, SecretBytes>> data;

  Tampering(UnaryOperator<Map<String, SecretBytes>> data) {
    this.data = data;
  }

  void with(World world, ResourceName name) {
    Optional<SecretBundle> found = world.secret(name);
    if (found.isEmpty()) {
      return;
    }
    SecretBundle old = found.get();
    switch (this) {
      case DELETE -> world.remove(old.key());
      case SWAP_PAIR, SWAP_KEY -> swap(world, old);
      case REMOVE_ANNOTATIONS -> annotate(world, old, Map.of());
      case RENAME_CERTIFICATE ->
          annotate(world, old, Map.of(Annotations.CERTIFICATE_NAME, "somebody"));
      default -> write(world, old.toBuilder().data(data.apply(old.data())).build());
    }
  }

  /** Takes the pair, or half of it, from the secret of another certificate. */
  private void swap(World world, SecretBundle old) {
    String other = old.meta().name().equals("a-tls") ? "b-tls" : "a-tls";
    Optional<SecretBundle> source = world.secret(World.name(other));
    Optional<SecretBytes> key = source.flatMap(s -> s.value(SecretBundle.TLS_KEY));
    Optional<SecretBytes> chain = source.flatMap(s -> s.value(SecretBundle.TLS_CRT));
    Map<String, SecretBytes> swapped = new LinkedHashMap<>(old.data());
    key.ifPresent(k -> swapped.put(SecretBundle.TLS_KEY, k));
    if (this == SWAP_PAIR) {
      chain.ifPresent(c -> swapped.put(SecretBundle.TLS_CRT, c));
    }
    write(world, old.toBuilder().data(swapped).build());
  }

  private static void annotate(World world, SecretBundle old, Map<String, String> annotations) {
    write(
        world,
        old.toBuilder().meta(old.meta().toBuilder().annotations(annotations).build()).build());
  }

  private static void write(World world, SecretBundle changed) {
    ResourceKey key = changed.key();
    world.kept.update(changed, world.kept.read(key).orElseThrow().version());
  }

  private static Map<String, SecretBytes> with(
      Map<String, SecretBytes> data, String key, String value) {
    Map<String, SecretBytes> changed = new LinkedHashMap<>(data);
    changed.put(key, SecretBytes.ofUtf8(value));
    return changed;
  }

  private static Map<String, SecretBytes> without(Map<String, SecretBytes> data, String key) {
    Map<String, SecretBytes> changed = new LinkedHashMap<>(data);
    changed.remove(key);
    return changed;
  }
}
