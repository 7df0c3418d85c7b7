package dev.perennial.core.lifecycle;

import static dev.perennial.core.lifecycle.Policy.passed;
import static dev.perennial.core.lifecycle.Policy.violated;

import dev.perennial.core.lifecycle.Policy.Violation;
import dev.perennial.core.pki.CertificateDetails;
import dev.perennial.core.pki.LeafFacts;
import dev.perennial.model.Annotations;
import dev.perennial.model.Labels;
import dev.perennial.model.ObjectMeta;
import dev.perennial.model.Reasons;
import dev.perennial.model.SecretBundle;
import dev.perennial.model.SecretTemplate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Whether the labels and annotations of a secret are the ones that its certificate wants: the first
 * half of the post-issuance chain. Which keys are ours to take away is in {@link ManagedKeys}.
 * Source: cert-manager {@code policies/checks.go}.
 */
final class MetadataPolicies {
  private static final Set<String> PREFIXES =
      Set.of(Annotations.PREFIX, "controller." + Annotations.PREFIX);

  /** Their values are looked at by the trigger chain. */
  private static final Set<String> NAMES =
      Set.of(
          Annotations.CERTIFICATE_NAME,
          Annotations.ISSUER_NAME,
          Annotations.ISSUER_KIND,
          Annotations.ISSUER_GROUP);

  private static final SecretTemplate NO_TEMPLATE = new SecretTemplate(Map.of(), Map.of());

  /** The policies, in order. */
  static final List<Policy> POLICIES =
      List.of(
          new Policy("SecretBaseLabelsMismatch", MetadataPolicies::baseLabelsMismatch),
          new Policy(
              "SecretCertificateDetailsAnnotationsMismatch",
              MetadataPolicies::detailsAnnotationsMismatch),
          new Policy(
              "SecretManagedLabelsAndAnnotationsManagedFieldsMismatch",
              MetadataPolicies::managedMismatch),
          new Policy("SecretSecretTemplateMismatch", MetadataPolicies::templateMismatch),
          new Policy(
              "SecretSecretTemplateManagedFieldsMismatch",
              MetadataPolicies::templateManagedMismatch));

  private MetadataPolicies() {}

  private static Optional<Violation> baseLabelsMismatch(PolicyInput input) {
    String value = input.secret().meta().label(Labels.FAO);
    return value == null || value.equals("true")
        ? passed()
        : violated(
            Reasons.SECRET_MANAGED_METADATA_MISMATCH,
            "wrong base label " + Labels.FAO + " value \"" + value + "\", expected \"true\"");
  }

  /** Compares the annotations that are there; the policy after it sees those that are not. */
  private static Optional<Violation> detailsAnnotationsMismatch(PolicyInput input) {
    if (isLeafUnreadable(input)) {
      return unreadable(input);
    }
    Map<String, String> found = input.secret().meta().annotations();
    for (Map.Entry<String, String> detail : new TreeMap<>(details(input)).entrySet()) {
      String value = found.get(detail.getKey());
      if (value != null && !value.equals(detail.getValue())) {
        return violated(
            Reasons.SECRET_TEMPLATE_MISMATCH,
            "Secret metadata "
                + value
                + " does not match certificate metadata "
                + detail.getValue());
      }
    }
    return passed();
  }

  /** The template may carry keys of cert-manager's own prefixes: those are the template's. */
  private static Optional<Violation> managedMismatch(PolicyInput input) {
    if (isLeafUnreadable(input)) {
      return unreadable(input);
    }
    ManagedKeys managed = managed(input.secret().meta());
    SecretTemplate template = template(input);
    Set<String> labels = ours(managed.labels());
    Set<String> annotations = ours(managed.annotations());
    labels.removeAll(without(template.labels().keySet(), Set.of(Labels.FAO)));
    annotations.removeAll(without(template.annotations().keySet(), details(input).keySet()));
    annotations.removeAll(NAMES);
    return differences(
        Reasons.SECRET_MANAGED_METADATA_MISMATCH,
        "Managed ",
        new Keys(labels, Set.of(Labels.FAO)),
        new Keys(annotations, details(input).keySet()));
  }

  /** Compares the keys that both have; the policy after it sees those that one has not. */
  private static Optional<Violation> templateMismatch(PolicyInput input) {
    SecretTemplate template = template(input);
    if (!agree(template.annotations(), input.secret().meta().annotations())) {
      return violated(
          Reasons.SECRET_TEMPLATE_MISMATCH,
          "Certificate's SecretTemplate Annotations missing or incorrect value on Secret");
    }
    return agree(template.labels(), input.secret().meta().labels())
        ? passed()
        : violated(
            Reasons.SECRET_TEMPLATE_MISMATCH,
            "Certificate's SecretTemplate Labels missing or incorrect value on Secret");
  }

  private static Optional<Violation> templateManagedMismatch(PolicyInput input) {
    ManagedKeys managed = managed(input.secret().meta());
    SecretTemplate template = template(input);
    return differences(
        Reasons.SECRET_TEMPLATE_MISMATCH,
        "Template ",
        new Keys(foreign(managed.labels()), foreign(template.labels().keySet())),
        new Keys(foreign(managed.annotations()), foreign(template.annotations().keySet())));
  }

  /** Our own record goes on listing what somebody took off; those of Kubernetes do not. */
  private static ManagedKeys managed(ObjectMeta meta) {
    ManagedKeys managed = ManagedKeys.read(meta);
    return managed.ours()
        ? new ManagedKeys(
            filtered(managed.labels(), meta.labels()::containsKey),
            filtered(managed.annotations(), meta.annotations()::containsKey),
            managed.data(),
            managed.owners(),
            true)
        : managed;
  }

  private record Keys(Set<String> found, Set<String> wanted) {
    Set<String> missing() {
      return without(wanted, found);
    }

    Set<String> extra() {
      return without(found, wanted);
    }
  }

  private static Optional<Violation> differences(
      String reason, String whose, Keys labels, Keys annotations) {
    return named(reason, "Secret is missing these " + whose + "Labels: ", labels.missing())
        .or(() -> named(reason, "Secret has these extra Labels: ", labels.extra()))
        .or(
            () ->
                named(
                    reason,
                    "Secret is missing these " + whose + "Annotations: ",
                    annotations.missing()))
        .or(() -> named(reason, "Secret has these extra Annotations: ", annotations.extra()));
  }

  private static Optional<Violation> named(String reason, String what, Set<String> keys) {
    return keys.isEmpty() ? passed() : violated(reason, what + keys);
  }

  private static Optional<Violation> unreadable(PolicyInput input) {
    return violated(
        Reasons.INVALID_CERTIFICATE,
        "Failed getting secret annotations: " + input.secret().leafProblem());
  }

  private static boolean isLeafUnreadable(PolicyInput input) {
    return input.secret().leaf() == null
        && input.secret().filledKeys().contains(SecretBundle.TLS_CRT);
  }

  private static Map<String, String> details(PolicyInput input) {
    LeafFacts leaf = input.secret().leaf();
    return leaf == null ? Map.of() : CertificateDetails.annotations(leaf);
  }

  private static SecretTemplate template(PolicyInput input) {
    SecretTemplate template = input.spec().secretTemplate();
    return template == null ? NO_TEMPLATE : template;
  }

  private static boolean agree(Map<String, String> wanted, Map<String, String> found) {
    return wanted.entrySet().stream()
        .allMatch(e -> e.getValue().equals(found.getOrDefault(e.getKey(), e.getValue())));
  }

  private static Set<String> ours(Set<String> keys) {
    return filtered(keys, MetadataPolicies::hasOurPrefix);
  }

  private static Set<String> foreign(Set<String> keys) {
    return filtered(keys, key -> !hasOurPrefix(key));
  }

  private static boolean hasOurPrefix(String key) {
    return PREFIXES.stream().anyMatch(key::startsWith);
  }

  private static Set<String> without(Set<String> keys, Set<String> others) {
    return filtered(keys, key -> !others.contains(key));
  }

  private static Set<String> filtered(Set<String> keys, Predicate<String> predicate) {
    return keys.stream().filter(predicate).collect(Collectors.toCollection(TreeSet::new));
  }
}
