package dev.perennial.testkit.kill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** How the folder of a store looks at rest. */
final class Layout {
  private Layout() {}

  /** Checks that nothing is left over, and that all is for the owner alone. */
  static void check(Path root, String where) throws IOException {
    try (Stream<Path> all = Files.walk(root)) {
      for (Path path : all.toList()) {
        assertFalse(path.toString().contains("/.staging/"), where + ": leftover " + path);
        assertFalse(path.toString().contains("corrupt"), where + ": set aside " + path);
        if (!Files.isSymbolicLink(path)) {
          assertEquals(
              Files.isDirectory(path) ? "rwx------" : "rw-------",
              PosixFilePermissions.toString(Files.getPosixFilePermissions(path)),
              path.toString());
        }
      }
    }
    try (Stream<Path> own = Files.list(root)) {
      List<String> names = own.map(p -> p.getFileName().toString()).toList();
      assertEquals(1, names.stream().filter(n -> n.startsWith(".epoch-")).count(), where + names);
    }
  }

  /** Returns the names that a reader of a secret's folder sees. */
  static Set<String> visible(Path secret) throws IOException {
    try (Stream<Path> files = Files.list(secret)) {
      Set<String> names = new HashSet<>();
      files.map(file -> file.getFileName().toString()).forEach(names::add);
      assertTrue(names.stream().filter(n -> n.startsWith("..")).count() <= 3, names::toString);
      names.removeIf(name -> name.startsWith(".."));
      return names;
    }
  }
}
