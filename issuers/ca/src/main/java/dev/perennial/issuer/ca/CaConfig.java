package dev.perennial.issuer.ca;

import dev.perennial.spi.ConfigReader;
import java.util.List;

/**
 * The configuration of a CA issuer. Immutable.
 *
 * @param secretName the secret with {@code tls.key} and {@code tls.crt} of the CA
 * @param crlDistributionPoints URLs for the CRL distribution points extension (RFC 5280, section
 *     4.2.1.13)
 * @param ocspServers URLs of OCSP responders (RFC 5280, section 4.2.2.1)
 * @param issuingCertificateUrls URLs of the CA's own certificate (RFC 5280, section 4.2.2.1)
 */
record CaConfig(
    String secretName,
    List<String> crlDistributionPoints,
    List<String> ocspServers,
    List<String> issuingCertificateUrls) {
  /** The fields that hold URLs. */
  static final List<String> URLS =
      List.of("crlDistributionPoints", "ocspServers", "issuingCertificateURLs");

  static CaConfig read(ConfigReader reader) {
    return new CaConfig(
        reader.text("secretName"),
        reader.urlsIfAny(URLS.get(0)),
        reader.urlsIfAny(URLS.get(1)),
        reader.urlsIfAny(URLS.get(2)));
  }
}
