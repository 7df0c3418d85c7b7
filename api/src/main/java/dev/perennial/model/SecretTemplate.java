package dev.perennial.model;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Labels and annotations to put on the secret of a certificate. Immutable.
 *
 * @param labels the labels, in manifest order
 * @param annotations the annotations, in manifest order
 */
public record SecretTemplate(Map<String, String> labels, Map<String, String> annotations) {
  /** Copies the maps. */
  public SecretTemplate {
    labels = Collections.unmodifiableMap(new LinkedHashMap<>(labels));
    annotations = Collections.unmodifiableMap(new LinkedHashMap<>(annotations));
  }
}
