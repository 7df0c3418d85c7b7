package dev.perennial.issuer.acme.config;

import java.util.Locale;
import java.util.Map;

/** The directories of public CAs, by name. Source: their own documentation. */
public final class Directories {
  private static final Map<String, String> NAMED =
      Map.of(
          "letsencrypt", "https://acme-v02.api.letsencrypt.org/directory",
          "letsencrypt-staging", "https://acme-staging-v02.api.letsencrypt.org/directory",
          "zerossl", "https://acme.zerossl.com/v2/DV90",
          "google", "https://dv.acme-v02.api.pki.goog/directory",
          "google-staging", "https://dv.acme-v02.test-api.pki.goog/directory",
          "buypass", "https://api.buypass.com/acme/directory",
          "buypass-test", "https://api.test4.buypass.no/acme/directory");

  private Directories() {}

  /** Returns the URL of a name; what is no name is returned as it is. */
  public static String url(String server) {
    return NAMED.getOrDefault(server.toLowerCase(Locale.ROOT), server);
  }
}
