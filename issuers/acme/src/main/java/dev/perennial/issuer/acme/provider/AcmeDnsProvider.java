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
 * {@code acmeDNS}: a server that holds nothing but answers (github.com/joohoi/acme-dns). Source:
 * cert-manager {@code pkg/issuer/acme/dns/acmedns}.
 */
final class AcmeDnsProvider implements DnsProvider {
  @Override
  public String name() {
    return "acmeDNS";
  }

  /** The model's validation has the rules of this entry. */
  @Override
  public List<Violation> validate(Map<String, Object> config, FieldPath path) {
    return List.of();
  }

  @Override
  public Set<String> referencedSecrets(Map<String, Object> config) {
    return Secrets.named(new Fields(config), "accountSecretRef");
  }

  @Override
  public boolean needsZone() {
    return false;
  }

  @Override
  public DnsEditor open(DnsContext context) {
    return new AcmeDnsEditor(context);
  }
}
