package dev.perennial.core.pki;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.perennial.model.x509.KeyAlgorithm;
import dev.perennial.model.x509.KeyEncoding;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PrivateKey;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Private keys to and from openssl. */
@Tag("interop")
class KeysInteropTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "RSA,2048,PKCS1",
    "RSA,3072,PKCS8",
    "RSA,2049,PKCS1",
    "RSA,4096,PKCS8",
    "ECDSA,256,PKCS1",
    "ECDSA,384,PKCS1",
    "ECDSA,521,PKCS1",
    "ECDSA,256,PKCS8",
    "ECDSA,384,PKCS8",
    "ECDSA,521,PKCS8",
    "ED25519,0,PKCS1",
    "ED25519,0,PKCS8"
  })
  void opensslReadsWhatWeWrite(KeyAlgorithm algorithm, int size, KeyEncoding encoding)
      throws IOException {
    PrivateKey key = PrivateKeys.generate(new KeySpec(algorithm, size), TestPki.CRYPTO);
    Files.write(folder.resolve("key.pem"), PrivateKeys.encode(key, encoding));

    if (algorithm != KeyAlgorithm.ED25519) {
      String check = new Peer(folder).run("openssl", "pkey", "-in", "key.pem", "-noout", "-check");
      assertTrue(check.contains("Key is valid"), check);
    }
    String openssl = new Peer(folder).run("openssl", "pkey", "-in", "key.pem", "-pubout");
    String ours = text(Pem.encode("PUBLIC KEY", PrivateKeys.publicKey(key).getEncoded()));
    assertEquals(openssl, ours);
    assertEquals(new KeySpec(algorithm, size), PrivateKeys.specOf(key));
  }

  @ParameterizedTest
  @CsvSource({
    "RSA,2048,genpkey -outform PEM -algorithm RSA -pkeyopt rsa_keygen_bits:2048",
    "RSA,3072,genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:3072",
    "RSA,2048,rsa -traditional -in rsa.pem",
    "ECDSA,256,ecparam -genkey -name prime256v1 -noout",
    "ECDSA,384,ecparam -genkey -name secp384r1 -noout",
    "ECDSA,521,genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-521",
    "ECDSA,224,genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-224",
    "ED25519,0,genpkey -algorithm ed25519"
  })
  void weReadWhatOpensslWrites(KeyAlgorithm algorithm, int size, String command)
      throws IOException {
    Peer peer = new Peer(folder);
    Files.write(
        folder.resolve("rsa.pem"),
        PrivateKeys.encode(TestPki.key(KeySpec.of(KeyAlgorithm.RSA)), KeyEncoding.PKCS8));
    peer.run(("openssl " + command + " -out key.pem").split(" "));
    PrivateKey key = PrivateKeys.decode(Files.readAllBytes(folder.resolve("key.pem")));

    assertEquals(new KeySpec(algorithm, size), PrivateKeys.specOf(key));
    assertEquals(
        peer.run("openssl", "pkey", "-in", "key.pem", "-pubout"),
        text(Pem.encode("PUBLIC KEY", PrivateKeys.publicKey(key).getEncoded())));
    peer.run("openssl", "pkey", "-in", "key.pem", "-outform", "DER", "-out", "key.der");
    if (algorithm == KeyAlgorithm.ED25519) {
      assertArrayEquals(
          Files.readAllBytes(folder.resolve("key.der")), PrivateKeys.encodePkcs8(key));
    }
  }

  private static String text(byte[] pem) {
    return new String(pem, StandardCharsets.US_ASCII);
  }
}
