package dev.perennial.issuer.acme;

import dev.perennial.issuer.acme.config.AcmeConfig.ExternalAccount;
import dev.perennial.model.ResourceName;
import dev.perennial.model.SecretBytes;
import dev.perennial.spi.IssuerContext;
import java.net.MalformedURLException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.PublicKey;
import java.util.Base64;
import java.util.Map;
import javax.crypto.spec.SecretKeySpec;
import org.shredzone.acme4j.toolbox.JoseUtils;

/**
 * The binding to an account that the CA has outside of ACME (RFC 8555, section 7.3.4). The MAC key
 * is in base64url as the RFC has it; padding and the other alphabet, which CAs also hand out, do no
 * harm.
 */
final class AccountBinding {
  private static final String REASON = "ErrRegisterACMEAccount";

  private AccountBinding() {}

  /** Returns the claim that binds an account key at a URL. */
  static Map<String, Object> of(
      IssuerContext context, ExternalAccount account, PublicKey key, String newAccountUrl)
      throws UnusableAccountException {
    ResourceName name = new ResourceName(context.secretNamespace(), account.key().name());
    SecretBytes encoded =
        context
            .secrets()
            .read(name)
            .flatMap(s -> s.value(account.key().key()))
            .orElseThrow(() -> missing(name, account.key().key()));
    try {
      return JoseUtils.createExternalAccountBinding(
          account.keyId(),
          key,
          new SecretKeySpec(decode(encoded), "HMAC"),
          account.algorithm(),
          URI.create(newAccountUrl).toURL());
    } catch (IllegalArgumentException | MalformedURLException e) {
      throw new UnusableAccountException(
          REASON,
          "the key of the external account binding in secret "
              + name
              + " is not base64url, or does not fit "
              + account.algorithm(),
          false);
    }
  }

  private static byte[] decode(SecretBytes encoded) {
    String text = new String(encoded.revealBytes(), StandardCharsets.US_ASCII).strip();
    String url = text.replace('+', '-').replace('/', '_').replaceAll("=+$", "");
    return Base64.getUrlDecoder().decode(url);
  }

  private static UnusableAccountException missing(ResourceName name, String key) {
    return new UnusableAccountException(
        REASON,
        "the secret "
            + name
            + " has no data for \""
            + key
            + "\", the key of the external account binding",
        false);
  }
}
