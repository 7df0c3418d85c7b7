package dev.perennial.core.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.perennial.core.pki.PrivateKeys;
import dev.perennial.core.store.InMemoryStore;
import dev.perennial.model.SecretBundle;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Many writers, many handshakes, one truth at the end. */
class ConcurrencyTest {
  private static final int WRITERS = 4;
  private static final int WRITES = 100;
  private static final SecretBundle EC_1 = Fixtures.secret("x", Fixtures.EC_1, "x.example");
  private static final SecretBundle EC_2 = Fixtures.secret("x", Fixtures.EC_2, "x.example");

  private final InMemoryStore store = new InMemoryStore();

  private static SecretBundle secret(int writer, boolean first) {
    SecretBundle content = first ? EC_1 : EC_2;
    return content.toBuilder().meta(content.meta().toBuilder().name("s" + writer).build()).build();
  }

  @Test
  void everyPairFitsMeanwhileAndTheLastWriteIsServedAtTheEnd() throws Exception {
    Fixtures.put(store, secret(0, true));
    LiveKeyManager manager =
        LiveKeyManager.builder(store, InstantSource.fixed(Fixtures.NOW))
            .secrets(
                SecretSelection.of(Fixtures.name("s1"), Fixtures.name("s2"), Fixtures.name("s3")))
            .defaultSecret(Fixtures.name("s0"))
            .build();
    ExecutorService threads = Executors.newFixedThreadPool(WRITERS + 2);
    try {
      List<Callable<Void>> work = new ArrayList<>();
      for (int w = 0; w < WRITERS; w++) {
        int writer = w;
        work.add(() -> write(writer));
      }
      work.add(() -> ask(manager));
      work.add(() -> ask(manager));
      for (Future<Void> done : threads.invokeAll(work)) {
        done.get();
      }
    } finally {
      threads.shutdownNow();
    }
    assertEquals(WRITERS, manager.size());
    assertEquals(List.of(), manager.problems());
    PrivateKey key = manager.getPrivateKey(manager.chooseEngineServerAlias("EC", null, null));
    assertTrue(
        PrivateKeys.matches(key, PrivateKeys.publicKey(Fixtures.EC_2)),
        "the last write of writer 0");
  }

  private Void write(int writer) {
    for (int i = 0; i < WRITES; i++) {
      Fixtures.put(store, secret(writer, i % 2 == 0));
    }
    return null;
  }

  private static Void ask(LiveKeyManager manager) {
    for (int i = 0; i < 500; i++) {
      String alias = manager.chooseEngineServerAlias("EC", null, null);
      X509Certificate leaf = manager.getCertificateChain(alias)[0];
      assertTrue(PrivateKeys.matches(manager.getPrivateKey(alias), leaf.getPublicKey()));
    }
    return null;
  }

  @Test
  void whatNobodyHoldsIsForgotten() throws Exception {
    Aliases aliases = new Aliases();
    BundleCheck check = BundleCheck.ofBundles();
    ServedKey held = check.check(EC_1, 1, Fixtures.NOW);
    aliases.serve(held);
    aliases.retire(held);
    String alias = held.alias();
    for (int i = 2; i < 500; i++) {
      ServedKey key = check.check(i % 2 == 0 ? EC_1 : EC_2, i, Fixtures.NOW);
      aliases.serve(key);
      aliases.retire(key);
    }
    // Until the collector has run; in practice the first time.
    for (int i = 0; i < 100 && aliases.size() > 17; i++) {
      System.gc();
    }
    assertTrue(aliases.size() <= 17, "the held one and the last sixteen: " + aliases.size());
    assertEquals(held.material(), aliases.materialOf(alias));
  }
}
