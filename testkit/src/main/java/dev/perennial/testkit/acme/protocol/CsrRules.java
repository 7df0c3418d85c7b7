package dev.perennial.testkit.acme.protocol;

import dev.perennial.core.pki.CertificateSigningRequest;
import dev.perennial.core.pki.KeySpec;
import dev.perennial.core.pki.PkiException;
import dev.perennial.core.pki.PublicKeys;
import dev.perennial.core.pki.SubjectAltNames;
import dev.perennial.model.x509.KeyAlgorithm;
import dev.perennial.testkit.acme.problem.Identifier;
import dev.perennial.testkit.acme.problem.ProblemType;
import dev.perennial.testkit.acme.problem.Refusal;
import java.security.PublicKey;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What a CSR must be like to be signed (RFC 8555, section 7.4): else badCSR. */
final class CsrRules {
  private static final int MIN_RSA_BITS = 2048;
  private static final int MAX_RSA_BITS = 4096;

  private final State state;

  CsrRules(State state) {
    this.state = state;
  }

  CertificateSigningRequest read(byte[] der, Order order) {
    CertificateSigningRequest csr;
    try {
      // Checks the signature by the CSR's own key (RFC 2986, section 3).
      csr = CertificateSigningRequest.decode(der);
      if (!CsrSignature.isStrong(der)) {
        throw bad("its signature is none of RSA or ECDSA with SHA-256, SHA-384 or SHA-512");
      }
      requireKey(csr.publicKey());
      if (csr.isCa().orElse(false)) {
        throw bad("it asks for a CA certificate");
      }
      requireNames(csr, order);
    } catch (PkiException e) {
      throw bad(String.valueOf(e.getMessage()));
    }
    return csr;
  }

  private void requireKey(PublicKey key) {
    KeySpec spec = PublicKeys.specOf(key);
    if (spec.algorithm() == KeyAlgorithm.ED25519) {
      // CA/Browser Forum, section 6.1.1.5: RSA and NIST curves.
      throw bad("its key is Ed25519; RSA or ECDSA would be right");
    }
    boolean isRsa = spec.algorithm() == KeyAlgorithm.RSA;
    if (isRsa && (spec.size() < MIN_RSA_BITS || spec.size() > MAX_RSA_BITS)) {
      throw bad("its RSA key has " + spec.size() + " bits; 2048 to 4096 bits would be right");
    }
    // RFC 8555, section 11.1: not the key of an account.
    boolean isAccountKey =
        state.accounts.values().stream()
            .anyMatch(account -> PublicKeys.matches(account.key.key(), key));
    if (isAccountKey) {
      throw bad("its key is the key of an account");
    }
    if (state.compromisedKeys.contains(PublicKeys.id(key))) {
      throw bad("its key was revoked for key compromise");
    }
  }

  /**
   * "The CSR MUST indicate the exact same set of requested identifiers as the initial newOrder
   * request", in the common name or in alternative names.
   */
  private static void requireNames(CertificateSigningRequest csr, Order order) {
    SubjectAltNames names = csr.names();
    if (!names.emailAddresses().isEmpty()
        || !names.uris().isEmpty()
        || !names.otherNames().isEmpty()) {
      throw bad("it has alternative names that are neither DNS names nor addresses");
    }
    Set<String> asked = new TreeSet<>();
    names.dnsNames().forEach(name -> asked.add(name.toLowerCase(Locale.ROOT)));
    names.ipAddresses().forEach(address -> asked.add(address.toString()));
    String commonName = csr.subject().commonName().toLowerCase(Locale.ROOT);
    if (!commonName.isEmpty()) {
      asked.add(commonName);
    }
    Set<String> ordered =
        order.identifiers().stream()
            .map(Identifier::value)
            .collect(Collectors.toCollection(TreeSet::new));
    if (!asked.equals(ordered)) {
      throw bad("it is for " + asked + ", the order for " + ordered);
    }
  }

  private static Refusal bad(String why) {
    return Refusal.of(ProblemType.BAD_CSR, "the CSR is refused: " + why);
  }
}
