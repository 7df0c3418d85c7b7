package dev.perennial.core.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.perennial.core.store.FaultyDisk.Crashed;
import dev.perennial.core.store.FaultyDisk.Fault;
import dev.perennial.core.store.MemoryDisk.Crash;
import dev.perennial.model.Resource;
import dev.perennial.model.ResourceKey;
import dev.perennial.model.ResourceName;
import dev.perennial.spi.ResourceStore;
import dev.perennial.spi.StoreException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every write, broken off at every step it makes on the disk. */
class FileStoreFaultTest {
  private static final Path ROOT = Path.of("/store");
  private static final ResourceKey CERTIFICATE =
      ResourceKey.certificate(new ResourceName("web", "a"));
  private static final ResourceKey SECRET = ResourceKey.secret(new ResourceName("web", "a"));

  /** One write, and the nonces before and after it; no nonce: not there. */
  record Write(
      String name,
      ResourceKey key,
      Optional<String> before,
      Optional<String> after,
      Consumer<ResourceStore> write) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static final Resource OLD_SECRET = Samples.secret("a", "1", "tls.key", "tls.crt");
  private static final Resource NEW_SECRET =
      Samples.secret("a", "2", "tls.key", "tls.crt", "ca.crt", "TLS.crt");
  private static final Resource SHRUNK_SECRET = Samples.secret("a", "2", "tls.key");

  private static Write create(String name, Resource resource) {
    return new Write(
        name, resource.key(), Optional.empty(), Optional.of("1"), s -> s.create(resource));
  }

  private static Write update(String name, Resource resource) {
    return new Write(
        name,
        resource.key(),
        Optional.of("1"),
        Optional.of("2"),
        s -> s.update(resource, version(s, resource.key())));
  }

  private static Write delete(String name, ResourceKey key) {
    return new Write(
        name, key, Optional.of("1"), Optional.empty(), s -> s.delete(key, version(s, key)));
  }

  private static String version(ResourceStore store, ResourceKey key) {
    return store.read(key).orElseThrow().version();
  }

  static Stream<Write> writes() {
    return Stream.of(
        create("create a certificate", Samples.certificate("a", "1")),
        update("update a certificate", Samples.certificate("a", "2")),
        delete("delete a certificate", CERTIFICATE),
        create("create a secret", OLD_SECRET),
        update("update a secret, more data", NEW_SECRET),
        update("update a secret, less data", SHRUNK_SECRET),
        delete("delete a secret", SECRET));
  }

  private static FileStore open(Disk disk) throws IOException {
    return FileStore.open(ROOT, new LineCodec(), disk, () -> {});
  }

  /** A store with neighbours, and what the write needs, two generations of it if it is a secret. */
  private static MemoryDisk prepared(Write write) throws IOException {
    MemoryDisk disk = new MemoryDisk();
    disk.createDirectory(ROOT);
    disk.sync(Path.of("/"));
    try (FileStore store = open(disk)) {
      store.create(Samples.certificate("neighbour", "n"));
      store.create(Samples.secret("neighbour", "n", "tls.key", "tls.crt"));
      if (write.before().isPresent()) {
        boolean secret = write.key().equals(SECRET);
        store.create(secret ? Samples.secret("a", "0", "old") : Samples.certificate("a", "0"));
        store.update(
            secret ? OLD_SECRET : Samples.certificate("a", "1"), version(store, write.key()));
      }
    }
    return disk;
  }

  private static Optional<String> nonce(ResourceStore store, ResourceKey key) {
    return store.read(key).map(found -> Samples.nonce(found.resource()));
  }

  private static void checkNeighbours(ResourceStore store) {
    for (ResourceKey key :
        List.of(
            ResourceKey.certificate(new ResourceName("web", "neighbour")),
            ResourceKey.secret(new ResourceName("web", "neighbour")))) {
      assertEquals(Optional.of("n"), nonce(store, key), "lost " + key);
    }
    assertEquals(List.of(), store.problems());
  }

  private static void checkListing(ResourceStore store, Write write) {
    boolean there = store.read(write.key()).isPresent();
    assertEquals(there, store.list(write.key().type()).contains(write.key().name()));
  }

  @ParameterizedTest
  @MethodSource("writes")
  void aCrashAtAnyStepLeavesTheOldOrTheNew(Write write) throws IOException {
    int points = 0;
    for (Fault fault : List.of(Fault.CRASH, Fault.SHORT_CRASH)) {
      for (int at = 0; ; at++) {
        if (!crashAt(write, fault, at)) {
          break;
        }
        points++;
      }
    }
    assertTrue(points > 20, "only " + points + " points");
  }

  /** Crashes at one step, with each way in which a disk may look afterwards. */
  private static boolean crashAt(Write write, Fault fault, int at) throws IOException {
    boolean met = false;
    for (int seed = 0; seed < 10; seed++) {
      MemoryDisk disk = prepared(write);
      FaultyDisk faulty = new FaultyDisk(disk, fault, at);
      boolean returned = false;
      try {
        FileStore store = open(faulty);
        write.write().accept(store);
        returned = true;
      } catch (Crashed e) {
        // as wanted
      }
      met |= faulty.met();
      Crash kind = seed == 0 ? Crash.KILL : seed == 1 ? Crash.POWER : Crash.SOME;
      disk.crash(kind, new Random(seed));
      String where = write + ", " + fault + " at step " + at + ", " + kind + " " + seed;
      checkAfterCrash(write, disk, returned, where, kind == Crash.KILL);
    }
    return met;
  }

  private static void checkAfterCrash(
      Write write, MemoryDisk disk, boolean returned, String where, boolean tidy)
      throws IOException {
    try (FileStore store = open(disk)) {
      Optional<String> found = nonce(store, write.key());
      assertTrue(
          found.equals(write.after()) || (!returned && found.equals(write.before())),
          where + ": found " + found);
      checkNeighbours(store);
      checkListing(store, write);
      if (tidy) {
        Leftovers.check(disk.paths(), where);
      }
      if (found.equals(write.before())) {
        write.write().accept(store);
        Leftovers.check(disk.paths(), where);
      }
      assertEquals(write.after(), nonce(store, write.key()), where + ": written again");
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"FAIL", "SHORT", "FAIL_FROM_THERE"})
  void aFailureAtAnyStepWritesNothing(Fault fault) throws IOException {
    for (Write write : writes().toList()) {
      for (int at = 0; failAt(write, fault, at); at++) {
        assertTrue(at < 500, "does not end");
      }
    }
  }

  private static boolean failAt(Write write, Fault fault, int at) throws IOException {
    MemoryDisk disk = prepared(write);
    FaultyDisk[] faulty = new FaultyDisk[1];
    String where = write + ", " + fault + " at step " + at;
    // The store is opened first: the faults are those of the write alone.
    SwitchDisk switched = new SwitchDisk(disk);
    FileStore store = open(switched.disk());
    faulty[0] = new FaultyDisk(disk, fault, at);
    switched.to(faulty[0]);
    boolean failed = false;
    try {
      write.write().accept(store);
    } catch (StoreException e) {
      failed = true;
      assertTrue(e.getMessage().contains("web/a"), e.getMessage());
    }
    faulty[0].heal();
    if (!isUsable(store)) {
      // It could not be taken back either, and the store said so: as after a crash.
      assertEquals(Fault.FAIL_FROM_THERE, fault, where);
      store.close();
      checkAfterCrash(write, disk, false, where, true);
      return faulty[0].met();
    }
    Optional<String> found = nonce(store, write.key());
    assertEquals(failed ? write.before() : write.after(), found, where);
    checkListing(store, write);
    checkNeighbours(store);
    store.close();
    try (FileStore again = open(disk)) {
      assertEquals(found, nonce(again, write.key()), where + ", opened again");
      Leftovers.check(disk.paths(), where);
      checkNeighbours(again);
      if (failed) {
        write.write().accept(again);
        assertEquals(write.after(), nonce(again, write.key()), where + ", written again");
      }
    }
    return faulty[0].met();
  }

  private static boolean isUsable(ResourceStore store) {
    try {
      store.types();
      return true;
    } catch (StoreException e) {
      assertTrue(e.getMessage().contains("open the store again"), e.getMessage());
      return false;
    }
  }

  @ParameterizedTest
  @EnumSource
  void aFaultWhileOpeningHurtsNothing(Fault fault) throws IOException {
    Write write = update("update a secret, more data", NEW_SECRET);
    for (int at = 0; ; at++) {
      MemoryDisk disk = prepared(write);
      leaveHalfAnUpdate(disk, write);
      FaultyDisk faulty = new FaultyDisk(disk, fault, at);
      try {
        open(faulty).close();
      } catch (Crashed | IOException e) {
        disk.crash(Crash.KILL, new Random(at));
      }
      checkAfterCrash(write, disk, false, fault + " at step " + at + " of opening", true);
      if (!faulty.met()) {
        return;
      }
    }
  }

  private static void leaveHalfAnUpdate(MemoryDisk disk, Write write) throws IOException {
    SwitchDisk switched = new SwitchDisk(disk);
    FileStore store = open(switched.disk());
    String version = version(store, write.key());
    switched.to(new FaultyDisk(disk, Fault.CRASH, 14));
    try {
      store.update(NEW_SECRET, version);
      throw new AssertionError("no crash");
    } catch (Crashed e) {
      assertTrue(
          disk.paths().toString().contains("task-"), Arrays.toString(disk.paths().toArray()));
    }
  }
}
