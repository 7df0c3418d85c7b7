package dev.perennial.core.pki;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.perennial.core.pki.TestPki.Entity;
import dev.perennial.model.x509.KeyAlgorithm;
import dev.perennial.model.x509.KeyEncoding;
import dev.perennial.model.x509.Pkcs12Profile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Key stores to and from openssl and keytool.
 *
 * <p>OpenSSL reads PBMAC1 (Modern2026) from 3.4 on and Java from 26 on. With older ones those rows
 * must be refused for want of that algorithm and for nothing else; {@code KeystoresTest} opens such
 * stores with BouncyCastle's engine, which is not ours either.
 */
@Tag("interop")
class KeystoresInteropTest {
  private static final String PASSWORD = "changeit-2026";
  private static final Keystores KEYSTORES = Keystores.using(TestPki.CRYPTO);

  private static final Entity ROOT = TestPki.root("CN=interop root");
  private static final Entity MIDDLE = ROOT.issue("CN=interop middle", true);

  @TempDir Path folder;

  /** Returns whether a peer is too old for PBMAC1; any other refusal is a failure. */
  private static boolean lacksPbmac1(Pkcs12Profile profile, Peer.Result result) {
    if (profile != Pkcs12Profile.MODERN_2026 || result.code() == 0) {
      return false;
    }
    String output = result.output();
    assertTrue(
        output.contains("PBMAC1") || output.contains("HmacPBE1.2.840.113549.1.5.14"), output);
    return true;
  }

  @ParameterizedTest
  @CsvSource({
    "LEGACY_RC2,RSA", "LEGACY_DES,RSA", "MODERN_2023,RSA", "MODERN_2026,RSA",
    "LEGACY_RC2,ECDSA", "LEGACY_DES,ECDSA", "MODERN_2023,ECDSA", "MODERN_2026,ECDSA",
    "LEGACY_RC2,ED25519", "LEGACY_DES,ED25519", "MODERN_2023,ED25519", "MODERN_2026,ED25519"
  })
  void opensslReadsOurPkcs12(Pkcs12Profile profile, KeyAlgorithm algorithm) throws IOException {
    KeystoreContent content = content(algorithm);
    write("store.p12", KEYSTORES.pkcs12(content, profile, PASSWORD.toCharArray()));
    List<String> command = new ArrayList<>(List.of("openssl", "pkcs12", "-in", "store.p12"));
    command.addAll(List.of("-passin", "pass:" + PASSWORD, "-nodes", "-out", "all.pem"));
    if (profile == Pkcs12Profile.LEGACY_RC2 || profile == Pkcs12Profile.LEGACY_DES) {
      command.add("-legacy");
    }
    Peer.Result result = new Peer(folder).tryRun(command.toArray(String[]::new));
    if (lacksPbmac1(profile, result)) {
      return;
    }
    assertEquals(0, result.code(), result.output());

    List<PemBlock> blocks = Pem.decodeAll(read("all.pem"), 1 << 20);
    List<String> found = new ArrayList<>();
    for (PemBlock block : blocks) {
      if (block.label().equals("CERTIFICATE")) {
        found.add(Certificates.decode(block.der()).getSubjectX500Principal().getName());
      } else {
        byte[] pem = Pem.encode(block.label(), block.der());
        assertTrue(
            PrivateKeys.matches(content.key(), PrivateKeys.publicKey(PrivateKeys.decode(pem))));
      }
    }
    assertEquals(List.of("CN=leaf", "CN=interop middle", "CN=interop root"), found);
    assertEquals(4, blocks.size());
  }

  @ParameterizedTest
  @CsvSource({
    "LEGACY_RC2,RSA",
    "LEGACY_DES,ECDSA",
    "MODERN_2023,RSA",
    "MODERN_2023,ECDSA",
    "MODERN_2023,ED25519",
    "MODERN_2026,RSA"
  })
  void keytoolReadsOurPkcs12(Pkcs12Profile profile, KeyAlgorithm algorithm) throws IOException {
    write("store.p12", KEYSTORES.pkcs12(content(algorithm), profile, PASSWORD.toCharArray()));
    Peer.Result listed = list("store.p12", "PKCS12");
    if (lacksPbmac1(profile, listed)) {
      return;
    }
    assertEquals(0, listed.code(), listed.output());
    assertTrue(listed.output().contains("PrivateKeyEntry"), listed.output());
    assertTrue(listed.output().contains("Certificate chain length: 3"), listed.output());
    assertTrue(listed.output().contains("Owner: CN=leaf"), listed.output());
  }

  @ParameterizedTest
  @EnumSource(Pkcs12Profile.class)
  void keytoolTrustsOurPkcs12Truststore(Pkcs12Profile profile) throws IOException {
    List<X509Certificate> cas =
        List.of(ROOT.certificate(), TestPki.root("CN=interop root").certificate());
    write("trust.p12", KEYSTORES.pkcs12Truststore(cas, profile, PASSWORD.toCharArray()));
    Peer.Result listed = list("trust.p12", "PKCS12");
    if (lacksPbmac1(profile, listed)) {
      return;
    }
    assertEquals(0, listed.code(), listed.output());
    assertTrue(listed.output().contains("Alias name: ca\n"), listed.output());
    assertTrue(listed.output().contains("Alias name: ca-1\n"), listed.output());
    assertEquals(3, listed.output().split("trustedCertEntry", -1).length, listed.output());
  }

  @ParameterizedTest
  @EnumSource(KeyAlgorithm.class)
  void keytoolReadsOurJks(KeyAlgorithm algorithm) throws IOException {
    char[] password = PASSWORD.toCharArray();
    write("store.jks", KEYSTORES.jks(content(algorithm), "web", password, TestPki.NOW));
    Peer.Result listed = list("store.jks", "JKS");
    assertEquals(0, listed.code(), listed.output());
    assertTrue(listed.output().contains("Alias name: web\n"), listed.output());
    assertTrue(listed.output().contains("Alias name: ca\n"), listed.output());
    assertTrue(listed.output().contains("Certificate chain length: 2"), listed.output());
    new Peer(folder) // moves the key, so it must have decrypted it
        .run(
            "keytool",
            "-importkeystore",
            "-noprompt",
            "-srckeystore",
            "store.jks",
            "-srcstoretype",
            "JKS",
            "-srcstorepass",
            PASSWORD,
            "-destkeystore",
            "moved.p12",
            "-deststoretype",
            "PKCS12",
            "-deststorepass",
            PASSWORD,
            "-srcalias",
            "web");
    StoredKeystore moved = Keystores.readPkcs12(read("moved.p12"), password);
    assertEquals(content(algorithm).key(), moved.key().orElseThrow());
  }

  @ParameterizedTest
  @CsvSource({
    "JKS,-keyalg RSA -keysize 2048",
    "JKS,-keyalg EC -groupname secp256r1",
    "PKCS12,-keyalg RSA -keysize 2048",
    "PKCS12,-keyalg EC -groupname secp384r1",
    "PKCS12,-keyalg Ed25519",
    "PKCS12,-keyalg RSA -keysize 2048 -J-Dkeystore.pkcs12.legacy"
  })
  void weReadWhatKeytoolWrites(String type, String options) throws IOException {
    List<String> command = new ArrayList<>(List.of("keytool", "-genkeypair", "-alias", "own"));
    command.addAll(List.of(options.split(" ")));
    command.addAll(List.of("-dname", "CN=keytool", "-keystore", "store", "-storetype", type));
    command.addAll(List.of("-storepass", PASSWORD, "-keypass", PASSWORD));
    new Peer(folder).run(command.toArray(String[]::new));
    byte[] stored = read("store");
    char[] password = PASSWORD.toCharArray();
    StoredKeystore found =
        type.equals("JKS")
            ? Keystores.readJks(stored, password)
            : Keystores.readPkcs12(stored, password);
    assertEquals("own", found.alias());
    assertEquals(1, found.chain().size());
    assertTrue(PrivateKeys.matches(found.key().orElseThrow(), found.chain().get(0).getPublicKey()));
  }

  @ParameterizedTest
  @CsvSource({
    "'',MODERN_2023",
    "-legacy,LEGACY_RC2",
    "-legacy -descert,LEGACY_DES",
    "-certpbe AES-128-CBC -keypbe AES-192-CBC -macalg sha512,"
  })
  void weReadWhatOpensslWrites(String options, Pkcs12Profile profile) throws IOException {
    KeystoreContent content = content(KeyAlgorithm.ECDSA);
    write("key.pem", PrivateKeys.encode(content.key(), KeyEncoding.PKCS8));
    write("leaf.pem", Certificates.encode(content.chain().get(0)));
    write("rest.pem", Certificates.encode(List.of(MIDDLE.certificate(), ROOT.certificate())));
    List<String> command = new ArrayList<>(List.of("openssl", "pkcs12", "-export"));
    command.addAll(List.of("-inkey", "key.pem", "-in", "leaf.pem", "-certfile", "rest.pem"));
    command.addAll(List.of("-name", "web", "-passout", "pass:" + PASSWORD, "-out", "store.p12"));
    if (!options.isEmpty()) {
      command.addAll(List.of(options.split(" ")));
    }
    new Peer(folder).run(command.toArray(String[]::new));
    StoredKeystore found = Keystores.readPkcs12(read("store.p12"), PASSWORD.toCharArray());
    assertEquals("web", found.alias());
    assertEquals(content.key(), found.key().orElseThrow());
    assertEquals(content.chain().get(0), found.chain().get(0));
    assertEquals(3, found.chain().size());
    assertEquals(profile, found.profile().orElse(null));
  }

  private Peer.Result list(String file, String type) {
    return new Peer(folder)
        .tryRun(
            "keytool",
            "-list",
            "-v",
            "-keystore",
            file,
            "-storetype",
            type,
            "-storepass",
            PASSWORD);
  }

  private static KeystoreContent content(KeyAlgorithm algorithm) {
    Entity leaf = MIDDLE.issue("CN=leaf", false, TestPki.key(KeySpec.of(algorithm)));
    return KeystoreContent.of(
        leaf.key(), List.of(leaf.certificate(), MIDDLE.certificate()), List.of(ROOT.certificate()));
  }

  private void write(String file, byte[] bytes) throws IOException {
    Files.write(folder.resolve(file), bytes);
  }

  private byte[] read(String file) throws IOException {
    return Files.readAllBytes(folder.resolve(file));
  }
}
