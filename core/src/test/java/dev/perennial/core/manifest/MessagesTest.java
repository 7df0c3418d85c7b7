package dev.perennial.core.manifest;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The exact messages of {@code messages.txt}: manifests, each with all that is said of it. A line
 * that begins with {@code ===} names a manifest, the lines after {@code >>>} are what is said.
 */
class MessagesTest {
  @TestFactory
  Stream<DynamicTest> everyManifestIsAnsweredExactly() throws IOException {
    try (InputStream in = MessagesTest.class.getResourceAsStream("messages.txt")) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      List<DynamicTest> tests = new ArrayList<>();
      for (String part : text.split("(?m)^=== ")) {
        if (part.contains("\n>>>\n")) {
          tests.add(test(part));
        }
      }
      return tests.stream();
    }
  }

  private static DynamicTest test(String part) {
    int begin = part.indexOf('\n') + 1;
    int end = part.indexOf(">>>\n");
    String manifest = part.substring(begin, end);
    String said = part.substring(end + 4).strip();
    return DynamicTest.dynamicTest(
        part.substring(0, begin).strip(), () -> assertEquals(said, answer(manifest)));
  }

  private static String answer(String manifest) {
    try {
      Manifest read = Manifests.parse("m", manifest);
      List<String> lines = new ArrayList<>();
      read.resources().forEach(resource -> lines.add("read " + resource.key()));
      read.warnings().forEach(warning -> lines.add("warning " + warning));
      return String.join("\n", lines);
    } catch (ManifestException e) {
      return e.getMessage();
    }
  }
}
