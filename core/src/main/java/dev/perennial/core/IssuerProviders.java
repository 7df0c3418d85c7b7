package dev.perennial.core;

import dev.perennial.model.Issuer;
import dev.perennial.spi.IssuerProvider;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.TreeSet;

/** The issuer providers of one manager, one for each kind. Immutable. */
final class IssuerProviders {
  private final List<IssuerProvider> providers;
  private final List<String> problems;

  private IssuerProviders(List<IssuerProvider> providers, List<String> problems) {
    this.providers = List.copyOf(providers);
    this.problems = List.copyOf(problems);
    requireDistinctKinds();
  }

  /** Returns these providers. */
  static IssuerProviders of(Collection<IssuerProvider> providers) {
    return new IssuerProviders(List.copyOf(providers), List.of());
  }

  /**
   * Returns the providers that a class loader finds. One that cannot be loaded is named in {@link
   * #problems()} and does not hide the others.
   */
  static IssuerProviders discover(ClassLoader loader) {
    List<IssuerProvider> found = new ArrayList<>();
    List<String> problems = new ArrayList<>();
    Iterator<ServiceLoader.Provider<IssuerProvider>> candidates =
        ServiceLoader.load(IssuerProvider.class, loader).stream().iterator();
    while (true) {
      try {
        if (!candidates.hasNext()) {
          return new IssuerProviders(found, problems);
        }
        found.add(candidates.next().get());
      } catch (ServiceConfigurationError e) {
        problems.add("an issuer provider cannot be loaded: " + e.getMessage());
      }
    }
  }

  /** Returns the provider that serves an issuer, or empty when none does. */
  Optional<IssuerProvider> find(Issuer issuer) {
    return providers.stream().filter(p -> p.kind().serves(issuer)).findFirst();
  }

  /** Returns what is served, for messages. */
  String served() {
    TreeSet<String> names = new TreeSet<>();
    providers.forEach(p -> names.add(p.kind().toString()));
    return names.isEmpty() ? "none" : String.join(", ", names);
  }

  /** Returns the providers. */
  List<IssuerProvider> all() {
    return providers;
  }

  /** Returns which providers could not be loaded. */
  List<String> problems() {
    return problems;
  }

  private void requireDistinctKinds() {
    for (int i = 0; i < providers.size(); i++) {
      for (int j = 0; j < i; j++) {
        if (providers.get(i).kind().equals(providers.get(j).kind())) {
          throw new IllegalStateException(
              "two issuer providers serve "
                  + providers.get(i).kind()
                  + ": "
                  + describe(providers.get(j))
                  + " and "
                  + describe(providers.get(i))
                  + "; take one of them off the class path, or name the providers to use");
        }
      }
    }
  }

  private static String describe(IssuerProvider provider) {
    Class<?> type = provider.getClass();
    var source = type.getProtectionDomain().getCodeSource();
    return type.getName() + (source == null ? "" : " (" + source.getLocation() + ")");
  }
}
