package dev.perennial.samples.quickstart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QuickstartTest {
  @TempDir Path folder;

  @Test
  void issuesServesAndRenewsWithoutAFailedRequest() throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    new Quickstart(new PrintStream(bytes, true, StandardCharsets.UTF_8)).run(folder);

    List<String> lines = bytes.toString(StandardCharsets.UTF_8).lines().toList();
    List<String> serials =
        lines.stream()
            .filter(l -> l.contains("served serial"))
            .map(l -> l.replaceAll(".*serial ", ""))
            .toList();
    assertEquals(7, serials.size());
    assertEquals(7, serials.stream().distinct().count(), "each renewal serves another leaf");
    assertTrue(lines.contains("35 requests, none failed"), String.join("\n", lines));
  }

  @Test
  void theKeyOnDiskIsForItsOwnerOnly() throws Exception {
    new Quickstart(new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8))
        .run(folder);
    Path key = folder.resolve("demo/secrets/web-tls/tls.key").toRealPath();
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(key)));
  }
}
