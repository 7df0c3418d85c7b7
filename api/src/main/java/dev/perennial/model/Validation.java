package dev.perennial.model;

import java.util.ArrayList;
import java.util.List;

/**
 * The rules that cert-manager's webhook and API defaults put on resources, and those that Perennial
 * adds. All violations are collected; nothing is thrown.
 */
public final class Validation {
  private Validation() {}

  /** Returns what a certificate breaks, in field order; empty when it is valid. */
  public static List<Violation> check(Certificate certificate) {
    List<Violation> violations = new ArrayList<>(CertificateRules.check(certificate.spec()));
    violations.addAll(FallbackIssuers.check(certificate));
    return with(certificate, violations);
  }

  /**
   * Returns what a new certificate request breaks, in field order; empty when it is valid. What is
   * in its CSR is not looked at: {@code RequestCheck} of {@code core.pki} does.
   */
  public static List<Violation> check(CertificateRequest request) {
    return with(request, RequestRules.check(request));
  }

  /**
   * Returns what a change of a certificate request breaks; empty when it is allowed.
   *
   * @param old the request before
   * @param changed the request after, with its status
   */
  public static List<Violation> checkUpdate(CertificateRequest old, CertificateRequest changed) {
    return List.copyOf(RequestRules.checkUpdate(old, changed));
  }

  /**
   * Returns what an issuer breaks; empty when it is valid. Of issuers of other groups than
   * cert-manager's only the metadata is looked at: the rest is their provider's.
   */
  public static List<Violation> check(Issuer issuer) {
    boolean external = !issuer.type().group().equals(ResourceType.CERT_MANAGER_GROUP);
    return with(issuer, external ? List.of() : IssuerRules.check(issuer.spec()));
  }

  /** Returns what a secret breaks, in field order; empty when it is valid. */
  public static List<Violation> check(SecretBundle secret) {
    return with(secret, SecretRules.check(secret));
  }

  /** Returns what a change of a secret breaks; empty when it is allowed. */
  public static List<Violation> checkUpdate(SecretBundle old, SecretBundle changed) {
    return List.copyOf(SecretRules.checkUpdate(old, changed));
  }

  /** Returns what any resource breaks, by the rules of its kind. */
  public static List<Violation> check(Resource resource) {
    if (resource instanceof Certificate certificate) {
      return check(certificate);
    }
    if (resource instanceof CertificateRequest request) {
      return check(request);
    }
    if (resource instanceof Issuer issuer) {
      return check(issuer);
    }
    return check((SecretBundle) resource);
  }

  /** Returns what the author of a valid resource should know; empty when there is nothing. */
  public static List<Warning> warnings(Resource resource) {
    if (resource instanceof Certificate certificate) {
      return List.copyOf(NameRules.warnings(certificate.spec()));
    }
    boolean builtIn = resource.type().group().equals(ResourceType.CERT_MANAGER_GROUP);
    return resource instanceof Issuer issuer && builtIn
        ? IssuerRules.warnings(issuer.spec())
        : List.of();
  }

  private static List<Violation> with(Resource resource, List<Violation> violations) {
    List<Violation> all = new ArrayList<>(MetaRules.check(resource.meta()));
    all.addAll(violations);
    return List.copyOf(all);
  }
}
