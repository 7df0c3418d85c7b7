package dev.perennial.issuer.acme.client;

import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.PublicKey;

/**
 * Who speaks to the server. Immutable; printing it shows no key.
 *
 * @param url the URL of the account, the {@code kid} of its requests (RFC 8555, section 6.2)
 * @param keys the account key
 */
public record AccountLogin(String url, KeyPair keys) {
  /** Makes a login of the two halves of a key. */
  public static AccountLogin of(String url, PublicKey publicKey, PrivateKey privateKey) {
    return new AccountLogin(url, new KeyPair(publicKey, privateKey));
  }

  @Override
  public String toString() {
    return "AccountLogin[" + url + "]";
  }
}
