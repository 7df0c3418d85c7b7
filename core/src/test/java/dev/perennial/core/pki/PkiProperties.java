package dev.perennial.core.pki;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.perennial.model.x509.KeyAlgorithm;
import dev.perennial.model.x509.KeyEncoding;
import dev.perennial.model.x509.Pkcs12Profile;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;

/** What holds for every input: what is written is read again, and order does not count. */
class PkiProperties {
  @Property(tries = 300)
  void pemIsReadAsItWasWritten(
      @ForAll("labels") String label, @ForAll byte[] der, @ForAll("texts") String around) {
    byte[] pem = Pem.encode(label, der);
    List<PemBlock> alone = Pem.decodeAll(pem, 1 << 20);
    assertEquals(1, alone.size());
    assertEquals(label, alone.get(0).label());
    assertArrayEquals(der, alone.get(0).der());

    ByteArrayOutputStream text = new ByteArrayOutputStream();
    text.writeBytes((around + "\n").getBytes(StandardCharsets.UTF_8));
    text.writeBytes(pem);
    text.writeBytes(pem);
    text.writeBytes(around.getBytes(StandardCharsets.UTF_8));
    List<PemBlock> within = Pem.decodeAll(text.toByteArray(), 1 << 20);
    assertEquals(2, within.size());
    assertArrayEquals(der, within.get(1).der());
  }

  @Provide
  Arbitrary<String> labels() {
    return Arbitraries.strings()
        .withCharRange('A', 'Z')
        .withChars(' ')
        .ofMinLength(1)
        .ofMaxLength(30)
        .map(label -> "X" + label.strip());
  }

  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.strings().all().ofMaxLength(60).filter(text -> !text.contains("-----"));
  }

  @Property(tries = 40)
  void keysSurviveEveryEncoding(@ForAll("elliptic") KeySpec spec, @ForAll KeyEncoding encoding) {
    PrivateKey key = PrivateKeys.generate(spec, TestPki.CRYPTO);
    PrivateKey read = PrivateKeys.decode(PrivateKeys.encode(key, encoding));
    assertEquals(key, read);
    assertEquals(spec, PrivateKeys.specOf(read));
    assertTrue(PrivateKeys.matches(read, PrivateKeys.publicKey(key)));
    assertEquals(
        PublicKeys.id(PrivateKeys.publicKey(key)), PublicKeys.id(PrivateKeys.publicKey(read)));
  }

  @Provide
  Arbitrary<KeySpec> elliptic() {
    return Arbitraries.of(
        new KeySpec(KeyAlgorithm.ECDSA, 256),
        new KeySpec(KeyAlgorithm.ECDSA, 384),
        new KeySpec(KeyAlgorithm.ECDSA, 521),
        KeySpec.of(KeyAlgorithm.ED25519));
  }

  /** Whatever the order and the repetitions, one chain comes out, and again out of itself. */
  @Property(tries = 60)
  void theOrderOfABundleDoesNotCount(
      @ForAll @IntRange(min = 0, max = 5) int intermediates,
      @ForAll boolean withRoot,
      @ForAll @Size(max = 4) List<@IntRange(max = 5) Integer> repeated,
      @ForAll Random random) {
    TestPki.Entity entity = TestPki.root("CN=root");
    List<X509Certificate> expected = new ArrayList<>();
    X509Certificate root = entity.certificate();
    for (int i = 0; i < intermediates; i++) {
      entity = entity.issue("CN=ca " + i, true);
      expected.add(0, entity.certificate());
    }
    expected.add(0, entity.issue("CN=leaf", false).certificate());
    List<X509Certificate> bundle = new ArrayList<>(expected);
    if (withRoot) {
      bundle.add(root);
    }
    repeated.forEach(index -> bundle.add(bundle.get(index % bundle.size())));
    Collections.shuffle(bundle, random);

    CertificateChain chain = CertificateChain.parse(Certificates.encode(bundle));
    assertEquals(expected, chain.certificates());
    X509Certificate highest = withRoot ? root : expected.get(expected.size() - 1);
    assertEquals(bundleHasCa(expected, withRoot) ? highest : null, chain.ca().orElse(null));
    assertEquals(expected, CertificateChain.parse(chain.toPem()).certificates());
    assertEquals(expected, CertificateChain.parseVerbatim(chain.toPem()).certificates());
  }

  private static boolean bundleHasCa(List<X509Certificate> expected, boolean withRoot) {
    return withRoot || expected.size() > 1;
  }

  @Property(tries = 60)
  void keystoresFitWhatTheyWereMadeOf(
      @ForAll Pkcs12Profile profile,
      @ForAll @StringLength(max = 80) @CharRange(from = ' ', to = '\uD7FF') String password,
      @ForAll("elliptic") KeySpec spec) {
    TestPki.Entity leaf = TestPki.selfSigned("CN=own", TestPki.key(spec));
    KeystoreContent content =
        KeystoreContent.of(leaf.key(), List.of(leaf.certificate()), List.of(leaf.certificate()));
    Keystores keystores = Keystores.using(TestPki.CRYPTO);
    char[] chars = password.toCharArray();
    byte[] p12 = keystores.pkcs12(content, profile, chars);
    assertTrue(Keystores.pkcs12Matches(p12, content, profile, chars));
    assertEquals(leaf.key(), Keystores.readPkcs12(p12, chars).key().orElseThrow());
    byte[] jks = keystores.jks(content, "own", chars, TestPki.NOW);
    assertTrue(Keystores.jksMatches(jks, content, "own", chars));
    assertEquals(leaf.key(), Keystores.readJks(jks, chars).key().orElseThrow());
  }
}
