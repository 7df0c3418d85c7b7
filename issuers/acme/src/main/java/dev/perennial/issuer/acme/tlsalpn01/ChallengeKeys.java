package dev.perennial.issuer.acme.tlsalpn01;

import dev.perennial.issuer.acme.alpn.ChallengeCertificate;
import dev.perennial.issuer.acme.alpn.TlsAlpn01Answers;
import dev.perennial.model.ResourceKey;
import dev.perennial.model.SecretBundle;
import dev.perennial.spi.ResourceStore;
import dev.perennial.spi.TlsAlpn01Solver;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/**
 * The key manager of one connection: reads the certificate of the name that the client asks for,
 * once, and has no other. Not safe for use by several threads.
 */
final class ChallengeKeys extends X509ExtendedKeyManager {
  private static final String ALIAS = "challenge";
  private static final String KEY_TYPE = "EC";

  private final ResourceStore store;
  private @Nullable ChallengeCertificate chosen;

  ChallengeKeys(ResourceStore store) {
    this.store = store;
  }

  @Override
  public @Nullable String chooseServerAlias(
      String keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
    if (!keyType.equals(KEY_TYPE) || !(socket instanceof SSLSocket tls)) {
      return null;
    }
    if (chosen == null && isChallenge(tls)) {
      chosen = requested(tls).flatMap(this::read).orElse(null);
    }
    return chosen == null ? null : ALIAS;
  }

  private static boolean isChallenge(SSLSocket tls) {
    return TlsAlpn01Solver.PROTOCOL.equals(tls.getHandshakeApplicationProtocol());
  }

  private static Optional<String> requested(SSLSocket tls) {
    if (tls.getHandshakeSession() instanceof ExtendedSSLSession session) {
      List<SNIServerName> names = session.getRequestedServerNames();
      return names.stream()
          .filter(SNIHostName.class::isInstance)
          .map(name -> ((SNIHostName) name).getAsciiName().toLowerCase(Locale.ROOT))
          .findFirst();
    }
    return Optional.empty();
  }

  private Optional<ChallengeCertificate> read(String serverName) {
    return TlsAlpn01Answers.place(serverName)
        .flatMap(place -> store.read(ResourceKey.secret(place)))
        .map(found -> (SecretBundle) found.resource())
        .flatMap(TlsAlpn01Answers::decode)
        .flatMap(ChallengeKeys::usable);
  }

  /** The JDK's TLS wants keys of the JDK. */
  private static Optional<ChallengeCertificate> usable(ChallengeCertificate shown) {
    try {
      PrivateKey key =
          (PrivateKey) KeyFactory.getInstance(shown.key().getAlgorithm()).translateKey(shown.key());
      return Optional.of(new ChallengeCertificate(key, shown.certificate()));
    } catch (GeneralSecurityException e) {
      return Optional.empty();
    }
  }

  @Override
  public X509Certificate @Nullable [] getCertificateChain(String alias) {
    return chosen == null ? null : new X509Certificate[] {chosen.certificate()};
  }

  @Override
  public @Nullable PrivateKey getPrivateKey(String alias) {
    return chosen == null ? null : chosen.key();
  }

  @Override
  public String @Nullable [] getServerAliases(String keyType, Principal @Nullable [] issuers) {
    return null;
  }

  @Override
  public String @Nullable [] getClientAliases(String keyType, Principal @Nullable [] issuers) {
    return null;
  }

  @Override
  public @Nullable String chooseClientAlias(
      String[] keyTypes, Principal @Nullable [] issuers, @Nullable Socket socket) {
    return null;
  }
}
