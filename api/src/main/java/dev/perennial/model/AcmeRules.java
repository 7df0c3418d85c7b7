package dev.perennial.model;

import java.util.List;

/** The rules of ACME issuers, without those of their solvers. */
final class AcmeRules {
  private static final String EAB = "externalAccountBinding";

  private AcmeRules() {}

  static void check(ConfigFields acme) {
    boolean skipsVerify = acme.flag("skipTLSVerify");
    if (CaBundles.check(acme) && skipsVerify) {
      acme.invalidUnshown("caBundle", "may not stand beside skipTLSVerify; remove one");
      acme.invalidUnshown("skipTLSVerify", "may not stand beside caBundle; remove one");
    }
    acme.objectOrEmpty("privateKeySecretRef").requireText("name");
    acme.requireText("server");
    acme.object(EAB).ifPresent(AcmeRules::externalAccount);
    acme.objects("solvers").forEach(SolverRules::check);
  }

  private static void externalAccount(ConfigFields binding) {
    binding.requireText("keyID");
    binding.requireSelector("keySecretRef");
  }

  static List<Warning> warnings(ConfigFields acme) {
    ConfigFields binding = acme.objectOrEmpty(EAB);
    return binding.text("keyAlgorithm").isEmpty()
        ? List.of()
        : List.of(
            new Warning(
                binding.path("keyAlgorithm"), "is deprecated and without effect; remove it"));
  }
}
