package dev.perennial.core.tls;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/**
 * The names by which keys are found: lower case; {@code *.example.com} is kept as {@code
 * .example.com}, which is also what is left of any name that it covers. Source: RFC 9525, section
 * 6.3 (a wildcard is the whole leftmost label and stands for one label).
 */
final class ServerNames {
  private static final int DNS_NAME = 2;

  private ServerNames() {}

  /**
   * Returns the names of a certificate: its dNSNames. The common name does not count (RFC 9525).
   */
  static Set<String> of(X509Certificate leaf) throws CertificateParsingException {
    Set<String> names = new LinkedHashSet<>();
    Collection<List<?>> alternatives = leaf.getSubjectAlternativeNames();
    if (alternatives != null) {
      for (List<?> alternative : alternatives) {
        if (Integer.valueOf(DNS_NAME).equals(alternative.get(0))) {
          addTo(names, (String) alternative.get(1));
        }
      }
    }
    return names;
  }

  private static void addTo(Set<String> names, String dnsName) {
    String name = dnsName.toLowerCase(Locale.ROOT);
    if (name.endsWith(".")) {
      name = name.substring(0, name.length() - 1);
    }
    boolean wildcard = name.startsWith("*.");
    String rest = wildcard ? name.substring(2) : name;
    if (!rest.isEmpty() && !rest.startsWith(".") && rest.indexOf('*') < 0) {
      names.add(wildcard ? "." + rest : rest);
    }
  }

  /** Returns what a wildcard covering {@code name} is kept as, or null when none can. */
  static @Nullable String wildcardOf(String name) {
    int dot = name.indexOf('.');
    return dot > 0 && dot < name.length() - 1 ? name.substring(dot) : null;
  }

  /** Returns the host name that the peer asked for, in lower case, or null when it named none. */
  static @Nullable String requested(@Nullable SSLSession handshake) {
    if (!(handshake instanceof ExtendedSSLSession extended)) {
      return null;
    }
    List<SNIServerName> names = extended.getRequestedServerNames();
    for (int i = 0; i < names.size(); i++) {
      if (names.get(i) instanceof SNIHostName host) {
        return host.getAsciiName().toLowerCase(Locale.ROOT);
      }
    }
    return null;
  }
}
