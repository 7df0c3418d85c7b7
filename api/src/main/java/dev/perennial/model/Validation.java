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
}
