package dev.perennial.model;

import java.util.Set;

/** The rules of the Azure DNS provider: a client with its secret, or a managed identity. */
final class AzureDnsRules {
  private static final Set<String> ENVIRONMENTS =
      Set.of(
          "", "AzurePublicCloud", "AzureChinaCloud", "AzureGermanCloud", "AzureUSGovernmentCloud");

  private AzureDnsRules() {}

  static void check(ConfigFields azure) {
    boolean client =
        !azure.text("clientID").isEmpty()
            || !azure.text("tenantID").isEmpty()
            || azure.has("clientSecretSecretRef");
    if (client) {
      client(azure);
    } else {
      azure.object("managedIdentity").ifPresent(AzureDnsRules::managedIdentity);
    }
    azure.requireText("subscriptionID");
    azure.requireText("resourceGroupName");
    if (!ENVIRONMENTS.contains(azure.text("environment"))) {
      azure.invalid(
          "environment",
          "must be AzurePublicCloud, AzureChinaCloud, AzureGermanCloud or AzureUSGovernmentCloud");
    }
  }

  /** Each part of a client needs the others. */
  private static void client(ConfigFields azure) {
    azure.requireText("clientID");
    if (azure.has("clientSecretSecretRef")) {
      azure.requireSelector("clientSecretSecretRef");
    } else {
      azure.required("clientSecretSecretRef", "must be specified");
    }
    azure.requireText("tenantID");
    if (azure.has("managedIdentity")) {
      azure.forbidden(
          "managedIdentity", "may not stand beside clientID, clientSecretSecretRef or tenantID");
    }
  }

  private static void managedIdentity(ConfigFields identity) {
    boolean client = !identity.text("clientID").isEmpty();
    boolean resource = !identity.text("resourceID").isEmpty();
    boolean tenant = !identity.text("tenantID").isEmpty();
    if (client && resource) {
      identity.forbidden("may hold only one of clientID and resourceID");
    }
    if (tenant && resource) {
      identity.forbidden("may hold only one of tenantID and resourceID");
    }
    if (tenant && !client) {
      identity.required("needs clientID beside tenantID");
    }
  }
}
