package dev.perennial.issuer.acme;

import dev.perennial.issuer.acme.config.AcmeConfig;
import dev.perennial.issuer.acme.provider.DnsProviders;
import dev.perennial.issuer.acme.solver.DnsSolvers;
import dev.perennial.model.FieldPath;
import dev.perennial.model.Issuer;
import dev.perennial.model.ResourceName;
import dev.perennial.model.Violation;
import dev.perennial.spi.IssuerContext;
import dev.perennial.spi.IssuerKind;
import dev.perennial.spi.IssuerProvider;
import dev.perennial.spi.Signer;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Serves issuers with {@code spec.acme}: certificates are ordered from a CA that speaks ACME (RFC
 * 8555). Source: cert-manager {@code pkg/issuer/acme}.
 *
 * <p>Safe for use by several threads.
 */
public final class AcmeIssuerProvider implements IssuerProvider {
  private static final IssuerKind KIND = IssuerKind.builtIn("acme");

  /** Makes a provider; {@link java.util.ServiceLoader} calls it. */
  public AcmeIssuerProvider() {}

  @Override
  public IssuerKind kind() {
    return KIND;
  }

  @Override
  public List<Violation> validate(Issuer issuer, FieldPath path) {
    return dns().validate(config(issuer).solvers(), path);
  }

  @Override
  public Set<ResourceName> referencedSecrets(Issuer issuer, String secretNamespace) {
    AcmeConfig config = config(issuer);
    Set<ResourceName> names = new LinkedHashSet<>();
    if (config.privateKey().isSet()) {
      names.add(new ResourceName(secretNamespace, config.privateKey().name()));
    }
    if (config.eab().key().isSet()) {
      names.add(new ResourceName(secretNamespace, config.eab().key().name()));
    }
    dns()
        .referencedSecrets(config(issuer).solvers())
        .forEach(name -> names.add(new ResourceName(secretNamespace, name)));
    return names;
  }

  /** The providers that are found without a manager: those that a host hands over are not known. */
  private static DnsSolvers dns() {
    return new DnsSolvers(
        DnsProviders.of(List.of(), AcmeIssuerProvider.class.getClassLoader(), Set.of()));
  }

  @Override
  public boolean advisesOnRenewal(Issuer issuer) {
    return config(issuer).renewalInformation();
  }

  @Override
  public Signer open(IssuerContext context) {
    return new AcmeSigner(context, config(context.issuer()));
  }

  private static AcmeConfig config(Issuer issuer) {
    return AcmeConfig.of(issuer.spec().config(KIND.name()).orElse(Map.of()));
  }
}
