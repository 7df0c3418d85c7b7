package dev.perennial.testkit.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.perennial.model.Resource;
import dev.perennial.model.ResourceKey;
import dev.perennial.spi.ResourceStore.Registration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What watchers are told. */
interface WatchRules extends StoreRules {
  @Test
  default void watchersAreToldOfEveryChangeOnceItCanBeRead() {
    List<String> seen = new ArrayList<>();
    ResourceKey key = Resources.secret("tls", "1").key();
    try (Registration registration =
        store()
            .watch(
                changed -> {
                  assertEquals(key, changed);
                  seen.add(store().read(key).map(r -> Resources.mark(r.resource())).orElse("-"));
                })) {
      String version = store().create(Resources.secret("tls", "1"));
      assertLast("1", seen);
      version = store().update(Resources.secret("tls", "2"), version);
      assertLast("2", seen);
      store().delete(key, version);
      assertLast("-", seen);
      assertTrue(registration != null);
    }
  }

  private static void assertLast(String wanted, List<String> seen) {
    assertFalse(seen.isEmpty(), "the watcher was not told");
    assertEquals(wanted, seen.get(seen.size() - 1), "what the watcher read last");
  }

  @Test
  default void watchersAreCalledOnTheThreadThatWrites() {
    List<Thread> threads = new ArrayList<>();
    try (Registration registration = store().watch(key -> threads.add(Thread.currentThread()))) {
      String version = store().create(Resources.certificate("www"));
      assertTrue(threads.contains(Thread.currentThread()), version);
      assertEquals(List.of(Thread.currentThread()), threads.stream().distinct().toList());
      assertTrue(registration != null);
    }
  }

  @Test
  default void aClosedRegistrationIsToldNothing() {
    List<ResourceKey> told = new ArrayList<>();
    List<ResourceKey> stays = new ArrayList<>();
    Registration first = store().watch(told::add);
    Registration second = store().watch(stays::add);
    first.close();
    first.close();
    Resource certificate = Resources.certificate("www");
    String version = store().create(certificate);
    assertEquals(List.of(), told, version);
    assertTrue(stays.contains(certificate.key()));
    second.close();
  }

  @Test
  default void oneConsumerMayWatchTwice() {
    List<ResourceKey> told = new ArrayList<>();
    Registration first = store().watch(told::add);
    Registration second = store().watch(told::add);
    first.close();
    String version = store().create(Resources.certificate("www"));
    assertFalse(told.isEmpty(), version);
    second.close();
  }

  @Test
  default void aFailingWatcherHurtsNeitherTheWriteNorTheOthers() {
    List<ResourceKey> told = new ArrayList<>();
    Registration first =
        store()
            .watch(
                key -> {
                  throw new IllegalStateException("this watcher fails on purpose");
                });
    Registration second = store().watch(told::add);
    Resource certificate = Resources.certificate("www");
    String version = store().create(certificate);
    assertEquals(version, kept(certificate.key()).version());
    assertTrue(told.contains(certificate.key()));
    first.close();
    second.close();
  }
}
