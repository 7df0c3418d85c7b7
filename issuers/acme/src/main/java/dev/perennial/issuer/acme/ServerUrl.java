package dev.perennial.issuer.acme;

import dev.perennial.spi.IssuerCheck;
import java.net.URI;
import java.util.Optional;

/** Whether a directory can be asked for at all. Source: cert-manager {@code acme/setup.go}. */
final class ServerUrl {
  /** Stands for a URL that is none: nothing is ever asked for there. */
  private static final URI NOWHERE = URI.create("https://acme.invalid/");

  private ServerUrl() {}

  /** Returns the URL of a directory, or one of no host when it is none. */
  static URI of(String server) {
    return problem(server).isPresent() ? NOWHERE : URI.create(server);
  }

  /** Returns what is wrong with the URL of a directory. */
  static Optional<IssuerCheck.NotReady> problem(String server) {
    if (server.startsWith("https://acme-v01.api.letsencrypt.org/")
        || server.startsWith("https://acme-staging.api.letsencrypt.org/")) {
      return Optional.of(
          new IssuerCheck.NotReady(
              "InvalidConfig",
              server + " speaks ACME v1, which is gone: use the directory of ACME v2",
              false));
    }
    return isHttp(server)
        ? Optional.empty()
        : Optional.of(
            new IssuerCheck.NotReady(
                "InvalidURL",
                "spec.acme.server \"" + server + "\" is no URL that begins with https://",
                false));
  }

  private static boolean isHttp(String server) {
    try {
      URI uri = URI.create(server);
      boolean http = "https".equalsIgnoreCase(uri.getScheme());
      return (http || "http".equalsIgnoreCase(uri.getScheme())) && uri.getHost() != null;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
