package dev.perennial.core.lifecycle;

import dev.perennial.core.pki.CertificateDetails;
import dev.perennial.core.pki.LeafFacts;
import dev.perennial.model.Annotations;
import dev.perennial.model.Certificate;
import dev.perennial.model.IssuerRef;
import dev.perennial.model.Labels;
import dev.perennial.model.SecretTemplate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The labels and annotations that the secret of a certificate is to have: the template first, then
 * ours over it. Which keys are ours is written down in an annotation, so that keys that leave the
 * template leave the secret, and foreign ones stay. Source: cert-manager {@code
 * issuing/internal/secret.go}, whose field managers this replaces. Immutable.
 *
 * @param labels the labels
 * @param annotations the annotations
 */
public record SecretMetadata(Map<String, String> labels, Map<String, String> annotations) {
  /**
   * The annotation that lists the keys that are ours: {@code l:<label>} and {@code a:<annotation>}.
   */
  public static final String MANAGED = Annotations.PERENNIAL_PREFIX + "managed";

  /** Returns the metadata for an issued leaf. */
  public static SecretMetadata issued(Certificate certificate, LeafFacts leaf) {
    return of(certificate, leaf, false);
  }

  /** Returns the metadata for a temporary leaf: it names no issuer. */
  public static SecretMetadata temporary(Certificate certificate, LeafFacts leaf) {
    return of(certificate, leaf, true);
  }

  private static SecretMetadata of(Certificate certificate, LeafFacts leaf, boolean temporary) {
    Map<String, String> labels = new LinkedHashMap<>();
    Map<String, String> annotations = new LinkedHashMap<>();
    SecretTemplate template = certificate.spec().secretTemplate();
    if (template != null) {
      labels.putAll(template.labels());
      annotations.putAll(template.annotations());
    }
    labels.put(Labels.FAO, "true");
    annotations.put(Annotations.CERTIFICATE_NAME, certificate.meta().name());
    if (!temporary) {
      IssuerRef ref = certificate.spec().issuerRef();
      annotations.put(Annotations.ISSUER_NAME, ref.name());
      annotations.put(Annotations.ISSUER_KIND, ref.kindOrDefault());
      annotations.put(Annotations.ISSUER_GROUP, ref.group());
    }
    annotations.putAll(CertificateDetails.annotations(leaf));
    return new SecretMetadata(labels, annotations);
  }

  /**
   * Returns labels of a secret with ours brought in line.
   *
   * @param present the labels now on the secret
   * @param managed the record of keys that were ours; null when there is none
   */
  public Map<String, String> mergedLabels(Map<String, String> present, @Nullable String managed) {
    return merged(present, labels, keys(managed, "l:"));
  }

  /**
   * Returns annotations of a secret with ours brought in line, the record of our keys included.
   *
   * @param present the annotations now on the secret
   * @param managed the record of keys that were ours; null when there is none
   */
  public Map<String, String> mergedAnnotations(
      Map<String, String> present, @Nullable String managed) {
    Map<String, String> merged = merged(present, annotations, keys(managed, "a:"));
    merged.put(MANAGED, record());
    return merged;
  }

  /** Returns the record of the keys that are ours. */
  public String record() {
    TreeSet<String> keys = new TreeSet<>();
    labels.keySet().forEach(key -> keys.add("l:" + key));
    annotations.keySet().forEach(key -> keys.add("a:" + key));
    return String.join(",", keys);
  }

  /** Returns the keys with a prefix that a record lists, without the prefix. */
  public static List<String> keys(@Nullable String record, String prefix) {
    List<String> keys = new ArrayList<>();
    if (record != null) {
      for (String key : record.split(",", -1)) {
        if (key.startsWith(prefix)) {
          keys.add(key.substring(prefix.length()));
        }
      }
    }
    return keys;
  }

  private static Map<String, String> merged(
      Map<String, String> present, Map<String, String> wanted, List<String> ours) {
    Map<String, String> merged = new LinkedHashMap<>(present);
    ours.forEach(merged::remove);
    merged.putAll(wanted);
    return merged;
  }
}
