package dev.perennial.issuer.acme.provider;

import dev.perennial.spi.DnsProvider;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The DNS services that an issuer can use, by the names of manifests. Immutable. */
public final class DnsProviders {
  private final Map<String, DnsProvider> providers = new LinkedHashMap<>();
  private final List<String> problems = new ArrayList<>();

  private DnsProviders() {}

  /**
   * Returns our providers, those that the host hands over, and those that a class loader finds. One
   * that cannot be loaded does not hide the others.
   *
   * @param handed what the host hands over
   * @param loader who finds others; null for nobody
   * @param programs the programs that may be run
   * @throws IllegalStateException when two have one name
   */
  public static DnsProviders of(
      List<DnsProvider> handed, @Nullable ClassLoader loader, Set<String> programs) {
    DnsProviders all = new DnsProviders();
    all.add(new Rfc2136Provider());
    all.add(new AcmeDnsProvider());
    all.add(new CloudflareProvider());
    all.add(new ProgramProvider(programs));
    all.add(new HttpBridgeProvider());
    handed.forEach(all::add);
    if (loader != null) {
      all.discover(loader);
    }
    return all;
  }

  private void discover(ClassLoader loader) {
    Iterator<ServiceLoader.Provider<DnsProvider>> candidates =
        ServiceLoader.load(DnsProvider.class, loader).stream().iterator();
    while (true) {
      try {
        if (!candidates.hasNext()) {
          return;
        }
        add(candidates.next().get());
      } catch (ServiceConfigurationError e) {
        problems.add("a DNS provider cannot be loaded: " + e.getMessage());
      }
    }
  }

  private void add(DnsProvider provider) {
    DnsProvider other = providers.putIfAbsent(provider.name(), provider);
    if (other != null) {
      throw new IllegalStateException(
          "two DNS providers are called \""
              + provider.name()
              + "\": "
              + other.getClass().getName()
              + " and "
              + provider.getClass().getName()
              + "; take one of them away");
    }
  }

  /** Returns the provider of a name. */
  public Optional<DnsProvider> find(String name) {
    return Optional.ofNullable(providers.get(name));
  }

  /** Returns why there is no provider of a name, and which there are. */
  public String unknown(String name) {
    return "no DNS provider \""
        + name
        + "\" is here; there are "
        + String.join(", ", new TreeSet<>(providers.keySet()))
        + ". Put a module with a dev.perennial.spi.DnsProvider of that name on the class path, or"
        + " use webhook with solverName exec or http"
        + (problems.isEmpty() ? "" : " (" + String.join("; ", problems) + ")");
  }
}
