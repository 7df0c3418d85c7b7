package dev.perennial.issuer.acme.provider;

import dev.perennial.issuer.acme.config.Fields;
import dev.perennial.model.FieldPath;
import dev.perennial.model.Violation;
import dev.perennial.spi.DnsContext;
import dev.perennial.spi.DnsEditor;
import dev.perennial.spi.DnsProvider;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * {@code rfc2136}: dynamic updates, signed with a shared secret. Source: cert-manager {@code
 * pkg/issuer/acme/dns/rfc2136}.
 */
final class Rfc2136Provider implements DnsProvider {
  @Override
  public String name() {
    return "rfc2136";
  }

  /** The model's validation has the rules of this entry. */
  @Override
  public List<Violation> validate(Map<String, Object> config, FieldPath path) {
    return List.of();
  }

  @Override
  public Set<String> referencedSecrets(Map<String, Object> config) {
    return Secrets.named(new Fields(config), "tsigSecretSecretRef");
  }

  @Override
  public DnsEditor open(DnsContext context) {
    return new Rfc2136Editor(context);
  }
}
