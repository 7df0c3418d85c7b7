package dev.perennial.core.manifest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever the bytes are: one clear error, soon, and no other exception. */
class HostileTest {
  private static final List<String> SNIPPETS =
      List.of(
          "&a ",
          "*a",
          "<<: ",
          "- ",
          "? ",
          ": ",
          "{",
          "}",
          "[",
          "]",
          "\"",
          "'",
          "|\n",
          ">\n",
          "\t",
          "!x ",
          "!!int ",
          "%YAML 9.9\n",
          "---\n",
          "...\n",
          "\u0000",
          "\uFEFF",
          "#",
          "\n",
          "\r",
          " ",
          "null",
          "\\ud800",
          "1e999",
          "spec: ",
          "items: ",
          "kind: List\n",
          "\ud83d\ude80");

  @Provide
  Arbitrary<byte[]> mutated() {
    return Arbitraries.randomValue(HostileTest::mutate);
  }

  private static byte[] mutate(Random random) {
    StringBuilder text = new StringBuilder(Manifests.write(new RandomResources(random).resource()));
    for (int i = random.nextInt(6); i >= 0; i--) {
      int at = random.nextInt(text.length() + 1);
      switch (random.nextInt(3)) {
        case 0 -> text.insert(at, SNIPPETS.get(random.nextInt(SNIPPETS.size())));
        case 1 -> text.delete(at, Math.min(text.length(), at + random.nextInt(40)));
        default -> text.insert(at, text.substring(at, Math.min(text.length(), at + 40)));
      }
    }
    byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
    if (bytes.length > 0 && random.nextInt(4) == 0) {
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
    }
    return bytes;
  }

  @Property(tries = 1_000)
  void aMutatedManifestIsReadOrRefused(@ForAll("mutated") byte[] bytes) {
    readOrRefused(bytes);
  }

  @Property(tries = 2_000)
  void randomBytesAreReadOrRefused(@ForAll byte[] bytes) {
    readOrRefused(bytes);
  }

  private static void readOrRefused(byte[] bytes) {
    try {
      Manifests.parse("hostile", bytes);
    } catch (ManifestException e) {
      assertFalse(e.problems().isEmpty());
      e.problems().forEach(p -> assertTrue(p.line() >= 1 && p.column() >= 1, p.toString()));
    }
  }

  @Test
  void bombsAndNestingAreRefusedInBoundedTime() {
    StringBuilder laughs = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x]\n");
    StringBuilder chain = new StringBuilder("b0: &b0 [x]\n");
    for (int i = 1; i < 200; i++) {
      String alias = "*a" + (i - 1);
      String nine = String.join(", ", List.of(alias, alias, alias, alias, alias, alias, alias));
      laughs.append("a%d: &a%d [%s]\n".formatted(i, i, nine));
      chain.append("b%d: &b%d [*b%d]\n".formatted(i, i, i - 1));
    }
    refused("m:7:10: aliases add more than 200000 values", laughs.toString());
    refused("m:99:12: values are nested more than 100 levels deep", chain.toString());
    refused("values are nested more than 100 levels deep", "[".repeat(100_000));
    refused("values are nested more than 100 levels deep", "{a: ".repeat(100_000));
    refused("values are nested more than 100 levels deep", "- ".repeat(100_000));
    refused("values are nested more than 100 levels deep", "? ".repeat(100_000));
    refused("a manifest has at most 2000000 values", "- x\n".repeat(3_000_000));
    refused("a manifest has at most 2000000 values", "---\n".repeat(3_000_000));
    refused("only the first 1000 problems are listed", "--- x\n".repeat(100_000));
    refused("a resource must be an object, not a text", "x".repeat(10_000_000));
    refused(
        "1:1: a resource has at most 3145728 characters",
        "{apiVersion: v1, kind: Secret, metadata: {name: x}, data: {a: "
            + "aaaa".repeat(1_000_000)
            + "}}");
  }

  private static void refused(String message, String manifest) {
    ManifestException e =
        assertTimeoutPreemptively(
            Duration.ofSeconds(60),
            () -> assertThrows(ManifestException.class, () -> Manifests.parse("m", manifest)));
    assertTrue(e.getMessage().contains(message), () -> message + " in " + shortened(e));
  }

  private static String shortened(ManifestException e) {
    return e.getMessage().substring(0, Math.min(300, e.getMessage().length()));
  }

  @Test
  void aFileThatIsTooLargeIsNotRead(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("large.yaml");
    try (RandomAccessFile large = new RandomAccessFile(file.toFile(), "rw")) {
      large.setLength(100L * 1024 * 1024);
    }
    ManifestException e = assertThrows(ManifestException.class, () -> Manifests.parse(file));
    assertEquals(
        file + ":1:1: a manifest has at most 67108864 bytes, this one has 104857600",
        e.getMessage());
  }

  @Test
  void otherEncodingsAreNamedWithTheirPlace() {
    refused(
        "m:1:1: a manifest must be encoded in UTF-8, this one is in UTF-16",
        "\uFEFFkind: x".getBytes(StandardCharsets.UTF_16LE));
    refused(
        "m:1:1: a manifest must be encoded in UTF-8, this one is in UTF-16",
        "kind: x".getBytes(StandardCharsets.UTF_16));
    refused(
        "m:2:4: a manifest must be encoded in UTF-8",
        "a:\nb: \u00e4".getBytes(StandardCharsets.ISO_8859_1));
    refused(
        "m:2:4: the control character U+0000 is not allowed",
        "a:\nb: \u0000".getBytes(StandardCharsets.UTF_8));
    refused("m:1:1: apiVersion: must be specified", "\uFEFFa: b".getBytes(StandardCharsets.UTF_8));
  }

  private static void refused(String message, byte[] manifest) {
    ManifestException e =
        assertThrows(ManifestException.class, () -> Manifests.parse("m", manifest));
    assertTrue(e.getMessage().startsWith(message), e.getMessage());
  }

  @Test
  void noMessageShowsASecret() {
    for (String tail : List.of("\n\tx", "\n]", "\n  &", ": x: y", "\"", "\n  !!int z")) {
      String manifest =
          "apiVersion: v1\nkind: Secret\nmetadata: {name: s}\ndata:\n  a: \"cGxlYXNl*hunter2\"\n"
              + "stringData: {hunter3: 12345678}\ntype: hunter4"
              + tail;
      ManifestException e =
          assertThrows(ManifestException.class, () -> Manifests.parse("m", manifest));
      assertFalse(e.getMessage().contains("hunter2") || e.getMessage().contains("12345678"));
      assertEquals(null, e.getCause());
    }
  }
}
