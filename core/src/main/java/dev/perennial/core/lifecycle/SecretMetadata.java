package dev.perennial.core.lifecycle;

import dev.perennial.core.pki.CertificateDetails;
import dev.perennial.core.pki.LeafFacts;
import dev.perennial.model.Annotations;
import dev.perennial.model.Certificate;
import dev.perennial.model.IssuerRef;
import dev.perennial.model.Labels;
import dev.perennial.model.ObjectMeta;
import dev.perennial.model.OwnerReference;
import dev.perennial.model.SecretTemplate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The labels, annotations and owners that the secret of a certificate is to have from us: the
 * template first, then ours over it. Which of them are ours is written down in an annotation, so
 * that keys that leave the template leave the secret, and foreign ones stay. Source: cert-manager
 * {@code issuing/internal/secret.go}, whose field managers this replaces. Immutable.
 *
 * @param labels the labels
 * @param annotations the annotations
 * @param owner the owner reference; null when the certificate is not to own the secret
 */
public record SecretMetadata(
    Map<String, String> labels, Map<String, String> annotations, @Nullable OwnerReference owner) {
  /** Copies the maps, and keeps their order. */
  public SecretMetadata {
    labels = Collections.unmodifiableMap(new LinkedHashMap<>(labels));
    annotations = Collections.unmodifiableMap(new LinkedHashMap<>(annotations));
  }

  /** Returns the metadata for a leaf that the certificate's issuer gave. */
  public static SecretMetadata issued(Certificate certificate, LeafFacts leaf) {
    return issued(certificate, leaf, certificate.spec().issuerRef());
  }

  /** Returns the metadata for a leaf that an issuer of the certificate's list gave. */
  public static SecretMetadata issued(Certificate certificate, LeafFacts leaf, IssuerRef ref) {
    Map<String, String> origin = new LinkedHashMap<>();
    origin.put(Annotations.CERTIFICATE_NAME, certificate.meta().name());
    origin.put(Annotations.ISSUER_NAME, ref.name());
    origin.put(Annotations.ISSUER_KIND, ref.kindOrDefault());
    origin.put(Annotations.ISSUER_GROUP, ref.groupOrDefault());
    return of(certificate, leaf, origin);
  }

  /** Returns the metadata for a temporary leaf: it names no issuer. */
  public static SecretMetadata temporary(Certificate certificate, LeafFacts leaf) {
    return of(certificate, leaf, Map.of(Annotations.CERTIFICATE_NAME, certificate.meta().name()));
  }

  /**
   * Returns the metadata for a leaf that is in the secret already: the secret goes on saying who
   * issued it and for whom, whatever the spec says by now.
   *
   * @param present the metadata of the secret
   */
  public static SecretMetadata kept(Certificate certificate, LeafFacts leaf, ObjectMeta present) {
    Map<String, String> origin = new LinkedHashMap<>();
    for (String key :
        List.of(
            Annotations.CERTIFICATE_NAME,
            Annotations.ISSUER_NAME,
            Annotations.ISSUER_KIND,
            Annotations.ISSUER_GROUP)) {
      String value = present.annotation(key);
      if (value != null) {
        origin.put(key, value);
      }
    }
    return of(certificate, leaf, origin);
  }

  private static SecretMetadata of(
      Certificate certificate, LeafFacts leaf, Map<String, String> origin) {
    Map<String, String> labels = new LinkedHashMap<>();
    Map<String, String> annotations = new LinkedHashMap<>();
    SecretTemplate template = certificate.spec().secretTemplate();
    if (template != null) {
      labels.putAll(template.labels());
      annotations.putAll(template.annotations());
    }
    labels.put(Labels.FAO, "true");
    annotations.putAll(CertificateDetails.annotations(leaf));
    annotations.putAll(origin);
    return new SecretMetadata(labels, annotations, null);
  }

  /** Returns this metadata with the certificate as the owner of the secret. */
  public SecretMetadata ownedBy(Certificate certificate) {
    return new SecretMetadata(labels, annotations, ownerReference(certificate));
  }

  /** Returns the reference by which a resource belongs to a certificate and goes with it. */
  public static OwnerReference ownerReference(Certificate certificate) {
    return new OwnerReference(
        "cert-manager.io/v1",
        "Certificate",
        certificate.meta().name(),
        certificate.meta().uid(),
        true,
        true);
  }

  /**
   * Returns the metadata of a secret with our part brought in line: what is no longer wanted leaves
   * if it was ours, what is foreign stays. The record of what is ours is written anew.
   */
  public ObjectMeta appliedTo(ObjectMeta present) {
    ManagedKeys ours = ManagedKeys.read(present);
    Map<String, String> marked = merged(present.annotations(), annotations, ours.annotations());
    marked.put(ManagedKeys.ANNOTATION, record());
    return present.toBuilder()
        .labels(merged(present.labels(), labels, ours.labels()))
        .annotations(marked)
        .ownerReferences(owners(present.ownerReferences(), ours.owners()))
        .build();
  }

  private List<OwnerReference> owners(List<OwnerReference> present, Set<String> ours) {
    List<OwnerReference> owners = new ArrayList<>();
    for (OwnerReference reference : present) {
      boolean replaced = owner != null && owner.uid().equals(reference.uid());
      if (!replaced && !ours.contains(reference.uid())) {
        owners.add(reference);
      }
    }
    if (owner != null) {
      owners.add(owner);
    }
    return owners;
  }

  private String record() {
    TreeSet<String> keys = new TreeSet<>();
    labels.keySet().forEach(key -> keys.add("l:" + key));
    annotations.keySet().forEach(key -> keys.add("a:" + key));
    if (owner != null) {
      keys.add("o:" + owner.uid());
    }
    return String.join(",", keys);
  }

  private static Map<String, String> merged(
      Map<String, String> present, Map<String, String> wanted, Set<String> ours) {
    Map<String, String> merged = new LinkedHashMap<>(present);
    ours.forEach(merged::remove);
    merged.putAll(wanted);
    return merged;
  }
}
