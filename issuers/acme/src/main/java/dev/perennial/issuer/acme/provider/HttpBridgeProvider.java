package dev.perennial.issuer.acme.provider;

import dev.perennial.issuer.acme.config.Fields;
import dev.perennial.model.FieldPath;
import dev.perennial.model.Violation;
import dev.perennial.spi.ConfigReader;
import dev.perennial.spi.DnsContext;
import dev.perennial.spi.DnsEditor;
import dev.perennial.spi.DnsProvider;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * {@code webhook} with solverName {@code http}: an endpoint of the host's own. It takes {@code POST
 * <url>/present} and {@code POST <url>/cleanup} with {@code {"fqdn":
 * "_acme-challenge.example.com.", "value": "..."}}, as the provider {@code httpreq} of lego sends
 * them, and answers 2xx.
 *
 * <pre>{@code
 * webhook:
 *   solverName: http
 *   config:
 *     url: https://dns.example/acme
 *     username: perennial                             # for Basic, or leave it out
 *     passwordSecretRef: {name: dns, key: password}
 *     tokenSecretRef: {name: dns, key: token}         # for Bearer
 * }</pre>
 */
final class HttpBridgeProvider implements DnsProvider {
  @Override
  public String name() {
    return "http";
  }

  @Override
  public List<Violation> validate(Map<String, Object> config, FieldPath path) {
    ConfigReader reader = new ConfigReader(config, path);
    String url = reader.requiredText("url");
    String username = reader.text("username");
    Fields fields = new Fields(config);
    List<Violation> violations = new ArrayList<>(reader.violations());
    if (!url.isEmpty() && !isHttp(url)) {
      violations.add(
          Violation.invalid(
              path.child("url"), url, "must be a URL of http or https without query and user"));
    }
    if (!username.isEmpty() && fields.object("passwordSecretRef").text("name").isEmpty()) {
      violations.add(
          Violation.required(path.child("passwordSecretRef"), "must be specified beside username"));
    }
    if (!username.isEmpty() && fields.has("tokenSecretRef")) {
      violations.add(
          Violation.forbidden(path.child("tokenSecretRef"), "may not stand beside username"));
    }
    return violations;
  }

  private static boolean isHttp(String url) {
    try {
      URI uri = URI.create(url);
      boolean scheme = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
      return scheme && uri.getHost() != null && uri.getQuery() == null && uri.getUserInfo() == null;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  @Override
  public Set<String> referencedSecrets(Map<String, Object> config) {
    return Secrets.named(new Fields(config), "passwordSecretRef", "tokenSecretRef");
  }

  @Override
  public boolean needsZone() {
    return false;
  }

  @Override
  public DnsEditor open(DnsContext context) {
    return new HttpBridgeEditor(context);
  }
}
