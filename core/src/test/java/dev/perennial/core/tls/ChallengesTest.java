package dev.perennial.core.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import dev.perennial.core.store.InMemoryStore;
import dev.perennial.core.tls.AlpnClient.Seen;
import dev.perennial.model.ObjectMeta;
import dev.perennial.model.ResourceName;
import dev.perennial.model.SecretBundle;
import dev.perennial.spi.TlsAlpn01Solver;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/** Peers' rule 11: the certificate of a challenge is for its protocol alone, and the reverse. */
class ChallengesTest {
  private static final String CHALLENGE = TlsAlpn01Solver.PROTOCOL;

  private final InMemoryStore store = new InMemoryStore();
  private final Map<X509Certificate, String> names = new HashMap<>();

  ChallengesTest() {
    Fixtures.put(store, known("ordinary", Fixtures.secret("web", Fixtures.EC_1, "a.example")));
    challenge("a.example", Fixtures.EC_2);
    challenge("b.example", Fixtures.EC_2);
    challenge("1.0.0.127.in-addr.arpa", Fixtures.EC_2);
  }

  private SecretBundle known(String name, SecretBundle secret) {
    names.put(
        dev.perennial.core.pki.Certificates.decodeFirst(
            secret.value(SecretBundle.TLS_CRT).orElseThrow().revealBytes()),
        name);
    return secret;
  }

  private void challenge(String serverName, PrivateKey key) {
    X509Certificate expired =
        Fixtures.leaf(
            key,
            Fixtures.NOW.minus(Duration.ofDays(9)),
            Fixtures.NOW.minusSeconds(1),
            "of-" + serverName);
    SecretBundle secret = Fixtures.secret(serverName, key, expired);
    Fixtures.put(
        store,
        known(
            "challenge of " + serverName,
            secret.toBuilder()
                .meta(
                    ObjectMeta.builder()
                        .namespace(TlsAlpn01Solver.NAMESPACE)
                        .name(serverName)
                        .build())
                .build()));
  }

  private LiveKeyManager.Builder keys() {
    return LiveKeyManager.builder(store, InstantSource.fixed(Fixtures.NOW))
        .defaultSecret(Fixtures.name("web"));
  }

  private static SSLEngine server(SSLContext context, Consumer<SSLEngine> setting) {
    SSLEngine engine = context.createSSLEngine();
    engine.setUseClientMode(false);
    engine.setSSLParameters(LiveTls.serverParameters(context));
    setting.accept(engine);
    return engine;
  }

  private static void list(SSLEngine engine) {
    engine.setSSLParameters(LiveTls.withChallenges(engine.getSSLParameters(), "h2", "http/1.1"));
  }

  private static void function(SSLEngine engine) {
    engine.setHandshakeApplicationProtocolSelector(
        LiveTls.engineSelector(
            (e, offered) ->
                offered.contains("h2") ? "h2" : offered.contains("http/1.1") ? "http/1.1" : null));
  }

  private String outcome(
      SSLContext context,
      Consumer<SSLEngine> setting,
      @Nullable String sni,
      String version,
      String... offered) {
    try {
      Seen seen = AlpnClient.connect(server(context, setting), sni, version, offered);
      return names.get(seen.leaf()) + " " + seen.protocol();
    } catch (SSLException refused) {
      return "refused";
    }
  }

  @ParameterizedTest
  @CsvFileSource(resources = "challenges.csv", numLinesToSkip = 1)
  void theProtocolDecides(
      String offered, @Nullable String sni, String byList, String byFunction, String why) {
    SSLContext context = LiveTls.serverContext(keys().answerChallenges().build());
    String[] protocols = offered == null ? new String[0] : offered.split("\\+");
    assertEquals(byList, outcome(context, ChallengesTest::list, sni, "TLSv1.2", protocols), why);
    assertEquals(byList, outcome(context, ChallengesTest::list, sni, "TLSv1.3", protocols), why);
    assertEquals(
        byFunction, outcome(context, ChallengesTest::function, sni, "TLSv1.3", protocols), why);
    boolean challenge = byFunction.startsWith("challenge");
    assertEquals(
        challenge ? "refused" : byFunction,
        outcome(context, ChallengesTest::function, sni, "TLSv1.2", protocols),
        why);
  }

  @Test
  void withoutAnswerChallengesAValidationIsRefused() {
    SSLContext context = LiveTls.serverContext(keys().build());
    for (String version : List.of("TLSv1.2", "TLSv1.3")) {
      assertEquals(
          "refused", outcome(context, ChallengesTest::list, "a.example", version, CHALLENGE));
    }
  }

  @Test
  void aChallengeIsNeverAnOrdinarySecretWhateverIsSelected() throws Exception {
    ResourceName secret = new ResourceName(TlsAlpn01Solver.NAMESPACE, "b.example");
    LiveKeyManager keys =
        LiveKeyManager.builder(store, InstantSource.fixed(Fixtures.NOW))
            .secrets(SecretSelection.of(secret))
            .defaultSecret(secret)
            .answerChallenges()
            .build();
    assertEquals(0, keys.size());
    assertEquals(
        "refused",
        outcome(LiveTls.serverContext(keys), ChallengesTest::list, "b.example", "TLSv1.3", "h2"));
  }

  @Test
  void challengesComeAndGoWithTheStore() {
    LiveKeyManager keys = keys().answerChallenges().build();
    SSLContext context = LiveTls.serverContext(keys);
    assertEquals(
        "refused", outcome(context, ChallengesTest::list, "c.example", "TLSv1.3", CHALLENGE));
    challenge("c.example", Fixtures.EC_1);
    assertEquals(
        "challenge of c.example acme-tls/1",
        outcome(context, ChallengesTest::list, "c.example", "TLSv1.3", CHALLENGE));
    Fixtures.remove(store, new ResourceName(TlsAlpn01Solver.NAMESPACE, "c.example"));
    assertEquals(
        "refused", outcome(context, ChallengesTest::list, "c.example", "TLSv1.3", CHALLENGE));
    assertEquals(List.of(), keys.problems());
  }

  @Test
  void aDamagedChallengeIsRefused() {
    Fixtures.put(
        store,
        Fixtures.secret("x", Fixtures.utf8("x"), Fixtures.utf8("y")).toBuilder()
            .meta(ObjectMeta.builder().namespace(TlsAlpn01Solver.NAMESPACE).name("x").build())
            .build());
    SSLContext context = LiveTls.serverContext(keys().answerChallenges().build());
    assertEquals("refused", outcome(context, ChallengesTest::list, "x", "TLSv1.3", CHALLENGE));
  }

  /** Another node stores it, and the store of this one does not tell of it. */
  @Test
  void aChallengeIsSeenThoughTheStoreTellsOfNothing() {
    LiveKeyManager keys = keys().answerChallenges().build();
    keys.close();
    challenge("d.example", Fixtures.EC_1);
    assertEquals(
        "challenge of d.example acme-tls/1",
        outcome(
            LiveTls.serverContext(keys), ChallengesTest::list, "d.example", "TLSv1.3", CHALLENGE));
  }

  @Test
  void aServerMustNameItsProtocols() {
    assertThrows(
        IllegalArgumentException.class,
        () -> LiveTls.withChallenges(new javax.net.ssl.SSLParameters()));
  }

  /** Both kinds of client at once, while certificates and challenges are swapped. */
  @Test
  void bothKindsOfHandshakeAtOnceSeeOnlyTheirOwn() throws Exception {
    SecretBundle other = known("ordinary", Fixtures.secret("web", Fixtures.EC_2, "a.example"));
    LiveKeyManager keys = keys().answerChallenges().build();
    SSLContext context = LiveTls.serverContext(keys);
    ExecutorService threads = Executors.newFixedThreadPool(3);
    try {
      List<Callable<Void>> work = new ArrayList<>();
      work.add(
          () -> {
            SecretBundle first = Fixtures.secret("web", Fixtures.EC_1, "a.example");
            synchronized (names) {
              known("ordinary", first);
            }
            for (int i = 0; i < 60; i++) {
              Fixtures.put(store, i % 2 == 0 ? other : first);
              SecretBundle again = i % 2 == 0 ? null : other;
              if (again == null) {
                Fixtures.remove(store, new ResourceName(TlsAlpn01Solver.NAMESPACE, "b.example"));
              } else {
                synchronized (names) {
                  challenge("b.example", Fixtures.EC_1);
                }
              }
            }
            return null;
          });
      for (String version : List.of("TLSv1.2", "TLSv1.3")) {
        work.add(
            () -> {
              for (int i = 0; i < 150; i++) {
                String[] offered = i % 3 == 0 ? new String[0] : new String[] {"h2"};
                Seen seen =
                    AlpnClient.connect(
                        server(context, ChallengesTest::list), "a.example", version, offered);
                Seen challenge =
                    AlpnClient.connect(
                        server(context, ChallengesTest::list), "a.example", version, CHALLENGE);
                synchronized (names) {
                  assertEquals("ordinary", names.get(seen.leaf()));
                  assertEquals("challenge of a.example", names.get(challenge.leaf()));
                }
              }
              return null;
            });
      }
      for (Future<Void> done : threads.invokeAll(work)) {
        done.get();
      }
    } finally {
      threads.shutdownNow();
    }
    assertTrue(keys.generation() > 30, "swaps: " + keys.generation());
  }

  @Test
  void theHttpsServerOfTheJdkAnswersBoth() throws Exception {
    SSLContext context = LiveTls.serverContext(keys().answerChallenges().build());
    HttpsServer server =
        HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(
        new HttpsConfigurator(context) {
          @Override
          public void configure(HttpsParameters parameters) {
            parameters.setSSLParameters(
                LiveTls.withChallenges(LiveTls.serverParameters(context), "http/1.1"));
          }
        });
    server.start();
    try {
      assertBoth(server.getAddress().getPort());
    } finally {
      server.stop(0);
    }
  }

  @Test
  void socketsAnswerBothByListAndByFunction() throws Exception {
    SSLContext context = LiveTls.serverContext(keys().answerChallenges().build());
    for (boolean function : new boolean[] {false, true}) {
      SSLServerSocket server =
          (SSLServerSocket)
              context
                  .getServerSocketFactory()
                  .createServerSocket(0, 0, InetAddress.getLoopbackAddress());
      Thread serving = new Thread(() -> serve(server, function));
      try {
        server.setSSLParameters(LiveTls.serverParameters(context));
        serving.start();
        assertBoth(server.getLocalPort());
      } finally {
        server.close();
        serving.join();
      }
    }
  }

  private static void serve(SSLServerSocket server, boolean function) {
    while (!server.isClosed()) {
      try (SSLSocket socket = (SSLSocket) server.accept()) {
        if (function) {
          socket.setHandshakeApplicationProtocolSelector(
              LiveTls.socketSelector((s, offered) -> "http/1.1"));
        } else {
          socket.setSSLParameters(LiveTls.withChallenges(socket.getSSLParameters(), "http/1.1"));
        }
        socket.startHandshake();
        socket.getInputStream().read();
      } catch (java.io.IOException closed) {
        // The client went away, or the test is over.
      }
    }
  }

  private void assertBoth(int port) throws Exception {
    assertEquals("ordinary http/1.1", shownOn(port, "http/1.1"));
    assertEquals("challenge of a.example acme-tls/1", shownOn(port, CHALLENGE));
  }

  private String shownOn(int port, String offered) throws Exception {
    SSLContext client = AlpnClient.context();
    try (SSLSocket socket =
        (SSLSocket)
            client.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(10_000);
      socket.setSSLParameters(
          AlpnClient.asking(socket.getSSLParameters(), "a.example", "TLSv1.3", offered));
      socket.startHandshake();
      Seen seen = AlpnClient.seen(socket.getSession(), socket.getApplicationProtocol());
      return names.get(seen.leaf()) + " " + seen.protocol();
    }
  }
}
