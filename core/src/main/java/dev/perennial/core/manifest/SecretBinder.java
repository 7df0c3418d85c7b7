package dev.perennial.core.manifest;

import dev.perennial.model.ObjectMeta;
import dev.perennial.model.SecretBundle;
import dev.perennial.model.SecretBytes;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/** Secrets, in and out. */
final class SecretBinder {
  private SecretBinder() {}

  static SecretBundle read(FieldReader root, ObjectMeta meta) {
    Map<String, SecretBytes> data = new LinkedHashMap<>();
    FieldReader encoded = root.object("data");
    for (String key : encoded.names()) {
      byte[] bytes = encoded.parsed(key, SecretBinder::base64);
      data.put(key, bytes == null ? SecretBytes.EMPTY : SecretBytes.copyOf(bytes));
    }
    root.textMap("stringData").forEach((key, text) -> data.put(key, SecretBytes.ofUtf8(text)));
    String type = root.text("type");
    return SecretBundle.builder()
        .meta(meta)
        .secretType(type.isEmpty() ? SecretBundle.TYPE_OPAQUE : type)
        .data(data)
        .immutable(root.booleanOrNull("immutable"))
        .build();
  }

  /** Decodes base64; never puts the value into a message. */
  static byte[] base64(String text) {
    try {
      return Base64.getMimeDecoder().decode(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("the value must be base64", e);
    }
  }

  static Map<String, Object> write(SecretBundle secret) {
    Map<String, String> data = new LinkedHashMap<>();
    secret
        .data()
        .forEach(
            (key, value) -> data.put(key, Base64.getEncoder().encodeToString(value.revealBytes())));
    return new Tree()
        .text("apiVersion", "v1")
        .text("kind", "Secret")
        .map("metadata", MetaBinder.write(secret.meta()))
        .value("immutable", secret.immutable())
        .text("type", secret.secretType())
        .map("data", data)
        .fields();
  }
}
