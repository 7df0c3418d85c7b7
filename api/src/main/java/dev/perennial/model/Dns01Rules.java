package dev.perennial.model;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** The rules of DNS-01 solvers: exactly one provider, and the rules of that provider. */
final class Dns01Rules {
  /** The providers in the order in which cert-manager looks for them; the first holds. */
  private static final Map<String, Consumer<ConfigFields>> PROVIDERS = new LinkedHashMap<>();

  static {
    PROVIDERS.put("akamai", Dns01ProviderRules::akamai);
    PROVIDERS.put("azureDNS", AzureDnsRules::check);
    PROVIDERS.put("cloudDNS", Dns01ProviderRules::cloudDns);
    PROVIDERS.put("cloudflare", Dns01ProviderRules::cloudflare);
    PROVIDERS.put("route53", Dns01ProviderRules::route53);
    PROVIDERS.put("acmeDNS", Dns01ProviderRules::acmeDns);
    PROVIDERS.put("digitalocean", Dns01ProviderRules::digitalOcean);
    PROVIDERS.put("rfc2136", Rfc2136Rules::check);
    PROVIDERS.put("webhook", Dns01ProviderRules::webhook);
  }

  private static final Set<String> CNAME_STRATEGIES = Set.of("", "None", "Follow");

  private Dns01Rules() {}

  static void check(ConfigFields dns01) {
    common(dns01);
    if (!provider(dns01)) {
      dns01.required("must hold one of " + String.join(", ", PROVIDERS.keySet()));
    }
  }

  /** The rules where the record may be one that somebody else keeps (dns-persist-01). */
  static void checkOptional(ConfigFields dns01) {
    common(dns01);
    provider(dns01);
  }

  private static void common(ConfigFields dns01) {
    if (!CNAME_STRATEGIES.contains(dns01.text("cnameStrategy"))) {
      dns01.invalid("cnameStrategy", "must be None or Follow");
    }
    List<String> nameservers = dns01.texts("nameservers");
    for (int i = 0; i < nameservers.size(); i++) {
      if (!Nameservers.isForSelfCheck(nameservers.get(i))) {
        dns01.add(
            Violation.invalid(
                dns01.path("nameservers").index(i),
                nameservers.get(i),
                "must be an address with a port, such as 8.8.8.8:53, or a URL of DNS over HTTPS"));
      }
    }
  }

  /** Returns whether there is a provider. */
  private static boolean provider(ConfigFields dns01) {
    boolean found = false;
    for (Map.Entry<String, Consumer<ConfigFields>> provider : PROVIDERS.entrySet()) {
      String name = provider.getKey();
      if (dns01.has(name) && found) {
        dns01.forbidden(name, "may not specify more than one provider type");
      } else if (dns01.has(name)) {
        found = true;
        dns01.object(name).ifPresent(provider.getValue());
      }
    }
    return found;
  }
}
