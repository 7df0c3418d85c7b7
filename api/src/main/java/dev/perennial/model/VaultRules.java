package dev.perennial.model;

import java.util.Arrays;

/** The rules of Vault issuers. */
final class VaultRules {
  private VaultRules() {}

  static void check(ConfigFields vault) {
    vault.requireText("server");
    vault.requireText("path");
    refuseDotDot(vault, "path");
    if (CaBundles.check(vault) && vault.has("caBundleSecretRef")) {
      vault.invalidUnshown("caBundle", "may not stand beside caBundleSecretRef; remove one");
      vault.invalidUnshown("caBundleSecretRef", "may not stand beside caBundle; remove one");
    }
    boolean hasCertificate = vault.has("clientCertSecretRef");
    boolean hasKey = vault.has("clientKeySecretRef");
    if (hasCertificate && !hasKey) {
      vault.invalidUnshown("clientKeySecretRef", "must be provided with clientCertSecretRef");
    }
    if (hasKey && !hasCertificate) {
      vault.invalidUnshown("clientCertSecretRef", "must be provided with clientKeySecretRef");
    }
    auth(vault.objectOrEmpty("auth"));
  }

  /** Several methods may be set: cert-manager lets the first one hold. */
  private static void auth(ConfigFields auth) {
    auth.object("tokenSecretRef");
    auth.object("appRole").ifPresent(VaultRules::appRole);
    auth.object("clientCertificate").ifPresent(c -> refuseDotDot(c, "mountPath"));
    auth.object("kubernetes").ifPresent(VaultRules::kubernetes);
    auth.object("aws").ifPresent(VaultRules::aws);
    String[] methods = {"tokenSecretRef", "appRole", "clientCertificate", "kubernetes", "aws"};
    if (auth.count(methods) == 0) {
      auth.required("must hold one of " + String.join(", ", methods));
    }
  }

  private static void appRole(ConfigFields role) {
    role.requireText("roleId");
    role.objectOrEmpty("secretRef").requireText("name");
    refuseDotDot(role, "path");
  }

  private static void kubernetes(ConfigFields kubernetes) {
    kubernetes.requireText("role");
    refuseDotDot(kubernetes, "mountPath");
    boolean hasSecret = !kubernetes.objectOrEmpty("secretRef").text("name").isEmpty();
    boolean hasAccount = kubernetes.has("serviceAccountRef");
    kubernetes.object("serviceAccountRef").ifPresent(account -> account.requireText("name"));
    if (!hasSecret && !hasAccount) {
      kubernetes.required("must hold one of secretRef and serviceAccountRef");
    }
    if (hasSecret && hasAccount) {
      kubernetes.forbidden("may hold only one of secretRef and serviceAccountRef");
    }
  }

  private static void aws(ConfigFields aws) {
    aws.requireText("role");
    refuseDotDot(aws, "mountPath");
    aws.object("serviceAccountRef")
        .ifPresent(
            account -> {
              account.requireText("name");
              aws.requireText("iamRoleArn");
            });
  }

  /** A path with {@code ..} could reach another mount of Vault. */
  private static void refuseDotDot(ConfigFields fields, String name) {
    if (Arrays.asList(fields.text(name).split("/", -1)).contains("..")) {
      fields.invalid(name, "must not contain '..' path segments");
    }
  }
}
