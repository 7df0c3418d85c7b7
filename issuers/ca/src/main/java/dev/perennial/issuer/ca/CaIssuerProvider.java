package dev.perennial.issuer.ca;

import dev.perennial.model.FieldPath;
import dev.perennial.model.Issuer;
import dev.perennial.model.ResourceName;
import dev.perennial.model.Violation;
import dev.perennial.spi.ConfigReader;
import dev.perennial.spi.IssuerContext;
import dev.perennial.spi.IssuerKind;
import dev.perennial.spi.IssuerProvider;
import dev.perennial.spi.Signer;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Serves issuers with {@code spec.ca}: requests are signed with the key pair of a secret. Source:
 * cert-manager {@code pkg/issuer/ca} and {@code pkg/controller/certificaterequests/ca}.
 *
 * <p>Safe for use by several threads.
 */
public final class CaIssuerProvider implements IssuerProvider {
  private static final IssuerKind KIND = IssuerKind.builtIn("ca");

  /** Makes a provider; {@link java.util.ServiceLoader} calls it. */
  public CaIssuerProvider() {}

  @Override
  public IssuerKind kind() {
    return KIND;
  }

  /**
   * Adds to {@link dev.perennial.model.Validation}, which has cert-manager's rules of {@code
   * spec.ca}, that a URL must fit into a certificate.
   */
  @Override
  public List<Violation> validate(Issuer issuer, FieldPath path) {
    ConfigReader reader = reader(issuer);
    CaConfig.URLS.forEach(reader::urlsIfAny);
    return reader.violations().stream().filter(v -> v.rule() == Violation.Rule.INVALID).toList();
  }

  @Override
  public Set<ResourceName> referencedSecrets(Issuer issuer, String secretNamespace) {
    CaConfig config = CaConfig.read(reader(issuer));
    return Set.of(new ResourceName(secretNamespace, config.secretName()));
  }

  @Override
  public Signer open(IssuerContext context) {
    return new CaSigner(context, CaConfig.read(reader(context.issuer())));
  }

  private static ConfigReader reader(Issuer issuer) {
    return new ConfigReader(
        issuer.spec().config(KIND.name()).orElse(Map.of()), FieldPath.SPEC.child(KIND.name()));
  }
}
