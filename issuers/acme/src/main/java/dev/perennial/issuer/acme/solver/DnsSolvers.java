package dev.perennial.issuer.acme.solver;

import dev.perennial.issuer.acme.config.DnsSolver;
import dev.perennial.issuer.acme.config.Solver;
import dev.perennial.issuer.acme.provider.DnsProviders;
import dev.perennial.model.FieldPath;
import dev.perennial.model.Violation;
import dev.perennial.spi.DnsProvider;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What the solvers by DNS of an issuer ask of their providers. Safe for use by several threads. */
public final class DnsSolvers {
  private final DnsProviders providers;

  /** Makes it of the providers there are. */
  public DnsSolvers(DnsProviders providers) {
    this.providers = providers;
  }

  DnsProviders providers() {
    return providers;
  }

  /**
   * Returns what the solvers break by themselves: a provider of cert-manager's that is not here, or
   * settings that the provider does not take. A {@code webhook} whose solverName nobody here has is
   * none: the host may hand it over.
   *
   * @param solvers the solvers of an issuer
   * @param acme the place of {@code spec.acme}
   */
  public List<Violation> validate(List<Solver> solvers, FieldPath acme) {
    List<Violation> violations = new ArrayList<>();
    for (int i = 0; i < solvers.size(); i++) {
      Solver solver = solvers.get(i);
      if (solver.kind().isDns()) {
        DnsSolver dns = DnsSolver.of(solver.settings());
        FieldPath place = acme.child("solvers").index(i).child(solver.kind().field());
        Optional<DnsProvider> provider = providers.find(dns.provider());
        if (provider.isPresent()) {
          violations.addAll(provider.get().validate(dns.config(), place(place, dns)));
        } else if (dns.publishes() && !dns.isWebhook()) {
          violations.add(
              Violation.forbidden(place.child(dns.provider()), providers.unknown(dns.provider())));
        }
      }
    }
    return violations;
  }

  private static FieldPath place(FieldPath solver, DnsSolver dns) {
    return dns.isWebhook() ? solver.child("webhook").child("config") : solver.child(dns.provider());
  }

  /** Returns the names of the secrets that the solvers read. */
  public Set<String> referencedSecrets(List<Solver> solvers) {
    Set<String> names = new LinkedHashSet<>();
    for (Solver solver : solvers) {
      if (solver.kind().isDns()) {
        DnsSolver dns = DnsSolver.of(solver.settings());
        providers
            .find(dns.provider())
            .ifPresent(p -> names.addAll(p.referencedSecrets(dns.config())));
      }
    }
    return names;
  }
}
