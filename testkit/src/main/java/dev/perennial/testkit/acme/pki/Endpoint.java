package dev.perennial.testkit.acme.pki;

import dev.perennial.core.pki.Certificates;
import dev.perennial.core.pki.Crypto;
import dev.perennial.core.pki.PrivateKeys;
import dev.perennial.model.x509.IpAddress;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * The identity of the HTTPS endpoint: localhost, 127.0.0.1 and ::1. Clients check it by the
 * machine's clock, whatever the test's clock reads, so it is valid through this century.
 */
public final class Endpoint {
  private static final Instant FROM = Instant.parse("2000-01-01T00:00:00Z");
  private static final Instant TO = Instant.parse("2099-12-31T23:59:59Z");

  private final SSLContext tls;
  private final X509Certificate root;

  private Endpoint(SSLContext tls, X509Certificate root) {
    this.tls = tls;
    this.root = root;
  }

  /** Makes a root of its own and a certificate of it. */
  public static Endpoint create(Crypto crypto) {
    Authority root = Authority.root("Testkit ACME Endpoint Root", FROM, TO, crypto);
    PrivateKey key = Authority.newKey(crypto);
    Leaf leaf =
        new Leaf(
            "localhost",
            List.of("localhost"),
            Stream.of("127.0.0.1", "::1").flatMap(text -> IpAddress.parse(text).stream()).toList(),
            PrivateKeys.publicKey(key),
            FROM,
            TO);
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      Certificate[] chain = {root.sign(leaf.template(), crypto), root.certificate()};
      store.setKeyEntry("endpoint", key, new char[0], chain);
      KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
      keys.init(store, new char[0]);
      SSLContext tls = SSLContext.getInstance("TLS");
      tls.init(keys.getKeyManagers(), null, null);
      return new Endpoint(tls, root.certificate());
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("this JVM cannot serve TLS from memory", e);
    }
  }

  /** Returns what the server serves with. */
  public SSLContext tls() {
    return tls;
  }

  /** Returns the root that clients must trust, as PEM. */
  public String trustPem() {
    return new String(Certificates.encode(root), StandardCharsets.US_ASCII);
  }
}
