package dev.perennial.issuer.acme.config;

import java.util.List;
import java.util.Map;

/**
 * For which names a solver is meant; an empty part matches all. Immutable.
 *
 * @param matchLabels labels that the certificate must have
 * @param dnsNames exact names; a wildcard must be listed as one
 * @param dnsZones zones, matched by whole labels
 */
public record Selector(
    Map<String, String> matchLabels, List<String> dnsNames, List<String> dnsZones) {
  /** Copies. */
  public Selector {
    matchLabels = Map.copyOf(matchLabels);
    dnsNames = List.copyOf(dnsNames);
    dnsZones = List.copyOf(dnsZones);
  }

  static Selector of(Fields fields) {
    return new Selector(
        fields.textMap("matchLabels"), fields.texts("dnsNames"), fields.texts("dnsZones"));
  }
}
