package dev.perennial.model;

/** What each provider of DNS-01 challenges needs. */
final class Dns01ProviderRules {
  private Dns01ProviderRules() {}

  static void akamai(ConfigFields akamai) {
    akamai.requireSelector("accessTokenSecretRef");
    akamai.requireSelector("clientSecretSecretRef");
    akamai.requireSelector("clientTokenSecretRef");
    akamai.requireText("serviceConsumerDomain");
  }

  /** Without a service account, the credentials of the surroundings are used. */
  static void cloudDns(ConfigFields cloudDns) {
    if (cloudDns.has("serviceAccountSecretRef")) {
      cloudDns.requireSelector("serviceAccountSecretRef");
    }
    cloudDns.requireText("project");
  }

  static void cloudflare(ConfigFields cloudflare) {
    boolean hasKey = cloudflare.has("apiKeySecretRef");
    boolean hasToken = cloudflare.has("apiTokenSecretRef");
    if (hasKey) {
      cloudflare.requireSelector("apiKeySecretRef");
      cloudflare.requireText("email");
    }
    if (hasToken) {
      cloudflare.requireSelector("apiTokenSecretRef");
    }
    if (hasKey && hasToken) {
      cloudflare.forbidden("may hold only one of apiKeySecretRef and apiTokenSecretRef");
    }
    if (!hasKey && !hasToken) {
      cloudflare.required("must hold one of apiKeySecretRef and apiTokenSecretRef");
    }
  }

  /** Without keys, the credentials of the surroundings are used. */
  static void route53(ConfigFields route53) {
    boolean hasReference = route53.has("accessKeyIDSecretRef");
    if (hasReference && !route53.text("accessKeyID").isEmpty()) {
      route53.required("must hold only one of accessKeyID and accessKeyIDSecretRef");
    }
    if (hasReference) {
      route53.requireSelector("accessKeyIDSecretRef");
    }
  }

  static void acmeDns(ConfigFields acmeDns) {
    acmeDns.requireSelector("accountSecretRef");
    acmeDns.requireText("host");
  }

  static void digitalOcean(ConfigFields digitalOcean) {
    digitalOcean.requireSelector("tokenSecretRef");
  }

  static void webhook(ConfigFields webhook) {
    webhook.requireText("solverName");
  }
}
