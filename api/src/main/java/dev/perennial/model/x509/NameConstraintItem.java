package dev.perennial.model.x509;

import java.util.List;

/**
 * The permitted or the excluded subtrees of name constraints (RFC 5280, section 4.2.1.10).
 * Immutable.
 *
 * @param dnsDomains DNS domains
 * @param ipRanges IP ranges in CIDR notation
 * @param emailAddresses e-mail addresses or domains
 * @param uriDomains host names of URIs
 */
public record NameConstraintItem(
    List<String> dnsDomains,
    List<String> ipRanges,
    List<String> emailAddresses,
    List<String> uriDomains) {
  /** Copies the lists. */
  public NameConstraintItem {
    dnsDomains = List.copyOf(dnsDomains);
    ipRanges = List.copyOf(ipRanges);
    emailAddresses = List.copyOf(emailAddresses);
    uriDomains = List.copyOf(uriDomains);
  }
}
