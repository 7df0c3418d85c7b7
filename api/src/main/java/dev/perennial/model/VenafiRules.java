package dev.perennial.model;

/** The rules of Venafi (CyberArk Certificate Manager) issuers. */
final class VenafiRules {
  private VenafiRules() {}

  static void check(ConfigFields venafi) {
    venafi.requireText("zone");
    venafi.object("tpp").ifPresent(VenafiRules::tpp);
    venafi.object("cloud");
    venafi.object("ngts").ifPresent(VenafiRules::ngts);
    int services = venafi.count("tpp", "cloud", "ngts");
    if (services == 0) {
      venafi.required("must hold one of tpp, cloud, ngts");
    }
    if (services > 1) {
      venafi.forbidden("may hold only one of tpp, cloud, ngts");
    }
  }

  private static void tpp(ConfigFields tpp) {
    tpp.requireText("url");
    if (!tpp.text("caBundle").isEmpty() && tpp.has("caBundleSecretRef")) {
      tpp.forbidden("may hold only one of caBundle and caBundleSecretRef");
    }
  }

  private static void ngts(ConfigFields ngts) {
    ngts.requireText("tsgID");
    ngts.objectOrEmpty("credentialsRef").requireText("name");
  }
}
