package dev.perennial.issuer.acme.order;

import dev.perennial.core.pki.Certificates;
import dev.perennial.core.pki.DistinguishedName;
import dev.perennial.core.pki.PkiException;
import dev.perennial.issuer.acme.client.AcmeFault;
import dev.perennial.issuer.acme.client.Reply;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Whether a chain is the one that the user prefers: the issuer of its topmost certificate has that
 * common name. Source: cert-manager {@code acmeorders}; the whole name is read, so that real
 * intermediates are found too.
 */
final class ChainChoice {
  private ChainChoice() {}

  /**
   * Returns the default chain if it is the wanted one, else the first alternate that is, else the
   * default chain.
   *
   * @param commonName what is wanted; empty for the default chain
   * @param read reads an alternate
   * @throws AcmeFault when what the server sent is no chain
   */
  static String choose(Reply chain, String commonName, UnaryOperator<String> read) {
    try {
      return chosen(chain, commonName, read);
    } catch (PkiException e) {
      throw AcmeFault.garbled("the server sent no chain of certificates: " + e.getMessage(), e);
    }
  }

  private static String chosen(Reply chain, String commonName, UnaryOperator<String> read) {
    boolean wanted = leadsTo(chain.text(), commonName);
    if (wanted || commonName.isEmpty()) {
      return chain.text();
    }
    for (String alternate : chain.alternates()) {
      String other = read.apply(alternate);
      if (leadsTo(other, commonName)) {
        return other;
      }
    }
    return chain.text();
  }

  /**
   * Returns whether a chain leads to the wanted root.
   *
   * @throws dev.perennial.core.pki.PkiException when it does not decode
   */
  static boolean leadsTo(String chainPem, String commonName) {
    List<X509Certificate> chain =
        Certificates.decodeBundle(chainPem.getBytes(StandardCharsets.US_ASCII));
    X509Certificate top = chain.get(chain.size() - 1);
    return DistinguishedName.decode(top.getIssuerX500Principal().getEncoded())
        .values(DistinguishedName.COMMON_NAME)
        .contains(commonName);
  }
}
