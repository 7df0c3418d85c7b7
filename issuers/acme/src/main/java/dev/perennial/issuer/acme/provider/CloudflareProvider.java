package dev.perennial.issuer.acme.provider;

import dev.perennial.issuer.acme.config.Fields;
import dev.perennial.model.FieldPath;
import dev.perennial.model.Violation;
import dev.perennial.spi.DnsContext;
import dev.perennial.spi.DnsEditor;
import dev.perennial.spi.DnsProvider;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** {@code cloudflare}. Source: cert-manager {@code pkg/issuer/acme/dns/cloudflare}. */
final class CloudflareProvider implements DnsProvider {
  private static final URI API = URI.create("https://api.cloudflare.com/client/v4");

  private final URI api;

  CloudflareProvider() {
    this(API);
  }

  /** Makes a provider that speaks to another place, for tests. */
  CloudflareProvider(URI api) {
    this.api = api;
  }

  @Override
  public String name() {
    return "cloudflare";
  }

  /** The model's validation has the rules of this entry. */
  @Override
  public List<Violation> validate(Map<String, Object> config, FieldPath path) {
    return List.of();
  }

  @Override
  public Set<String> referencedSecrets(Map<String, Object> config) {
    return Secrets.named(new Fields(config), "apiTokenSecretRef", "apiKeySecretRef");
  }

  /** The API finds it, whatever DNS shows of it. */
  @Override
  public boolean needsZone() {
    return false;
  }

  @Override
  public DnsEditor open(DnsContext context) {
    return new CloudflareEditor(new CloudflareApi(api, context));
  }
}
