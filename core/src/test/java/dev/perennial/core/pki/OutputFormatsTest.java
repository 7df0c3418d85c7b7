package dev.perennial.core.pki;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.perennial.core.pki.PkiException.Reason;
import dev.perennial.model.x509.KeyEncoding;
import java.nio.charset.StandardCharsets;
import java.security.PrivateKey;
import org.junit.jupiter.api.Test;

class OutputFormatsTest {
  @Test
  void combinedIsKeyThenEmptyLineThenChain() {
    byte[] key = "KEY\n".getBytes(StandardCharsets.US_ASCII);
    byte[] chain = "CHAIN\n".getBytes(StandardCharsets.US_ASCII);
    assertEquals(
        "KEY\n\nCHAIN\n",
        new String(OutputFormats.combinedPem(key, chain), StandardCharsets.US_ASCII));
  }

  @Test
  void derIsTheBodyOfTheKeyInItsOwnEncoding() {
    PrivateKey key = TestPki.key(TestPki.P256);
    byte[] pkcs8 = PrivateKeys.encode(key, KeyEncoding.PKCS8);
    assertArrayEquals(PrivateKeys.encodePkcs8(key), OutputFormats.keyDer(pkcs8));
    byte[] sec1 = PrivateKeys.encode(key, KeyEncoding.PKCS1);
    assertArrayEquals(Pem.decodeFirst(sec1, 1000).orElseThrow().der(), OutputFormats.keyDer(sec1));
  }

  @Test
  void aKeyThatIsNoPemHasNoDer() {
    PkiException refused =
        assertThrows(PkiException.class, () -> OutputFormats.keyDer(new byte[] {1}));
    assertEquals(Reason.NO_DATA, refused.reason());
  }
}
