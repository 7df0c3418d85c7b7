package dev.perennial.issuer.acme.order;

import java.security.PublicKey;
import java.util.Base64;
import org.shredzone.acme4j.toolbox.JoseUtils;

/** Key authorizations (RFC 8555, section 8.1). */
public final class KeyAuthorizations {
  private KeyAuthorizations() {}

  /** Returns the key authorization of a token for an account key. */
  public static String of(String token, PublicKey accountKey) {
    return token
        + "."
        + Base64.getUrlEncoder().withoutPadding().encodeToString(JoseUtils.thumbprint(accountKey));
  }
}
