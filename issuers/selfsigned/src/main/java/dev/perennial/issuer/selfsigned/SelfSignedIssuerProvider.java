package dev.perennial.issuer.selfsigned;

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
 * Serves issuers with {@code spec.selfSigned}: each request is signed with the very key that made
 * it. Source: cert-manager {@code pkg/controller/certificaterequests/selfsigned}.
 *
 * <p>Safe for use by several threads.
 */
public final class SelfSignedIssuerProvider implements IssuerProvider {
  private static final IssuerKind KIND = IssuerKind.builtIn("selfSigned");
  private static final String CRL_DISTRIBUTION_POINTS = "crlDistributionPoints";

  /** Makes a provider; {@link java.util.ServiceLoader} calls it. */
  public SelfSignedIssuerProvider() {}

  @Override
  public IssuerKind kind() {
    return KIND;
  }

  /**
   * Adds to {@link dev.perennial.model.Validation}, which has cert-manager's rules of the type,
   * that a URL must fit into a certificate.
   */
  @Override
  public List<Violation> validate(Issuer issuer, FieldPath path) {
    ConfigReader reader = reader(issuer, path);
    reader.urlsIfAny(CRL_DISTRIBUTION_POINTS);
    return reader.violations().stream().filter(v -> v.rule() == Violation.Rule.INVALID).toList();
  }

  @Override
  public Set<ResourceName> referencedSecrets(Issuer issuer, String secretNamespace) {
    return Set.of();
  }

  @Override
  public Signer open(IssuerContext context) {
    ConfigReader reader = reader(context.issuer(), FieldPath.SPEC.child(KIND.name()));
    return new SelfSignedSigner(context, reader.urlsIfAny(CRL_DISTRIBUTION_POINTS));
  }

  private static ConfigReader reader(Issuer issuer, FieldPath path) {
    return new ConfigReader(issuer.spec().config(KIND.name()).orElse(Map.of()), path);
  }
}
