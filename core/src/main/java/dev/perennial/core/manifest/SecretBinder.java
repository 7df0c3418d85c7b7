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
    root.textMap("data")
        .forEach((key, text) -> data.put(key, SecretBytes.copyOf(ValueCheck.base64(text))));
    root.textMap("stringData").forEach((key, text) -> data.put(key, SecretBytes.ofUtf8(text)));
    String type = root.text("type");
    return SecretBundle.builder()
        .meta(meta)
        .secretType(type.isEmpty() ? SecretBundle.TYPE_OPAQUE : type)
        .data(data)
        .immutable(root.booleanOrNull("immutable"))
        .build();
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
