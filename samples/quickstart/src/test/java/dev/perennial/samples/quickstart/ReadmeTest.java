package dev.perennial.samples.quickstart;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Each block of Java in the README is one that compiles: it stands in {@link TenLines}. */
class ReadmeTest {
  @Test
  void itsJavaCompiles() throws IOException {
    Path root = root();
    List<String> shown = blocks(root.resolve("README.md"), "```java", "```");
    List<String> compiled =
        blocks(
            root.resolve("samples/quickstart/src/test/java").resolve(packageFolder()),
            "// README",
            "// README ends");
    assertEquals(compiled, shown);
    assertEquals(1, shown.size(), "blocks of Java");
  }

  private static List<String> blocks(Path file, String begin, String end) throws IOException {
    List<String> blocks = new ArrayList<>();
    StringBuilder block = null;
    for (String line : Files.readAllLines(file)) {
      String text = line.strip();
      if (block == null) {
        block = text.equals(begin) ? new StringBuilder() : null;
      } else if (text.equals(end)) {
        blocks.add(block.toString());
        block = null;
      } else {
        block.append(text).append('\n');
      }
    }
    return blocks;
  }

  private static Path packageFolder() {
    return Path.of(TenLines.class.getName().replace('.', '/') + ".java");
  }

  private static Path root() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.exists(folder.resolve("LICENSE"))) {
      folder = folder.getParent();
    }
    return folder;
  }
}
