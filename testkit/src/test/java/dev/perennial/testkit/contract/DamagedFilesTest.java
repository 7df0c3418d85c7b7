package dev.perennial.testkit.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.perennial.core.FileStores;
import dev.perennial.model.Certificate;
import dev.perennial.model.Resource;
import dev.perennial.model.ResourceKey;
import dev.perennial.model.ResourceType;
import dev.perennial.spi.ResourceStore;
import dev.perennial.spi.Versioned;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A damaged file is named and set aside; its neighbours go on. */
@Timeout(60)
class DamagedFilesTest {
  private static final ResourceKey CERTIFICATE = Resources.certificate("www").key();
  private static final ResourceKey SECRET = Resources.secret("tls", "1").key();

  @TempDir Path folder;
  private Path root;

  /** What is done to one file. */
  enum Damage {
    EMPTY {
      @Override
      void to(Path file) throws IOException {
        Files.write(file, new byte[0]);
      }
    },
    HALF {
      @Override
      void to(Path file) throws IOException {
        byte[] content = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(content, content.length / 2));
      }
    },
    GARBAGE {
      @Override
      void to(Path file) throws IOException {
        byte[] garbage = new byte[300];
        Arrays.fill(garbage, (byte) 0xfe);
        Files.write(file, garbage);
      }
    },
    ZEROS {
      @Override
      void to(Path file) throws IOException {
        Files.write(file, new byte[(int) Files.size(file)]);
      }
    },
    HUGE {
      @Override
      void to(Path file) throws IOException {
        Files.write(file, new byte[(16 << 20) + 1]);
      }
    },
    FOLDER {
      @Override
      void to(Path file) throws IOException {
        Files.delete(file);
        Files.createDirectory(file);
        Files.write(file.resolve("inside"), new byte[1]);
      }
    },
    LINK {
      @Override
      void to(Path file) throws IOException {
        Files.delete(file);
        Files.createSymbolicLink(file, Path.of("/etc/passwd"));
      }
    },
    PIPE {
      @Override
      void to(Path file) throws IOException {
        Files.delete(file);
        try {
          assertEquals(0, new ProcessBuilder("mkfifo", file.toString()).start().waitFor());
        } catch (InterruptedException e) {
          throw new AssertionError(e);
        }
      }
    };

    abstract void to(Path file) throws IOException;
  }

  @BeforeEach
  void fill() {
    root = folder.resolve("store");
    try (ResourceStore store = FileStores.open(root)) {
      store.create(Resources.certificate("www"));
      store.create(Resources.certificate("neighbour"));
      store.create(Resources.secret("neighbour", "n"));
      String first = store.create(Resources.secret("tls", "1"));
      store.update(Resources.secret("tls", "2"), first);
    }
  }

  private static void neighboursAreThere(ResourceStore store) {
    assertTrue(store.read(Resources.certificate("neighbour").key()).isPresent());
    assertEquals(
        "n",
        Resources.mark(
            store.read(Resources.secret("neighbour", "n").key()).orElseThrow().resource()));
  }

  private static void isNamed(ResourceStore store, Path file) {
    List<String> problems = store.problems();
    assertEquals(1, problems.size(), problems::toString);
    assertTrue(problems.get(0).startsWith(file.toString()), problems.get(0));
  }

  @ParameterizedTest
  @EnumSource
  void aManifestIsSetAside(Damage damage) throws IOException {
    Path file = root.resolve("shop/certificates/www.yaml");
    damage.to(file);
    try (ResourceStore store = FileStores.open(root)) {
      assertEquals(Optional.empty(), store.read(CERTIFICATE));
      isNamed(store, file);
      neighboursAreThere(store);
      assertTrue(Files.notExists(file, LinkOption.NOFOLLOW_LINKS));
      store.create(Resources.certificate("www"));
      assertTrue(store.read(CERTIFICATE).isPresent(), "its place is free");
    }
  }

  @ParameterizedTest
  @EnumSource
  void aSecretGoesBackToItsLastGoodGeneration(Damage damage) throws IOException {
    for (String name : List.of("tls.key", "tls.crt", "..secret.yaml")) {
      Path file = current().resolve(name);
      damage.to(file);
      try (ResourceStore store = FileStores.open(root)) {
        Resource read = store.read(SECRET).orElseThrow().resource();
        assertEquals("1", Resources.mark(read), name);
        isNamed(store, file);
        neighboursAreThere(store);
        store.update(Resources.secret("tls", "1"), store.read(SECRET).orElseThrow().version());
        store.update(Resources.secret("tls", "2"), store.read(SECRET).orElseThrow().version());
      }
      removeWhatWasSetAside();
      // The one before the current must be the good one for the next round.
      try (ResourceStore store = FileStores.open(root)) {
        assertEquals("2", Resources.mark(store.read(SECRET).orElseThrow().resource()));
      }
    }
  }

  private Path current() throws IOException {
    return root.resolve("shop/secrets/tls/..data").toRealPath();
  }

  private void removeWhatWasSetAside() throws IOException {
    try (Stream<Path> all = Files.list(root.resolve("shop/secrets"))) {
      for (Path path :
          all.filter(p -> p.getFileName().toString().startsWith(".corrupt")).toList()) {
        try (Stream<Path> inside = Files.walk(path)) {
          for (Path one : inside.sorted((a, b) -> b.compareTo(a)).toList()) {
            Files.delete(one);
          }
        }
      }
    }
  }

  /** Half a manifest is often a manifest too, with fewer names in it. */
  @Test
  void noCutOfAManifestIsTakenForAnEdit() throws IOException {
    Path file = root.resolve("shop/certificates/www.yaml");
    byte[] whole = Files.readAllBytes(file);
    for (int length = 0; length < whole.length - 1; length++) {
      Files.write(file, Arrays.copyOf(whole, length));
      try (ResourceStore store = FileStores.open(root)) {
        assertEquals(Optional.empty(), store.read(CERTIFICATE), "cut after " + length);
      }
    }
  }

  @Test
  void anEditIsNoticedAtTheNextRead() throws IOException {
    Path file = root.resolve("shop/certificates/www.yaml");
    try (ResourceStore store = FileStores.open(root)) {
      Versioned<Resource> before = store.read(CERTIFICATE).orElseThrow();
      Files.writeString(file, Files.readString(file).replace("www.example.com", "new.example.com"));
      Versioned<Resource> after = store.read(CERTIFICATE).orElseThrow();
      assertEquals(List.of("new.example.com"), ((Certificate) after.resource()).spec().dnsNames());
      assertTrue(!before.version().equals(after.version()));
      store.update(Resources.certificate("www"), after.version());
      assertEquals(List.of(), store.problems());
    }
  }

  @Test
  void whatIsNotOfTheStoreIsNamedAndLeftAlone() throws IOException {
    Files.write(root.resolve("notes.TXT"), new byte[1]);
    Files.write(root.resolve("shop/README"), new byte[1]);
    Files.write(root.resolve("shop/certificates/www.yaml~"), new byte[1]);
    Files.write(root.resolve("plain"), new byte[1]);
    Files.createSymbolicLink(root.resolve("shop/secrets/link"), Path.of("tls"));
    try (ResourceStore store = FileStores.open(root)) {
      assertTrue(store.list(ResourceType.CERTIFICATE).size() == 2);
      neighboursAreThere(store);
      assertEquals(4, store.problems().size(), store.problems()::toString);
      for (String name : List.of("notes.TXT", "README", "www.yaml~", "plain")) {
        assertTrue(store.problems().toString().contains("/" + name + ": "), name);
        assertTrue(Files.walk(root).anyMatch(p -> p.endsWith(name)), name);
      }
    }
  }
}
