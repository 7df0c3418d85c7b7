package dev.perennial.issuer.acme;

import dev.perennial.core.pki.Pem;
import dev.perennial.issuer.acme.client.AccountLogin;
import dev.perennial.issuer.acme.client.AcmeClient;
import dev.perennial.issuer.acme.client.AcmeFault;
import dev.perennial.spi.RevocationRequest;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Supplier;
import org.shredzone.acme4j.toolbox.JSONBuilder;

/** Revokes certificates (RFC 8555, section 7.6). Safe for use by several threads. */
final class Revoker {
  private final AcmeClient client;

  Revoker(AcmeClient client) {
    this.client = client;
  }

  /**
   * Revokes a certificate.
   *
   * @param account gives the login, where the account is to ask for it
   * @return false when the server cannot revoke
   * @throws AcmeFault when it fails
   */
  boolean revoke(RevocationRequest request, Supplier<AccountLogin> account) {
    Optional<String> url = client.directoryEntry("revokeCert");
    if (url.isEmpty()) {
      return false;
    }
    byte[] pem = request.certificate().getBytes(StandardCharsets.US_ASCII);
    JSONBuilder claims = new JSONBuilder();
    claims.putBase64("certificate", Pem.decodeFirst(pem, Pem.MAX_BUNDLE_BYTES).orElseThrow().der());
    claims.put("reason", request.reason().code());
    try {
      if (request.key().isPresent()) {
        client.postWithKey(url.get(), claims, request.key().get());
      } else {
        client.post(account.get(), url.get(), claims);
      }
    } catch (AcmeFault fault) {
      if (!fault.is("alreadyRevoked")) {
        throw fault;
      }
    }
    return true;
  }
}
