package dev.perennial.model;

import java.util.List;

/**
 * The rules that cert-manager's webhook and API defaults put on resources, and those that Perennial
 * adds. All violations are collected; nothing is thrown.
 */
public final class Validation {
  private Validation() {}

  /** Returns what a certificate breaks, in field order; empty when it is valid. */
  public static List<Violation> check(Certificate certificate) {
    return List.of();
  }

  /** Returns what a new certificate request breaks, in field order; empty when it is valid. */
  public static List<Violation> check(CertificateRequest request) {
    return List.of();
  }

  /** Returns what a change of a certificate request breaks; empty when it is allowed. */
  public static List<Violation> checkUpdate(CertificateRequest old, CertificateRequest changed) {
    return List.of();
  }

  /** Returns what an issuer breaks that no provider needs to know of; empty when it is valid. */
  public static List<Violation> check(Issuer issuer) {
    return List.of();
  }

  /** Returns what a secret breaks, in field order; empty when it is valid. */
  public static List<Violation> check(SecretBundle secret) {
    return List.of();
  }
}
