package dev.perennial.core.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.perennial.core.pki.PrivateKeys;
import dev.perennial.core.store.InMemoryStore;
import dev.perennial.model.SecretBundle;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.X509ExtendedKeyManager;
import org.junit.jupiter.api.Test;

/** Peers' rule 1: one handshake gets one answer, whatever is swapped meanwhile. */
class SwapTest {
  private static final int HANDSHAKES = 400;
  private static final SecretBundle ONE = Fixtures.secret("web", Fixtures.EC_1, "a.example");
  private static final SecretBundle TWO = Fixtures.secret("web", Fixtures.EC_2, "a.example");

  private final InMemoryStore store = new InMemoryStore();

  private LiveKeyManager manager() {
    return LiveKeyManager.builder(store, InstantSource.fixed(Fixtures.NOW))
        .defaultSecret(Fixtures.name("web"))
        .build();
  }

  @Test
  void noHandshakeFailsUnderContinuousSwapping() throws Exception {
    Fixtures.put(store, ONE);
    LiveKeyManager manager = manager();
    SSLContext context = LiveTls.serverContext(manager);
    AtomicBoolean stop = new AtomicBoolean();
    ExecutorService swapping = Executors.newSingleThreadExecutor();
    try {
      Future<?> swaps =
          swapping.submit(
              () -> {
                for (int i = 0; !stop.get(); i++) {
                  Fixtures.put(store, i % 2 == 0 ? TWO : ONE);
                }
              });
      for (int i = 0; i < HANDSHAKES; i++) {
        Handshake.leaf(context, "a.example", i % 2 == 0 ? "TLSv1.3" : "TLSv1.2");
      }
      stop.set(true);
      swaps.get();
    } finally {
      stop.set(true);
      swapping.shutdownNow();
    }
    assertTrue(manager.generation() > 20, "swaps: " + manager.generation());
  }

  /** Each swap exactly between two of JSSE's three questions: the worst place, every time. */
  @Test
  void aSwapBetweenTheQuestionsOfAHandshakeDoesNotTearIt() throws Exception {
    Fixtures.put(store, ONE);
    LiveKeyManager manager = manager();
    Runnable swap = new Swap(store);
    for (int i = 0; i < 50; i++) {
      for (String protocol : new String[] {"TLSv1.2", "TLSv1.3"}) {
        Handshake.leaf(context(new SwappingBetween(manager, swap)), "a.example", protocol);
      }
    }
    assertTrue(manager.generation() >= 200, "swaps: " + manager.generation());
  }

  /** The same test fails what peers do: it can see the defect. */
  @Test
  void aManagerThatAnswersFromWhatIsCurrentIsTorn() throws Exception {
    Fixtures.put(store, ONE);
    Naive naive = new Naive();
    AtomicInteger failed = new AtomicInteger();
    for (int i = 0; i < 20; i++) {
      SSLContext context = context(new SwappingBetween(naive, naive::swap));
      try {
        Handshake.leaf(context, "a.example", "TLSv1.3");
      } catch (SSLException torn) {
        failed.incrementAndGet();
      }
    }
    assertEquals(20, failed.get());
  }

  @Test
  void anAliasStandsForItsPairAsLongAsItIsHeld() {
    Fixtures.put(store, ONE);
    LiveKeyManager manager = manager();
    String alias = manager.chooseEngineServerAlias("EC", null, null);
    X509Certificate[] chain = manager.getCertificateChain(alias);
    PrivateKey key = manager.getPrivateKey(alias);
    Runnable swap = new Swap(store);
    for (int i = 0; i < 100; i++) {
      swap.run();
    }
    System.gc();
    swap.run();
    assertEquals(key, manager.getPrivateKey(alias));
    assertEquals(List.of(chain), List.of(manager.getCertificateChain(alias)));
    assertTrue(PrivateKeys.matches(key, chain[0].getPublicKey()));
  }

  private static SSLContext context(KeyManager manager) throws GeneralSecurityException {
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(new KeyManager[] {manager}, null, null);
    return context;
  }

  private static final class Swap implements Runnable {
    private final InMemoryStore store;
    private int count;

    Swap(InMemoryStore store) {
      this.store = store;
    }

    @Override
    public void run() {
      Fixtures.put(store, count++ % 2 == 0 ? TWO : ONE);
    }
  }

  /** Swaps after each question. */
  private static class SwappingBetween extends X509ExtendedKeyManager {
    private final X509ExtendedKeyManager asked;
    private final Runnable swap;

    SwappingBetween(X509ExtendedKeyManager asked, Runnable swap) {
      this.asked = asked;
      this.swap = swap;
    }

    private <T> T then(T answer) {
      if (answer != null) {
        swap.run();
      }
      return answer;
    }

    @Override
    public String chooseEngineServerAlias(String type, Principal[] issuers, SSLEngine engine) {
      return then(asked.chooseEngineServerAlias(type, issuers, engine));
    }

    @Override
    public PrivateKey getPrivateKey(String alias) {
      return then(asked.getPrivateKey(alias));
    }

    @Override
    public X509Certificate[] getCertificateChain(String alias) {
      return then(asked.getCertificateChain(alias));
    }

    @Override
    public String chooseServerAlias(String type, Principal[] issuers, Socket socket) {
      return then(asked.chooseServerAlias(type, issuers, socket));
    }

    @Override
    public String[] getServerAliases(String type, Principal[] issuers) {
      return asked.getServerAliases(type, issuers);
    }

    @Override
    public String[] getClientAliases(String type, Principal[] issuers) {
      return null;
    }

    @Override
    public String chooseClientAlias(String[] types, Principal[] issuers, Socket socket) {
      return null;
    }
  }

  /** One alias, answered from what is current at each question. */
  private static final class Naive extends SwappingBetween {
    private final X509Certificate one = Fixtures.leaf(Fixtures.EC_1, "a.example");
    private final X509Certificate two = Fixtures.leaf(Fixtures.EC_2, "a.example");
    private volatile boolean first = true;

    Naive() {
      super(null, null);
    }

    void swap() {
      first = !first;
    }

    @Override
    public String chooseEngineServerAlias(String type, Principal[] issuers, SSLEngine engine) {
      return type.equals("EC") ? "current" : null;
    }

    @Override
    public PrivateKey getPrivateKey(String alias) {
      return first ? Fixtures.EC_1 : Fixtures.EC_2;
    }

    @Override
    public X509Certificate[] getCertificateChain(String alias) {
      return new X509Certificate[] {first ? one : two, Fixtures.CA};
    }
  }
}
