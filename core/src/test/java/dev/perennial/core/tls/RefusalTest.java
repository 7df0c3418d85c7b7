package dev.perennial.core.tls;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.perennial.core.pki.Certificates;
import dev.perennial.core.store.InMemoryStore;
import dev.perennial.model.Reasons;
import dev.perennial.model.SecretBundle;
import dev.perennial.spi.LifecycleEvent;
import dev.perennial.spi.LifecycleEvent.Level;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A bad bundle never replaces a good one. */
class RefusalTest {
  private static final Instant NOW = Fixtures.NOW;

  private final InMemoryStore store = new InMemoryStore();
  private final List<LifecycleEvent> events = new ArrayList<>();

  private LiveKeyManager manager() {
    return LiveKeyManager.builder(store, InstantSource.fixed(NOW))
        .defaultSecret(Fixtures.name("web"))
        .listener(events::add)
        .build();
  }

  static Stream<Arguments> badBundles() {
    X509Certificate good = Fixtures.leaf(Fixtures.EC_1, "a.example");
    byte[] chain = Certificates.encode(List.of(good, Fixtures.CA));
    byte[] key = Fixtures.pem(Fixtures.EC_1);
    X509Certificate expired =
        Fixtures.leaf(
            Fixtures.EC_1, NOW.minus(Duration.ofDays(9)), NOW.minusSeconds(1), "a.example");
    X509Certificate future =
        Fixtures.leaf(
            Fixtures.EC_1, NOW.plusSeconds(301), NOW.plus(Duration.ofDays(9)), "a.example");
    X509Certificate stranger = Fixtures.leaf(Fixtures.EC_2, "b.example");
    return Stream.of(
        bad("no key", new byte[0], chain, Reasons.MISSING_DATA, "tls.key: is missing"),
        bad("no chain", key, new byte[0], Reasons.MISSING_DATA, "tls.crt: is missing"),
        bad("key is text", Fixtures.utf8("x"), chain, Reasons.INVALID_KEY_PAIR, "tls.key: "),
        bad("chain is text", key, Fixtures.utf8("x"), Reasons.INVALID_CERTIFICATE, "tls.crt: "),
        bad(
            "another key",
            Fixtures.pem(Fixtures.EC_2),
            chain,
            Reasons.INVALID_KEY_PAIR,
            "tls.key: is not the key"),
        bad(
            "another kind of key",
            Fixtures.pem(Fixtures.RSA),
            chain,
            Reasons.INVALID_KEY_PAIR,
            "tls.key: is not the key"),
        bad(
            "disconnected chain",
            key,
            Certificates.encode(List.of(good, stranger)),
            Reasons.INVALID_CERTIFICATE,
            "tls.crt: chain: "),
        bad("expired", key, with(expired), Reasons.EXPIRED, "tls.crt: expired at "),
        bad("future", key, with(future), Reasons.INVALID_CERTIFICATE, "tls.crt: is valid from "));
  }

  private static byte[] with(X509Certificate leaf) {
    return Certificates.encode(List.of(leaf, Fixtures.CA));
  }

  private static Arguments bad(
      String what, byte[] key, byte[] chain, String reason, String message) {
    return Arguments.of(what, Fixtures.secret("web", key, chain), reason, message);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("badBundles")
  void theGoodOneStaysAndAWarningTellsWhy(
      String what, SecretBundle bad, String reason, String message) throws Exception {
    X509Certificate good = Fixtures.leaf(Fixtures.EC_1, "a.example");
    Fixtures.put(store, Fixtures.secret("web", Fixtures.EC_1, good));
    LiveKeyManager manager = manager();
    events.clear();
    Fixtures.put(store, bad);
    assertEquals(1, manager.generation());
    assertEquals(good, Handshake.leaf(LiveTls.serverContext(manager), "a.example", "TLSv1.3"));
    assertEquals(1, events.size());
    LifecycleEvent event = events.get(0);
    assertEquals(Level.WARNING, event.level());
    assertEquals(reason, event.reason());
    assertTrue(event.message().startsWith(message), event.message());
    assertTrue(event.message().contains("goes on being served"), event.message());
    assertFalse(event.message().contains("PRIVATE"), event.message());
    assertEquals(1, manager.problems().size());

    manager.refresh();
    assertEquals(1, events.size(), "the same fault is told once");

    X509Certificate better = Fixtures.leaf(Fixtures.EC_2, "a.example");
    Fixtures.put(store, Fixtures.secret("web", Fixtures.EC_2, better));
    assertEquals(better, Handshake.leaf(LiveTls.serverContext(manager), "a.example", "TLSv1.3"));
    assertEquals(List.of(), manager.problems());
    assertEquals(LiveKeyManager.SERVING, events.get(1).reason());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("badBundles")
  void atTheStartNothingIsServedInstead(
      String what, SecretBundle bad, String reason, String message) {
    Fixtures.put(store, bad);
    LiveKeyManager manager = manager();
    assertEquals(0, manager.size());
    assertEquals(1, manager.problems().size());
  }

  @Test
  void aChainOutOfOrderIsPutInOrderAndTheRootLeftOut() throws Exception {
    X509Certificate leaf = Fixtures.leaf(Fixtures.EC_1, "a.example");
    byte[] shuffled = Certificates.encode(List.of(Fixtures.ROOT, Fixtures.CA, leaf));
    Fixtures.put(store, Fixtures.secret("web", Fixtures.pem(Fixtures.EC_1), shuffled));
    LiveKeyManager manager = manager();
    String alias = manager.chooseEngineServerAlias("EC", null, null);
    assertArrayEquals(
        new X509Certificate[] {leaf, Fixtures.CA}, manager.getCertificateChain(alias));
    assertEquals(leaf, Handshake.leaf(LiveTls.serverContext(manager), "a.example", "TLSv1.2"));
  }

  @Test
  void theClockOfTheCaMayBeALittleAhead() {
    X509Certificate ahead =
        Fixtures.leaf(Fixtures.EC_1, NOW.plusSeconds(300), NOW.plusSeconds(9000), "a.example");
    Fixtures.put(store, Fixtures.secret("web", Fixtures.EC_1, ahead));
    assertEquals(1, manager().size());
  }

  @Test
  void validityIsInclusive() {
    X509Certificate last = Fixtures.leaf(Fixtures.EC_1, NOW.minusSeconds(9), NOW, "a.example");
    Fixtures.put(store, Fixtures.secret("web", Fixtures.EC_1, last));
    assertEquals(1, manager().size());
  }
}
