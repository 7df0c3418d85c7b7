package dev.perennial.core.pki;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import dev.perennial.core.pki.PkiException.Reason;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class PemTest {
  private static final int LARGE = 20_000_000;

  @TestFactory
  Stream<DynamicTest> table() {
    List<DynamicTest> tests = new ArrayList<>();
    for (JsonNode row : JsonMapper.builder().build().readTree(Corpus.read("pem.json"))) {
      tests.add(DynamicTest.dynamicTest(row.path("name").asString(), () -> check(row)));
    }
    return tests.stream();
  }

  private static void check(JsonNode row) {
    List<String> expected = new ArrayList<>();
    row.path("blocks").forEach(block -> expected.add(block.asString()));
    List<String> found =
        Pem.decodeAll(utf8(row.path("input").asString()), Pem.MAX_CHAIN_BYTES).stream()
            .map(block -> block.label() + ":" + HexFormat.of().formatHex(block.der()))
            .toList();
    assertEquals(expected, found);
  }

  @Test
  void encodesWith64ColumnsAndLineFeeds() {
    String expected =
        "-----BEGIN X-----\n" + "A".repeat(64) + "\n" + "A".repeat(4) + "\n-----END X-----\n";
    assertArrayEquals(utf8(expected), Pem.encode("X", new byte[51]));
    assertArrayEquals(utf8("-----BEGIN X-----\n-----END X-----\n"), Pem.encode("X", new byte[0]));
    assertEquals(
        64 + 1,
        new String(Pem.encode("X", new byte[48]), StandardCharsets.US_ASCII).indexOf("-----END")
            - "-----BEGIN X-----\n".length());
  }

  @Test
  void tellsTheLineOfEachBlock() {
    byte[] two =
        utf8(
            "text\n\n-----BEGIN A-----\nAAEC\n-----END A-----\n"
                + "-----BEGIN B-----\nAAEC\n-----END B-----\n");
    List<PemBlock> blocks = Pem.decodeAll(two, 1000);
    assertEquals(3, blocks.get(0).line());
    assertEquals(6, blocks.get(1).line());
  }

  @Test
  void refusesMoreThanTheLimit() {
    PkiException refused =
        assertThrows(PkiException.class, () -> Pem.decodeAll(new byte[101], 100));
    assertEquals(Reason.TOO_LARGE, refused.reason());
    assertEquals(0, Pem.decodeAll(new byte[100], 100).size());
  }

  @Test
  void theBytesOfABlockAreNotPrinted() {
    byte[] secret = Pem.encode("PRIVATE KEY", utf8("top secret"));
    assertEquals(
        "PemBlock[PRIVATE KEY, 10 bytes, line 1]",
        Pem.decodeFirst(secret, 1000).orElseThrow().toString());
  }

  /** Each of these is quadratic for a scanner that starts again at every line. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "-----BEGIN A-----\n",
        "\n-----END A-----",
        "-----BEGIN A-----\n-----END B-----\n",
        "-----BEGIN A-----\nx: y\n",
        "x: y\n",
        "-----BEGIN A-----\n!\n-----END A-----\n",
        "-----BEGIN ",
        "-",
        "\n",
        " "
      })
  void tenMegabytesOfJunkTakeLinearTime(String piece) {
    byte[] junk = utf8(piece.repeat(10_000_000 / piece.length()));
    List<PemBlock> found = assertTimeout(Duration.ofSeconds(5), () -> Pem.decodeAll(junk, LARGE));
    assertEquals(0, found.size());
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
