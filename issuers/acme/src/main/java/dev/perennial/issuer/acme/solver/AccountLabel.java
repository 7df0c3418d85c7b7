package dev.perennial.issuer.acme.solver;

import org.shredzone.acme4j.toolbox.AcmeUtils;

/** The label of an account (draft-ietf-acme-dns-account-label, section 3.2). */
final class AccountLabel {
  private static final int OCTETS = 10;

  private AccountLabel() {}

  /**
   * Returns an underscore and the first ten octets of SHA-256 of the account's URL, in base32 and
   * in lower case.
   */
  static String of(String accountUrl) {
    byte[] digest = AcmeUtils.sha256hash(accountUrl);
    byte[] first = java.util.Arrays.copyOf(digest, OCTETS);
    return "_" + AcmeUtils.base32Encode(first).toLowerCase(java.util.Locale.ROOT);
  }
}
