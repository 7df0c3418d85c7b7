package dev.perennial.samples.benchmarks;

import dev.perennial.core.CertificateManager;
import dev.perennial.core.FileStores;
import dev.perennial.core.pki.Pem;
import dev.perennial.core.pki.PemBlock;
import dev.perennial.model.Resource;
import dev.perennial.model.ResourceKey;
import dev.perennial.model.ResourceName;
import dev.perennial.model.ResourceType;
import dev.perennial.model.SecretBundle;
import dev.perennial.model.x509.KeyAlgorithm;
import dev.perennial.spi.ResourceStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * Prints what one idle, managed certificate holds in memory, on both stores, and how long a start
 * on a file store takes beside reading the same files plainly.
 *
 * <p>Arguments: the number of certificates, and an empty folder for the file store. A folder in
 * memory saves the time that writing takes, not the time that is measured.
 */
public final class Footprint {
  private Footprint() {}

  /** Runs the measurement. */
  public static void main(String... arguments) throws IOException {
    int certificates = Integer.parseInt(arguments[0]);
    Path folder = Path.of(arguments[1]);
    long before = heap();
    try (IssuingWorld world = new IssuingWorld(KeyAlgorithm.ECDSA)) {
      world.issue(0);
      before = heap();
      for (int i = 1; i <= certificates; i++) {
        world.issue(i);
      }
      print("in-memory store", (heap() - before) / certificates, der(world));
      copy(world.store, folder);
    }
    start(folder, certificates);
  }

  private static void copy(ResourceStore from, Path folder) {
    try (ResourceStore to = FileStores.open(folder)) {
      for (ResourceType type : from.types()) {
        for (ResourceName name : from.list(type)) {
          Resource resource = from.read(new ResourceKey(type, name)).orElseThrow().resource();
          to.create(resource);
        }
      }
    }
  }

  private static void start(Path folder, int certificates) throws IOException {
    long before = heap();
    long bytes = 0;
    long began = System.nanoTime();
    int files = 0;
    try (Stream<Path> tree = Files.walk(folder)) {
      for (Path file : (Iterable<Path>) tree.filter(Files::isRegularFile)::iterator) {
        bytes += Files.readAllBytes(file).length;
        files++;
      }
    }
    long plain = System.nanoTime() - began;
    began = System.nanoTime();
    try (ResourceStore store = FileStores.open(folder)) {
      long opened = System.nanoTime() - began;
      try (CertificateManager manager = CertificateManager.builder().store(store).build()) {
        long built = System.nanoTime() - began;
        manager.tick();
        long ticked = System.nanoTime() - began;
        System.out.printf(
            "start on %d certificates: names known after %s, manager ready after %s, all looked at"
                + " after %s; reading the %d files (%d MiB) plainly takes %s%n",
            certificates, ms(opened), ms(built), ms(ticked), files, bytes >> 20, ms(plain));
        System.out.printf("file store: %d bytes%n", (heap() - before) / certificates);
      }
    }
  }

  /** Returns the bytes of key and chain of one certificate in DER. */
  private static long der(IssuingWorld world) {
    SecretBundle secret = world.manager.secret(IssuingWorld.name(1)).orElseThrow();
    long bytes = 0;
    for (String key : List.of(SecretBundle.TLS_KEY, SecretBundle.TLS_CRT, SecretBundle.CA_CRT)) {
      byte[] pem = secret.value(key).orElseThrow().revealBytes();
      for (PemBlock block : Pem.decodeAll(pem, Pem.MAX_CHAIN_BYTES)) {
        bytes += block.der().length;
      }
    }
    return bytes;
  }

  private static void print(String store, long bytes, long der) {
    System.out.printf(
        "%s: %d bytes, of which %d are key, chain and CA in DER: %d beyond them%n",
        store, bytes, der, bytes - der);
  }

  private static String ms(long nanos) {
    return Duration.ofNanos(nanos).toMillis() + " ms";
  }

  private static long heap() {
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }
}
