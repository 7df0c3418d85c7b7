package dev.perennial.issuer.acme.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The settings of a solver by DNS: {@code dns01}, {@code dnsAccount01} or {@code dnsPersist01}.
 * Immutable.
 *
 * @param provider the name of the provider; empty when there is none, as for a record that a person
 *     made
 * @param config the settings of the provider, as JDK values
 * @param isWebhook whether a {@code webhook} entry names the provider
 * @param followsCnames whether an alias is followed before an answer is published ({@code
 *     cnameStrategy: Follow})
 * @param nameservers the name servers of this solver; empty for those of the host
 */
public record DnsSolver(
    String provider,
    Map<String, Object> config,
    boolean isWebhook,
    boolean followsCnames,
    List<String> nameservers) {
  /** The fields that are no provider. */
  private static final Set<String> OWN =
      Set.of("cnameStrategy", "nameservers", "policy", "persistUntil");

  /** Reads the settings of a solver. */
  public static DnsSolver of(Fields settings) {
    Optional<String> found = settings.names().stream().filter(n -> !OWN.contains(n)).findFirst();
    String field = found.orElse("");
    Fields entry = settings.object(field);
    boolean webhook = field.equals("webhook");
    return new DnsSolver(
        webhook ? entry.text("solverName") : field,
        new LinkedHashMap<>(webhook ? entry.object("config").values() : entry.values()),
        webhook,
        settings.text("cnameStrategy").equals("Follow"),
        settings.texts("nameservers"));
  }

  /** Returns whether an answer can be published. */
  public boolean publishes() {
    return !provider.isEmpty();
  }

  /** Prints no settings: they may hold what a stranger keeps there. */
  @Override
  public String toString() {
    return "DnsSolver[" + provider + "]";
  }
}
