package dev.perennial.model.x509;

import java.util.List;
import java.util.Objects;

/**
 * Attributes of a subject beside the common name (RFC 5280, section 4.1.2.6). Immutable.
 *
 * @param organizations organizationName (O)
 * @param countries countryName (C)
 * @param organizationalUnits organizationalUnitName (OU)
 * @param localities localityName (L)
 * @param provinces stateOrProvinceName (ST)
 * @param streetAddresses streetAddress (STREET)
 * @param postalCodes postalCode
 * @param serialNumber serialNumber; empty when not wanted
 */
public record Subject(
    List<String> organizations,
    List<String> countries,
    List<String> organizationalUnits,
    List<String> localities,
    List<String> provinces,
    List<String> streetAddresses,
    List<String> postalCodes,
    String serialNumber) {
  /** No attributes. */
  public static final Subject EMPTY =
      new Subject(List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), "");

  /** Copies the lists. */
  public Subject {
    organizations = List.copyOf(organizations);
    countries = List.copyOf(countries);
    organizationalUnits = List.copyOf(organizationalUnits);
    localities = List.copyOf(localities);
    provinces = List.copyOf(provinces);
    streetAddresses = List.copyOf(streetAddresses);
    postalCodes = List.copyOf(postalCodes);
    Objects.requireNonNull(serialNumber, "serialNumber");
  }

  /** Returns whether no attribute is set. */
  public boolean isEmpty() {
    return equals(EMPTY);
  }

  /** Returns a subject with these organizations alone. */
  public static Subject ofOrganizations(String... organizations) {
    return new Subject(
        List.of(organizations),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        "");
  }
}
