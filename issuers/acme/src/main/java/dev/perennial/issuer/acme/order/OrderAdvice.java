package dev.perennial.issuer.acme.order;

import dev.perennial.core.pki.CertificateSigningRequest;
import dev.perennial.issuer.acme.config.AcmeConfig;
import dev.perennial.model.x509.KeyUsage;
import dev.perennial.spi.SigningStep.Note;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What can be known of an order before it is placed: what the server is going to refuse, or to
 * leave out. Each public CA is known by the end of its host name. Pure.
 */
public final class OrderAdvice {
  private static final String LETS_ENCRYPT = "letsencrypt.org";

  /** Public CAs issue for TLS servers alone: Chrome Root Program Policy 1.6, section 3.2.2. */
  private static final Set<String> PUBLIC =
      Set.of(LETS_ENCRYPT, "zerossl.com", "pki.goog", "buypass.com", "buypass.no", "ssl.com");

  private static final String SHORT_LIVED = "shortlived";

  /** The TLS feature extension, known as Must-Staple (RFC 7633). */
  private static final String TLS_FEATURE = "1.3.6.1.5.5.7.1.24";

  private OrderAdvice() {}

  /** Returns what a person should know of an order to come; empty when there is nothing. */
  public static List<Note> warnings(
      AcmeConfig config, CertificateSigningRequest csr, List<KeyUsage> usages) {
    List<Note> notes = new ArrayList<>();
    if (usages.contains(KeyUsage.CLIENT_AUTH) && isAt(config, PUBLIC)) {
      notes.add(
          new Note(
              "ClientAuthNotIssued",
              "public CAs issue no certificates for client auth: take it off spec.usages, or use an"
                  + " issuer of your own for clients"));
    }
    boolean addresses = !csr.names().ipAddresses().isEmpty();
    if (addresses && !config.profile().equals(SHORT_LIVED) && isAt(config, Set.of(LETS_ENCRYPT))) {
      notes.add(
          new Note(
              "IPAddressNeedsShortLived",
              "Let's Encrypt issues for IP addresses in the profile \"shortlived\" alone: set"
                  + " spec.acme.profile of the issuer"));
    }
    if (csr.extension(TLS_FEATURE).isPresent() && isAt(config, PUBLIC)) {
      notes.add(
          new Note(
              "MustStapleNotIssued",
              "public CAs run no OCSP responders any more, so they refuse the Must-Staple"
                  + " extension of the CSR"));
    }
    return notes;
  }

  /**
   * Returns why no order with the profile of the issuer can be placed, or empty when one can.
   *
   * @param offered the names of the profiles that the directory lists; none when it has no profiles
   */
  public static Optional<String> profileProblem(AcmeConfig config, Set<String> offered) {
    String wanted = config.profile();
    if (wanted.isEmpty() || offered.contains(wanted)) {
      return Optional.empty();
    }
    String right =
        offered.isEmpty()
            ? "it offers none: take spec.acme.profile off the issuer"
            : "spec.acme.profile of the issuer must be one of " + new TreeSet<>(offered);
    return Optional.of("the server offers no profile \"" + wanted + "\"; " + right);
  }

  private static boolean isAt(AcmeConfig config, Set<String> domains) {
    String host = host(config.server());
    return domains.stream().anyMatch(d -> host.equals(d) || host.endsWith("." + d));
  }

  private static String host(String server) {
    try {
      return Objects.requireNonNullElse(URI.create(server).getHost(), "").toLowerCase(Locale.ROOT);
    } catch (IllegalArgumentException e) {
      return "";
    }
  }
}
