package dev.perennial.testkit.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.perennial.core.store.InMemoryStore;
import dev.perennial.model.Issuer;
import dev.perennial.model.IssuerSpec;
import dev.perennial.model.ObjectMeta;
import dev.perennial.model.ResourceType;
import dev.perennial.spi.StoreException;
import dev.perennial.spi.VersionConflictException;
import dev.perennial.testkit.fault.FaultyStore.Fault;
import dev.perennial.testkit.fault.FaultyStore.Moment;
import java.util.List;
import org.junit.jupiter.api.Test;

class FaultyStoreTest {
  private static final Issuer ISSUER =
      Issuer.builder()
          .type(ResourceType.CLUSTER_ISSUER)
          .meta(ObjectMeta.builder().name("house").build())
          .spec(IssuerSpec.selfSigned())
          .build();

  private final InMemoryStore kept = new InMemoryStore();
  private final FaultyStore store = FaultyStore.around(kept);

  @Test
  void aFailureBeforeTheWriteWritesNothing() {
    store.atWrite(1, Fault.FAIL, Moment.BEFORE_IT);
    assertThrows(StoreException.class, () -> store.create(ISSUER));
    assertEquals(List.of(), kept.types());
    store.create(ISSUER);
    assertEquals(List.of(ISSUER.type()), kept.types());
    assertEquals(2, store.writes());
  }

  @Test
  void aFailureAfterTheWriteHidesIt() {
    store.atWrite(1, Fault.FAIL, Moment.AFTER_IT);
    assertThrows(StoreException.class, () -> store.create(ISSUER));
    assertEquals(List.of(ISSUER.type()), kept.types());
  }

  @Test
  void aConflictNamesTheResource() {
    store.atWrite(2, Fault.CONFLICT, Moment.BEFORE_IT);
    String version = store.create(ISSUER);
    VersionConflictException conflict =
        assertThrows(VersionConflictException.class, () -> store.update(ISSUER, version));
    assertEquals(ISSUER.key(), conflict.key());
    assertEquals(version, kept.read(ISSUER.key()).orElseThrow().version());
  }

  @Test
  void afterACrashNothingWorksUntilTheRestart() {
    store.atOperation(2, Fault.CRASH, Moment.BEFORE_IT);
    String version = store.create(ISSUER);
    assertThrows(SimulatedCrash.class, () -> store.read(ISSUER.key()));
    assertThrows(SimulatedCrash.class, () -> store.delete(ISSUER.key(), version));
    store.restart();
    store.delete(ISSUER.key(), version);
    assertEquals(List.of(), kept.types());
  }

  @Test
  void whatIsHealedStaysHealed() {
    store.atWrite(1, Fault.FAIL, Moment.BEFORE_IT);
    store.atOperation(1, Fault.FAIL, Moment.BEFORE_IT);
    store.heal();
    store.create(ISSUER);
    assertEquals(1, store.operations());
  }
}
