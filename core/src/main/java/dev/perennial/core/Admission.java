package dev.perennial.core;

import dev.perennial.core.pki.RequestCheck;
import dev.perennial.model.CertificateRequest;
import dev.perennial.model.FieldPath;
import dev.perennial.model.Issuer;
import dev.perennial.model.Resource;
import dev.perennial.model.SecretBundle;
import dev.perennial.model.Validation;
import dev.perennial.model.Violation;
import dev.perennial.spi.IssuerProvider;
import java.util.ArrayList;
import java.util.List;

/**
 * All rules that a resource must keep to be taken: those of its kind, those that need the CSR
 * decoded, and those of the provider of an issuer. Safe for use by several threads.
 */
final class Admission {
  private final IssuerProviders providers;

  Admission(IssuerProviders providers) {
    this.providers = providers;
  }

  /** Returns what a resource breaks; empty when it may be stored. */
  List<Violation> check(Resource resource) {
    if (resource instanceof CertificateRequest request) {
      return RequestCheck.check(request);
    }
    List<Violation> violations = new ArrayList<>(Validation.check(resource));
    if (resource instanceof Issuer issuer) {
      providers.find(issuer).ifPresent(p -> violations.addAll(p.validate(issuer, place(p))));
    }
    return List.copyOf(violations);
  }

  /**
   * Returns what a change breaks; empty when it may be stored.
   *
   * @param changed the resource as it would be stored
   */
  List<Violation> checkUpdate(Resource old, Resource changed) {
    if (old instanceof CertificateRequest before && changed instanceof CertificateRequest after) {
      return Validation.checkUpdate(before, after);
    }
    return old instanceof SecretBundle before && changed instanceof SecretBundle after
        ? Validation.checkUpdate(before, after)
        : List.of();
  }

  private static FieldPath place(IssuerProvider provider) {
    return provider.kind().isBuiltIn()
        ? FieldPath.SPEC.child(provider.kind().name())
        : FieldPath.SPEC;
  }
}
