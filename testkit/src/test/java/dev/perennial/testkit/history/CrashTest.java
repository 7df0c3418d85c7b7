package dev.perennial.testkit.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.perennial.core.CertificateManager;
import dev.perennial.core.FileStores;
import dev.perennial.core.store.InMemoryStore;
import dev.perennial.model.Certificate;
import dev.perennial.model.CertificateRequest;
import dev.perennial.model.CertificateSpec;
import dev.perennial.model.ConditionTypes;
import dev.perennial.model.Conditions;
import dev.perennial.model.Labels;
import dev.perennial.model.ObjectMeta;
import dev.perennial.model.PrivateKeySpec;
import dev.perennial.model.Resource;
import dev.perennial.model.ResourceKey;
import dev.perennial.model.ResourceName;
import dev.perennial.model.ResourceType;
import dev.perennial.model.x509.KeyAlgorithm;
import dev.perennial.spi.ResourceStore;
import dev.perennial.spi.Versioned;
import dev.perennial.testkit.ScriptedAnswer;
import dev.perennial.testkit.ScriptedIssuer;
import dev.perennial.testkit.TestClock;
import dev.perennial.testkit.fault.FaultyStore;
import dev.perennial.testkit.fault.FaultyStore.Fault;
import dev.perennial.testkit.fault.FaultyStore.Moment;
import dev.perennial.testkit.fault.SimulatedCrash;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * From an empty store to the second renewal, with the process dying before and after every single
 * write: the end is the same each time, and nothing is left over or done twice.
 */
class CrashTest {
  private static final ResourceName WEB = new ResourceName("demo", "web");

  @TempDir private Path folder;
  private int runs;

  @Test
  void everyCrashEndsAsWithoutOneInMemory() {
    crashEverywhere(
        () -> {
          InMemoryStore kept = new InMemoryStore();
          return () -> kept;
        });
  }

  @Test
  void everyCrashEndsAsWithoutOneOnDisk() {
    crashEverywhere(
        () -> {
          Path place = folder.resolve("run-" + ++runs);
          return () -> FileStores.open(place);
        });
  }

  private static void crashEverywhere(Supplier<Supplier<ResourceStore>> stores) {
    Run whole = new Run(stores.get());
    whole.go();
    int writes = whole.store.writes();
    assertTrue(writes > 30, "three issuances take more than ten writes each, not " + writes);
    whole.check("without a crash");
    assertEquals(3, whole.issuer.signings(), "one signing for each issuance");
    for (int n = 1; n <= writes; n++) {
      for (Moment moment : Moment.values()) {
        Run run = new Run(stores.get());
        run.store.atWrite(n, Fault.CRASH, moment);
        run.go();
        String where = "crash at write " + n + ", " + moment;
        assertEquals(1, run.crashes, where);
        run.check(where);
        assertEquals(whole.keys(), run.keys(), where);
      }
    }
  }

  /** One life of a store, with as many managers as it takes. */
  private static final class Run {
    private final TestClock clock = TestClock.create();
    private final ScriptedIssuer issuer = ScriptedIssuer.ofSeed(1);
    private final Set<String> keysMade = new HashSet<>();
    private final Set<String> requestsMade = new HashSet<>();
    private final Set<String> requestsOrdered = new HashSet<>();
    private final Set<String> requestsSigned = new HashSet<>();
    private final Supplier<ResourceStore> open;
    private ResourceStore kept;
    private FaultyStore store;
    private int crashes;
    private int lostSignings;
    private int lostOrders;

    Run(Supplier<ResourceStore> open) {
      this.open = open;
      issuer.then(
          ScriptedAnswer.pend(Duration.ofSeconds(30)), ScriptedAnswer.pend(Duration.ofSeconds(30)));
      openStore();
    }

    private void openStore() {
      kept = open.get();
      kept.watch(this::note);
      store = FaultyStore.around(kept);
    }

    private void note(ResourceKey key) {
      Optional<Resource> found = kept.read(key).map(Versioned::resource);
      found
          .filter(r -> r.meta().label(Labels.NEXT_PRIVATE_KEY) != null)
          .ifPresent(r -> keysMade.add(r.meta().uid()));
      found
          .filter(CertificateRequest.class::isInstance)
          .map(CertificateRequest.class::cast)
          .ifPresent(this::noteRequest);
    }

    private void noteRequest(CertificateRequest request) {
      String uid = request.meta().uid();
      requestsMade.add(uid);
      if (!request.status().certificate().isEmpty()) {
        requestsSigned.add(uid);
      }
      if (request.status().checkpoint() != null || requestsSigned.contains(uid)) {
        requestsOrdered.add(uid);
      }
    }

    /** Lives until the second renewal is over, however often the process dies on the way. */
    void go() {
      boolean done = false;
      while (!done) {
        try (CertificateManager manager =
            CertificateManager.builder().store(store).clock(clock).issuers(issuer).build()) {
          live(manager);
          done = true;
        } catch (SimulatedCrash e) {
          restart();
        }
      }
    }

    private void restart() {
      crashes++;
      lostSignings = issuer.signings() - requestsSigned.size();
      lostOrders = orders() - requestsOrdered.size();
      if (kept instanceof InMemoryStore) {
        store.restart();
      } else {
        kept.close();
        openStore();
      }
    }

    private void live(CertificateManager manager) {
      manager.apply(ScriptedIssuer.manifest("demo", "ca"));
      manager.apply(certificate());
      for (int ticks = 0; ticks < 100; ticks++) {
        Instant next = manager.tick();
        if (isDone(manager.certificate(WEB).orElseThrow())) {
          return;
        }
        clock.advanceTo(next);
      }
      throw new AssertionError("no rest: " + manager.explain(WEB).orElseThrow().text());
    }

    private static boolean isDone(Certificate certificate) {
      return Integer.valueOf(3).equals(certificate.status().revision())
          && Conditions.isTrue(certificate.status().conditions(), ConditionTypes.READY)
          && certificate.status().nextPrivateKeySecretName() == null;
    }

    private int orders() {
      return (int) issuer.asked().stream().filter(a -> a.checkpoint().isEmpty()).count();
    }

    void check(String where) {
      assertEquals(3, keysMade.size(), where + ": one next key for each issuance");
      assertEquals(3, requestsMade.size(), where + ": one request for each issuance");
      assertTrue(lostSignings <= 1, where);
      assertEquals(3 + lostSignings, issuer.signings(), where + ": no signing but the lost one");
      assertEquals(3 + lostOrders, orders(), where + ": no order but the lost one");
      Certificate web = (Certificate) kept.read(ResourceKey.certificate(WEB)).get().resource();
      assertEquals(null, web.status().failedIssuanceAttempts(), where);
      assertEquals(null, web.status().nextAttemptTime(), where);
    }

    /** Returns the keys of all that the store holds. */
    Set<String> keys() {
      Set<String> keys = new TreeSet<>();
      for (ResourceType type : kept.types()) {
        kept.list(type).forEach(name -> keys.add(type + " " + name));
      }
      return keys;
    }

    private static Certificate certificate() {
      CertificateSpec spec =
          CertificateSpec.builder()
              .secretName("web-tls")
              .dnsNames(List.of("web.example"))
              .privateKey(new PrivateKeySpec(KeyAlgorithm.ECDSA, 0, null, null))
              .issuerRef(ScriptedIssuer.ref("ca"))
              .build();
      return Certificate.builder()
          .meta(ObjectMeta.builder().namespace("demo").name("web").build())
          .spec(spec)
          .build();
    }
  }
}
