package dev.perennial.model;

import java.util.List;

/** The rules of CA and SelfSigned issuers. */
final class CaRules {
  private CaRules() {}

  static void check(ConfigFields ca) {
    ca.requireText("secretName");
    ca.texts("crlDistributionPoints");
    requireNonEmpty(ca, "ocspServers", "must be a valid URL, such as http://ocsp.example.com");
    requireNonEmpty(
        ca, "issuingCertificateURLs", "must be a valid URL, such as http://ca.example.com/ca.crt");
  }

  static void checkSelfSigned(ConfigFields selfSigned) {
    selfSigned.texts("crlDistributionPoints");
  }

  private static void requireNonEmpty(ConfigFields ca, String name, String message) {
    List<String> urls = ca.texts(name);
    for (int i = 0; i < urls.size(); i++) {
      if (urls.get(i).isEmpty()) {
        ca.add(Violation.invalid(ca.path(name).index(i), "", message));
      }
    }
  }
}
