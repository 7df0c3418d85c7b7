package dev.perennial.testkit.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.perennial.core.FileStores;
import dev.perennial.spi.ResourceStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * How a reader that opens two files one after the other gets a pair: it resolves {@code ..data}
 * once and reads both from there, and begins again when that folder is gone.
 */
class PairReaderTest {
  private static final int WRITES = 300;

  @TempDir Path folder;

  @Test
  @Timeout(120)
  void aReaderThatResolvesOnceNeverSeesHalfAPair() throws Exception {
    Path secret = folder.resolve("store/shop/secrets/tls");
    AtomicBoolean done = new AtomicBoolean();
    try (ResourceStore store = FileStores.open(folder.resolve("store"))) {
      String version = store.create(Resources.secret("tls", "0"));
      Thread writer = new Thread(() -> write(store, version, done));
      writer.start();
      int pairs = 0;
      String last = "";
      while (!done.get()) {
        String mark = pair(secret);
        pairs += mark.equals(last) ? 0 : 1;
        last = mark;
      }
      writer.join();
      assertEquals(Integer.toString(WRITES), pair(secret));
      assertTrue(pairs > 5, "the reader saw only " + pairs + " switches");
    }
  }

  private static void write(ResourceStore store, String first, AtomicBoolean done) {
    String version = first;
    for (int i = 1; i <= WRITES; i++) {
      version = store.update(Resources.secret("tls", Integer.toString(i)), version);
    }
    done.set(true);
  }

  private static String pair(Path secret) throws IOException {
    while (true) {
      try {
        Path generation = secret.resolve("..data").toRealPath();
        String key = Files.readString(generation.resolve("tls.key"));
        String chain = Files.readString(generation.resolve("tls.crt"));
        assertEquals(key.replace("tls.key", ""), chain.replace("tls.crt", ""));
        return key.replace("tls.key ", "");
      } catch (NoSuchFileException e) {
        // Two switches since: that generation is gone, the current one is there.
      }
    }
  }
}
