package dev.perennial.issuer.acme.config;

/**
 * Names a value of a secret. Immutable.
 *
 * @param name the secret; empty when none is named
 * @param key the data key
 */
public record SecretRef(String name, String key) {
  static SecretRef of(Fields fields, String defaultKey) {
    String key = fields.text("key");
    return new SecretRef(fields.text("name"), key.isEmpty() ? defaultKey : key);
  }

  /** Returns whether a secret is named. */
  public boolean isSet() {
    return !name.isEmpty();
  }
}
