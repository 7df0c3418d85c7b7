package dev.perennial.model;

import java.time.Duration;
import java.util.Set;

/**
 * The rules of one ACME challenge solver, without those of its DNS-01 provider. Source:
 * cert-manager {@code ValidateACMEIssuerChallengeSolverConfig}, with {@code tlsAlpn01} (RFC 8737),
 * {@code dnsAccount01} and {@code dnsPersist01} beside its own two kinds.
 */
final class SolverRules {
  private static final Set<String> SERVICE_TYPES = Set.of("", "ClusterIP", "NodePort");

  /** Those of cert-manager first, then additions of Perennial. */
  private static final String[] CHALLENGES = {
    "http01", "dns01", "tlsAlpn01", "dnsAccount01", "dnsPersist01"
  };

  private SolverRules() {}

  static void check(ConfigFields solver) {
    solver.object("http01").ifPresent(SolverRules::http01);
    int challenges = solver.count(CHALLENGES);
    if (challenges > 1) {
      solver.forbidden("may hold only one of " + String.join(", ", CHALLENGES));
    } else {
      solver.object("dns01").ifPresent(Dns01Rules::check);
      solver.object("dnsAccount01").ifPresent(Dns01Rules::check);
      solver.object("dnsPersist01").ifPresent(Dns01Rules::checkLasting);
    }
    if (challenges == 0) {
      solver.required("must hold one of " + String.join(", ", CHALLENGES));
    }
    waitTime(solver);
  }

  private static void waitTime(ConfigFields solver) {
    String wait = solver.text("waitInsteadOfSelfCheck");
    if (wait.isEmpty()) {
      return;
    }
    try {
      Duration duration = GoDuration.parse(wait);
      if (duration.isNegative()) {
        solver.invalid("waitInsteadOfSelfCheck", "must not be negative");
      }
    } catch (IllegalArgumentException e) {
      solver.invalid("waitInsteadOfSelfCheck", String.valueOf(e.getMessage()));
    }
  }

  private static void http01(ConfigFields http01) {
    http01.object("ingress").ifPresent(SolverRules::ingress);
    http01.object("gatewayHTTPRoute").ifPresent(SolverRules::gateway);
    int ways = http01.count("ingress", "gatewayHTTPRoute");
    if (ways != 1) {
      http01.required("must hold exactly one of ingress and gatewayHTTPRoute");
    }
  }

  private static void ingress(ConfigFields ingress) {
    int named =
        ingress.count("class", "ingressClassName") + (ingress.text("name").isEmpty() ? 0 : 1);
    if (named > 1) {
      ingress.forbidden("may hold only one of ingressClassName, name and class");
    }
    if (ingress.has("ingressClassName")
        && !ResourceNames.isSubdomain(ingress.text("ingressClassName"))) {
      ingress.invalid("ingressClassName", ResourceNames.SUBDOMAIN_RULE);
    }
    serviceType(ingress);
  }

  /** A parent without a kind is a Gateway, as the API of Kubernetes fills in. */
  private static void gateway(ConfigFields gateway) {
    serviceType(gateway);
    gateway.objects("parentRefs").forEach(parent -> parent.requireText("name"));
  }

  private static void serviceType(ConfigFields http01) {
    if (!SERVICE_TYPES.contains(http01.text("serviceType"))) {
      http01.invalid("serviceType", "must be ClusterIP or NodePort, or be left out");
    }
  }
}
