package dev.perennial.issuer.acme.solver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.perennial.core.pki.Certificates;
import dev.perennial.core.pki.Crypto;
import dev.perennial.core.pki.PrivateKeys;
import dev.perennial.core.store.InMemoryStore;
import dev.perennial.core.tls.LiveKeyManager;
import dev.perennial.core.tls.LiveTls;
import dev.perennial.core.tls.SecretSelection;
import dev.perennial.issuer.acme.alpn.ChallengeCertificate;
import dev.perennial.issuer.acme.alpn.ServerName;
import dev.perennial.model.ObjectMeta;
import dev.perennial.model.ResourceName;
import dev.perennial.model.SecretBundle;
import dev.perennial.model.SecretBytes;
import dev.perennial.model.x509.KeyEncoding;
import dev.perennial.spi.TlsAlpn01Solver;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Each way in which a server can be wrong, and the reason that is told. */
class TlsAlpn01SelfCheckTest {
  private static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");
  private static final InetAddress HERE = InetAddress.getLoopbackAddress();

  private final InMemoryStore store = new InMemoryStore();
  private SSLServerSocket server;
  private SSLContext context;

  @BeforeEach
  void start() throws Exception {
    put(new ResourceName("demo", "web"), "a.example", "ordinary");
    put(new ResourceName(TlsAlpn01Solver.NAMESPACE, "a.example"), "a.example", "t.1");
    put(
        new ResourceName(TlsAlpn01Solver.NAMESPACE, ServerName.of("127.0.0.1")),
        "127.0.0.1",
        "t.2");
    context =
        LiveTls.serverContext(
            LiveKeyManager.builder(store, InstantSource.fixed(NOW))
                .secrets(SecretSelection.of())
                .defaultSecret(new ResourceName("demo", "web"))
                .answerChallenges()
                .build());
    server = (SSLServerSocket) context.getServerSocketFactory().createServerSocket(0, 0, HERE);
    server.setSSLParameters(LiveTls.withChallenges(LiveTls.serverParameters(context), "http/1.1"));
    Thread thread = new Thread(this::serve);
    thread.setDaemon(true);
    thread.start();
  }

  @AfterEach
  void stop() throws IOException {
    server.close();
  }

  private void put(ResourceName name, String identifier, String keyAuthorization) {
    ChallengeCertificate made =
        ChallengeCertificate.make(identifier, keyAuthorization, NOW, Crypto.of(new SecureRandom()));
    store.create(
        SecretBundle.builder()
            .meta(ObjectMeta.builder().namespace(name.namespace()).name(name.name()).build())
            .data(
                Map.of(
                    SecretBundle.TLS_KEY,
                    SecretBytes.copyOf(PrivateKeys.encode(made.key(), KeyEncoding.PKCS8)),
                    SecretBundle.TLS_CRT,
                    SecretBytes.copyOf(Certificates.encode(made.certificate()))))
            .build());
  }

  private void serve() {
    while (!server.isClosed()) {
      try (SSLSocket socket = (SSLSocket) server.accept()) {
        socket.startHandshake();
      } catch (IOException refused) {
        // The client sees it.
      }
    }
  }

  private Optional<String> check(String name, String keyAuthorization) throws Exception {
    return check(name, keyAuthorization, server.getLocalPort(), HERE);
  }

  private static Optional<String> check(
      String name, String keyAuthorization, int port, InetAddress... addresses) throws Exception {
    SSLContext client = SSLContext.getInstance("TLS");
    client.init(null, new TrustManager[] {new Anyone()}, null);
    return new TlsAlpn01SelfCheck(
            client,
            asked -> {
              if (addresses.length == 0) {
                throw new UnknownHostException(asked);
              }
              return addresses;
            },
            port)
        .problem(name, keyAuthorization);
  }

  private static final class Anyone implements X509TrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }

  private void assertProblem(String wanted, Optional<String> found) {
    String text = found.orElse("none").replace(":" + server.getLocalPort(), ":PORT");
    text = text.replace("port " + server.getLocalPort(), "port PORT");
    assertTrue(text.startsWith(wanted), text);
  }

  @Test
  void theRightCertificateIsSeen() throws Exception {
    assertEquals(Optional.empty(), check("a.example", "t.1"));
    assertEquals(Optional.empty(), check("127.0.0.1", "t.2"));
  }

  @Test
  void aSecondAddressMayAnswer() throws Exception {
    InetAddress nobody = InetAddress.getByAddress(new byte[] {127, 0, 0, 9});
    assertEquals(Optional.empty(), check("a.example", "t.1", server.getLocalPort(), nobody, HERE));
  }

  @Test
  void theCertificateOfAnotherChallengeIsToldApart() throws Exception {
    assertProblem(
        "a.example at 127.0.0.1 port PORT shows another certificate than that of the challenge",
        check("a.example", "t.2"));
  }

  @Test
  void aNameWithoutAChallengeIsRefused() throws Exception {
    assertProblem(
        "no connection on protocol acme-tls/1 to b.example at 127.0.0.1 port PORT: ",
        check("b.example", "t.1"));
  }

  @Test
  void aServerWithoutTheProtocolIsNamed() throws Exception {
    SSLParameters plain = LiveTls.serverParameters(context);
    server.setSSLParameters(plain);
    // A socket that waits in accept was set up before.
    check("a.example", "t.1");
    assertProblem(
        "a.example at 127.0.0.1 port PORT does not speak acme-tls/1: its server must offer that"
            + " protocol beside its own",
        check("a.example", "t.1"));
  }

  @Test
  void aServerThatRefusesTheProtocolIsNamed() throws Exception {
    SSLParameters others = LiveTls.serverParameters(context);
    others.setApplicationProtocols(new String[] {"http/1.1"});
    server.setSSLParameters(others);
    check("a.example", "t.1");
    assertProblem(
        "no connection on protocol acme-tls/1 to a.example at 127.0.0.1 port PORT: ",
        check("a.example", "t.1"));
  }

  @Test
  void aClosedPortIsNamed() throws Exception {
    int closed;
    try (ServerSocket free = new ServerSocket(0)) {
      closed = free.getLocalPort();
    }
    Optional<String> problem = check("a.example", "t.1", closed, HERE);
    assertTrue(problem.orElseThrow().contains("refused"), problem::toString);
  }

  @Test
  void aNameWithoutAddressIsNamed() throws Exception {
    assertEquals(
        Optional.of("a.example has no address"), check("a.example", "t.1", server.getLocalPort()));
  }
}
