package dev.perennial.core.pki;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.perennial.model.x509.KeyAlgorithm;
import dev.perennial.model.x509.KeyEncoding;
import java.security.KeyPair;
import java.security.SecureRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeyPairsTest {
  private static final Crypto CRYPTO = Crypto.of(new SecureRandom());

  @ParameterizedTest
  @CsvSource({"RSA,2048", "ECDSA,256", "ECDSA,384", "ECDSA,521", "ED25519,0"})
  void whatIsRememberedIsWhatWouldBeComputed(KeyAlgorithm algorithm, int size) {
    KeySpec spec =
        algorithm == KeyAlgorithm.ED25519 ? KeySpec.of(algorithm) : new KeySpec(algorithm, size);
    KeyPairs keys = new KeyPairs();
    KeyPair made = keys.generate(spec, CRYPTO);
    assertEquals(PrivateKeys.publicKey(made.getPrivate()), made.getPublic());
    for (KeyEncoding encoding : KeyEncoding.values()) {
      byte[] pem = keys.encode(made.getPrivate(), encoding);
      assertArrayEquals(PrivateKeys.encode(made.getPrivate(), encoding), pem);
      KeyPair read = keys.decode(pem);
      assertEquals(made.getPrivate(), read.getPrivate());
      assertEquals(made.getPublic(), read.getPublic());
      assertEquals(made.getPublic(), PrivateKeys.decodePair(pem).getPublic());
    }
  }

  @ParameterizedTest
  @CsvSource({"256", "384", "521"})
  void keysOfOneObjectAreNotConfused(int size) {
    KeyPairs keys = new KeyPairs();
    KeySpec spec = new KeySpec(KeyAlgorithm.ECDSA, size);
    KeyPair one = keys.generate(spec, CRYPTO);
    KeyPair other = keys.generate(spec, CRYPTO);
    assertFalse(PublicKeys.matches(one.getPublic(), other.getPublic()));
    KeyPair again = keys.decode(keys.encode(one.getPrivate(), KeyEncoding.PKCS8));
    assertTrue(PublicKeys.matches(one.getPublic(), again.getPublic()));
  }
}
