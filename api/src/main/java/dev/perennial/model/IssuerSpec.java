package dev.perennial.model;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The configuration of an issuer as its manifest has it: for cert-manager's kinds one entry named
 * after the issuer type ({@code ca}, {@code selfSigned}, {@code acme}, ...), for external kinds
 * whatever their provider wants. Values are JDK values: String, Boolean, Number, List, Map.
 * Printing it shows the names of the entries only. Immutable.
 */
public final class IssuerSpec {
  private final Map<String, Object> fields;

  private IssuerSpec(Map<String, Object> fields) {
    this.fields = fields;
  }

  /**
   * Returns a spec of these entries, copied in depth.
   *
   * @throws IllegalArgumentException when a value is not a JDK value of the kinds named above
   */
  public static IssuerSpec of(Map<String, ?> fields) {
    return new IssuerSpec(copyMap(fields));
  }

  /** Returns the spec of a self-signed issuer without further settings. */
  public static IssuerSpec selfSigned() {
    return of(Map.of("selfSigned", Map.of()));
  }

  /** Returns the spec of a CA issuer that signs with the key pair of a secret. */
  public static IssuerSpec ca(String secretName) {
    return of(Map.of("ca", Map.of("secretName", secretName)));
  }

  /** Returns all entries, in manifest order. */
  public Map<String, Object> fields() {
    return fields;
  }

  /** Returns the names of the entries, in manifest order. */
  public List<String> names() {
    return List.copyOf(fields.keySet());
  }

  /** Returns the entry of a name when it is there and a map. */
  @SuppressWarnings("unchecked")
  public Optional<Map<String, Object>> config(String name) {
    return fields.get(name) instanceof Map<?, ?> map
        ? Optional.of((Map<String, Object>) map)
        : Optional.empty();
  }

  private static Map<String, Object> copyMap(Map<?, ?> map) {
    Map<String, Object> copy = new LinkedHashMap<>();
    map.forEach((key, value) -> copy.put((String) key, copyValue(value)));
    return Collections.unmodifiableMap(copy);
  }

  private static Object copyValue(@Nullable Object value) {
    if (value instanceof Map<?, ?> map) {
      return copyMap(map);
    }
    if (value instanceof List<?> list) {
      return list.stream().map(IssuerSpec::copyValue).toList();
    }
    if (value instanceof String || value instanceof Boolean || value instanceof Number) {
      return value;
    }
    throw new IllegalArgumentException(
        "an issuer setting must be text, a number, true, false, a list or a map");
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof IssuerSpec that && fields.equals(that.fields);
  }

  @Override
  public int hashCode() {
    return fields.hashCode();
  }

  @Override
  public String toString() {
    return "IssuerSpec" + fields.keySet();
  }
}
