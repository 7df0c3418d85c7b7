package dev.perennial.testkit.acme.validation;

/** The label of an account (draft-ietf-acme-dns-account-label, section 3.2). */
final class AccountLabel {
  private static final String BASE32 = "abcdefghijklmnopqrstuvwxyz234567";

  /** The first octets of the digest that are encoded. */
  private static final int OCTETS = 10;

  private AccountLabel() {}

  /** Returns base32 in lower case of the first ten octets of SHA-256 of the account's URL. */
  static String of(String accountUrl) {
    byte[] digest = Target.sha256(accountUrl);
    StringBuilder label = new StringBuilder();
    for (int bit = 0; bit < OCTETS * 8; bit += 5) {
      int value = 0;
      for (int i = bit; i < bit + 5; i++) {
        value = value << 1 | (digest[i / 8] >> (7 - i % 8) & 1);
      }
      label.append(BASE32.charAt(value));
    }
    return label.toString();
  }
}
