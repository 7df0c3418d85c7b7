package dev.perennial.core.pki;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.perennial.core.Cases;
import dev.perennial.model.x509.KeyEncoding;
import java.nio.charset.StandardCharsets;
import java.security.PrivateKey;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

/** PEM private keys, against cert-manager's DecodePrivateKeyBytes. */
class KeyParseCasesTest {
  @TestFactory
  Stream<DynamicTest> keys() {
    return Cases.rows("key-parse.json", KeyParseCasesTest::check);
  }

  private static void check(JsonNode row) {
    byte[] input = row.path("input").asString().getBytes(StandardCharsets.UTF_8);
    JsonNode expected = row.path("expected");
    if (!expected.path("error").isNull()) {
      assertThrows(PkiException.class, () -> PrivateKeys.decode(input));
      return;
    }
    PrivateKey key = decode(input);
    assertEquals(
        expected.path("algorithm").asString(), PrivateKeys.specOf(key).algorithm().manifestName());
    byte[] publicKeyPem = expected.path("publicKeyPem").asString().getBytes(StandardCharsets.UTF_8);
    assertArrayEquals(
        publicKeyPem, Pem.encode("PUBLIC KEY", PrivateKeys.publicKey(key).getEncoded()));
    for (KeyEncoding encoding : KeyEncoding.values()) {
      PrivateKey again = PrivateKeys.decode(PrivateKeys.encode(key, encoding));
      assertEquals(
          PublicKeys.id(PrivateKeys.publicKey(key)), PublicKeys.id(PrivateKeys.publicKey(again)));
    }
  }

  private static PrivateKey decode(byte[] input) {
    try {
      return PrivateKeys.decode(input);
    } catch (PkiException refused) {
      throw new AssertionError("refused: " + refused.getMessage(), refused);
    }
  }
}
