package dev.perennial.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What a reader of the published sources may count on. */
final class SourceTreeTest {
  private static final int LINES = 400;

  /** Files that may be longer, each with its reason. */
  private static final Map<String, String> LONG =
      Map.of("CertificateSpec.java", "a field, an accessor and a setter for all of cert-manager's");

  @Test
  void everyPackageSaysWhatItHolds() throws IOException {
    TreeSet<Path> silent = new TreeSet<>();
    for (Path file : SourceTree.published()) {
      if (!Files.exists(file.resolveSibling("package-info.java"))
          && !file.endsWith("module-info.java")) {
        silent.add(Modules.root().relativize(file.getParent()));
      }
    }
    assertEquals(List.of(), List.copyOf(silent), "packages without package-info.java");
  }

  @Test
  void filesAreShort() throws IOException {
    List<String> longer = new ArrayList<>();
    for (Path file : SourceTree.published()) {
      int lines = Files.readAllLines(file).size();
      if (lines > LINES && !LONG.containsKey(file.getFileName().toString())) {
        longer.add(Modules.root().relativize(file) + ": " + lines);
      }
    }
    assertEquals(List.of(), longer, "files past " + LINES + " lines hold a second thing");
  }
}
