package dev.perennial.core.pki;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.perennial.core.pki.PkiException.Reason;
import dev.perennial.model.x509.KeyAlgorithm;
import dev.perennial.model.x509.KeyEncoding;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;

class PrivateKeysTest {
  @ParameterizedTest
  @CsvFileSource(resources = "keys/keys.csv", numLinesToSkip = 1)
  void readsEveryEncoding(String file, KeyAlgorithm algorithm, int size, String id) {
    PrivateKey key = PrivateKeys.decode(Corpus.read(file));
    assertEquals(new KeySpec(algorithm, size), PrivateKeys.specOf(key));
    assertEquals(id, PublicKeys.id(PrivateKeys.publicKey(key)));
    for (KeyEncoding encoding : KeyEncoding.values()) {
      assertEquals(key, PrivateKeys.decode(PrivateKeys.encode(key, encoding)));
    }
  }

  @ParameterizedTest
  @CsvFileSource(resources = "bad-keys.csv", numLinesToSkip = 1)
  void refusesWithTheReason(String file, Reason reason) {
    byte[] pem = Corpus.read("keys/bad/" + file);
    PkiException refused = assertThrows(PkiException.class, () -> PrivateKeys.decode(pem));
    assertEquals(reason, refused.reason(), refused.getMessage());
  }

  @ParameterizedTest
  @CsvSource({
    "keys/pkcs1/rsa-2048.pem,PKCS1",
    "keys/pkcs8/rsa-3072.pem,PKCS8",
    "keys/sec1/P-256.pem,PKCS1",
    "keys/sec1/P-521.pem,PKCS1",
    "keys/pkcs8/P-384.pem,PKCS8",
    "keys/pkcs8/ed25519.pem,PKCS1",
    "keys/pkcs8/ed25519.pem,PKCS8"
  })
  void writesByteForByteWhatOpensslWrites(String file, KeyEncoding encoding) {
    byte[] pem = Corpus.read(file);
    assertArrayEquals(pem, PrivateKeys.encode(PrivateKeys.decode(pem), encoding));
  }

  @ParameterizedTest
  @CsvSource({
    "RSA,2048",
    "RSA,2055",
    "RSA,3072",
    "ECDSA,256",
    "ECDSA,384",
    "ECDSA,521",
    "ED25519,256",
    "RSA,0",
    "ECDSA,-1",
    "ED25519,99"
  })
  void generatesWhatWasAskedFor(KeyAlgorithm algorithm, int size) {
    PrivateKey key = PrivateKeys.generate(new KeySpec(algorithm, size), TestPki.CRYPTO);
    assertEquals(new KeySpec(algorithm, size), PrivateKeys.specOf(key));
    assertEquals(key, PrivateKeys.decode(PrivateKeys.encode(key, KeyEncoding.PKCS8)));
  }

  @ParameterizedTest
  @CsvSource({"RSA,2047", "RSA,8193", "ECDSA,224", "ECDSA,255", "ECDSA,522"})
  void refusesToGenerateOtherSizes(KeyAlgorithm algorithm, int size) {
    KeySpec spec = new KeySpec(algorithm, size);
    PkiException refused =
        assertThrows(PkiException.class, () -> PrivateKeys.generate(spec, TestPki.CRYPTO));
    assertEquals(Reason.UNSUPPORTED, refused.reason());
    assertTrue(refused.getMessage().contains(Integer.toString(size)), refused.getMessage());
  }

  @ParameterizedTest
  @CsvSource({"RSA,RSA", "ECDSA,EC", "ED25519,EdDSA"})
  void keysAreThoseOfTheJdkSoThatTlsTakesThem(KeyAlgorithm algorithm, String jdkName) {
    PrivateKey key = TestPki.key(KeySpec.of(algorithm));
    assertEquals(jdkName, key.getAlgorithm());
    assertTrue(key.getClass().getName().startsWith("sun.security."), key.getClass().getName());
  }

  @ParameterizedTest
  @CsvSource({"RSA,2048,SHA256withRSA", "EC,256,SHA256withECDSA", "Ed25519,255,Ed25519"})
  void keysOfAnotherProviderAreTheSameKeys(String algorithm, int size, String signature)
      throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm, TestPki.CRYPTO.provider());
    generator.initialize(size);
    KeyPair pair = generator.generateKeyPair();
    PrivateKey ours = PrivateKeys.decode(PrivateKeys.encode(pair.getPrivate(), KeyEncoding.PKCS1));
    assertTrue(PrivateKeys.matches(pair.getPrivate(), PrivateKeys.publicKey(ours)));
    assertTrue(PrivateKeys.matches(ours, pair.getPublic()));
    Signature signer = Signature.getInstance(signature);
    signer.initSign(ours);
    signer.update((byte) 1);
    byte[] signed = signer.sign();
    signer.initVerify(pair.getPublic());
    signer.update((byte) 1);
    assertTrue(signer.verify(signed));
  }

  @Test
  void differentKeysDoNotMatch() {
    PublicKey rsa = PrivateKeys.publicKey(TestPki.key(KeySpec.of(KeyAlgorithm.RSA)));
    PrivateKey ecdsa = TestPki.key(KeySpec.of(KeyAlgorithm.ECDSA));
    assertFalse(PrivateKeys.matches(ecdsa, rsa));
    PrivateKey other = PrivateKeys.generate(KeySpec.of(KeyAlgorithm.ECDSA), TestPki.CRYPTO);
    assertFalse(PrivateKeys.matches(ecdsa, PrivateKeys.publicKey(other)));
  }

  @Test
  void aKeyLargerThanTheLimitIsNotRead() {
    byte[] large = new byte[Pem.MAX_PRIVATE_KEY_BYTES + 1];
    PkiException refused = assertThrows(PkiException.class, () -> PrivateKeys.decode(large));
    assertEquals(Reason.TOO_LARGE, refused.reason());
  }

  @Test
  void errorsDoNotShowTheKey() {
    String pem = new String(Corpus.read("keys/pkcs1/rsa-2048.pem"), StandardCharsets.US_ASCII);
    String damaged = pem.replaceFirst("(?s)\n.{64}\n(?=.{10,100}\n-----END)", "\n");
    PkiException refused =
        assertThrows(
            PkiException.class,
            () -> PrivateKeys.decode(damaged.getBytes(StandardCharsets.US_ASCII)));
    String told = refused.toString() + refused.getCause();
    byte[] der = Pem.decodeFirst(pem.getBytes(StandardCharsets.US_ASCII), 9999).orElseThrow().der();
    for (int i = 0; i + 8 <= der.length; i += 8) {
      assertFalse(told.contains(HexFormat.of().formatHex(der, i, i + 8)));
    }
    assertFalse(told.contains(pem.substring(40, 60)));
  }
}
