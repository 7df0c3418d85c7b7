package dev.perennial.model.x509;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;

/**
 * URIs as certificates have them (RFC 3986, in ASCII). References without a scheme are allowed:
 * cert-manager takes them.
 */
public final class UriName {
  private UriName() {}

  /** Returns what is wrong with a URI, or empty when a certificate can hold it. */
  public static Optional<String> problem(String text) {
    if (text.isEmpty()) {
      return Optional.of("is empty; a URI is needed, such as spiffe://example.com/web");
    }
    if (text.chars().anyMatch(c -> c > 127)) {
      return Optional.of("has characters outside ASCII; percent-encode them");
    }
    try {
      URI parsed = new URI(text);
      return parsed.toString().equals(text) ? Optional.empty() : Optional.of("is not a URI");
    } catch (URISyntaxException e) {
      return Optional.of("is not a URI: " + e.getReason());
    }
  }
}
