package dev.perennial.core.tls;

import dev.perennial.model.Annotations;
import dev.perennial.model.Labels;
import dev.perennial.model.ResourceName;
import dev.perennial.model.ResourceType;
import dev.perennial.model.SecretBundle;
import dev.perennial.spi.ResourceStore;
import dev.perennial.spi.TlsAlpn01Solver;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Which secrets a {@link LiveKeyManager} follows.
 *
 * <p>A secret followed by its name goes on being served when it is deleted from the store, with a
 * warning: somebody asked for it. One followed for its namespace and label is withdrawn when it is
 * deleted or no longer has the label.
 *
 * <p>Immutable.
 */
public final class SecretSelection {
  private final Set<ResourceName> names;
  private final @Nullable String namespace;
  private final Predicate<SecretBundle> condition;

  private SecretSelection(
      Set<ResourceName> names, @Nullable String namespace, Predicate<SecretBundle> condition) {
    this.names = names;
    this.namespace = namespace;
    this.condition = condition;
  }

  /** Selects secrets by their names; they need not exist yet. */
  public static SecretSelection of(ResourceName... secrets) {
    return new SecretSelection(
        Set.copyOf(new LinkedHashSet<>(Arrays.asList(secrets))), null, secret -> true);
  }

  /**
   * Selects the secrets of all certificates of a namespace: those that name their certificate in
   * the annotation {@code cert-manager.io/certificate-name}. Secrets with a next or a previous key
   * are none.
   */
  public static SecretSelection ofCertificatesIn(String namespace) {
    Objects.requireNonNull(namespace, "namespace");
    return new SecretSelection(Set.of(), namespace, SecretSelection::belongsToCertificate);
  }

  /** Selects the secrets of a namespace that have a label with this value. */
  public static SecretSelection labelled(String namespace, String label, String value) {
    Objects.requireNonNull(namespace, "namespace");
    Objects.requireNonNull(label, "label");
    Objects.requireNonNull(value, "value");
    return new SecretSelection(
        Set.of(), namespace, secret -> value.equals(secret.meta().label(label)));
  }

  private static boolean belongsToCertificate(SecretBundle secret) {
    return secret.meta().annotation(Annotations.CERTIFICATE_NAME) != null
        && secret.meta().label(Labels.NEXT_PRIVATE_KEY) == null
        && secret.meta().label(Labels.PREVIOUS_OF) == null;
  }

  /** Returns this selection with one more secret, by its name. */
  SecretSelection plus(ResourceName secret) {
    Set<ResourceName> more = new LinkedHashSet<>(names);
    more.add(secret);
    return new SecretSelection(Set.copyOf(more), namespace, condition);
  }

  /** Returns whether the secret is selected by its name. */
  boolean names(ResourceName secret) {
    return names.contains(secret);
  }

  /** Returns whether a secret of this name may be selected, so that reading it is worth while. */
  boolean mayHold(ResourceName secret) {
    return names(secret) || secret.namespace().equals(namespace);
  }

  boolean holds(SecretBundle secret) {
    ResourceName name = secret.meta().resourceName();
    if (name.namespace().equals(TlsAlpn01Solver.NAMESPACE)) {
      return false; // Ordinary clients are never shown a challenge.
    }
    return names(name) || (name.namespace().equals(namespace) && condition.test(secret));
  }

  /** Returns the names of all secrets that may be selected. */
  Set<ResourceName> candidates(ResourceStore store) {
    Set<ResourceName> candidates = new LinkedHashSet<>(names);
    String in = namespace;
    List<ResourceName> listed = in == null ? List.of() : store.list(ResourceType.SECRET, in, "");
    candidates.addAll(listed);
    return candidates;
  }
}
