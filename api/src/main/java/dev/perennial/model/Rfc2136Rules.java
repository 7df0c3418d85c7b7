package dev.perennial.model;

import dev.perennial.model.Violation.Rule;
import java.util.Locale;
import java.util.Set;

/** The rules of the provider by dynamic updates (RFC 2136) with transaction signatures. */
final class Rfc2136Rules {
  private static final Set<String> TSIG_ALGORITHMS =
      Set.of("", "HMACMD5", "HMACSHA1", "HMACSHA256", "HMACSHA512");

  private Rfc2136Rules() {}

  static void check(ConfigFields rfc2136) {
    rfc2136.requireText("nameserver");
    String nameserver = rfc2136.text("nameserver");
    if (!nameserver.isEmpty() && !Nameservers.isForUpdates(nameserver)) {
      rfc2136.invalid(
          "nameserver",
          "must be host:port, where host is an IPv4 address, an IPv6 address in brackets or a name,"
              + " and the port may be left out");
    }
    String algorithm = rfc2136.text("tsigAlgorithm");
    if (!TSIG_ALGORITHMS.contains(algorithm.toUpperCase(Locale.ROOT))) {
      rfc2136.add(
          new Violation(
              rfc2136.path("tsigAlgorithm"),
              Rule.NOT_SUPPORTED,
              algorithm,
              "must be HMACMD5, HMACSHA1, HMACSHA256 or HMACSHA512"));
    }
    boolean named = !rfc2136.text("tsigKeyName").isEmpty();
    ConfigFields secret = rfc2136.objectOrEmpty("tsigSecretSecretRef");
    if (named) {
      rfc2136.requireSelector("tsigSecretSecretRef");
    } else if (!secret.text("name").isEmpty() && !secret.text("key").isEmpty()) {
      rfc2136.requireText("tsigKeyName");
    }
  }
}
