package dev.perennial.core.pki;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.perennial.core.pki.PkiException.Reason;
import dev.perennial.core.pki.TestPki.Entity;
import dev.perennial.model.x509.KeyAlgorithm;
import dev.perennial.model.x509.Pkcs12Profile;
import java.io.ByteArrayInputStream;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.bouncycastle.pkcs.PKCS12PfxPdu;
import org.bouncycastle.pkcs.bc.BcPKCS12PBMac1CalculatorBuilderProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeystoresTest {
  private static final Keystores KEYSTORES = Keystores.using(TestPki.CRYPTO);
  private static final Entity ROOT = TestPki.root("CN=root");
  private static final Entity MIDDLE = ROOT.issue("CN=middle", true);
  private static final Entity LEAF = MIDDLE.issue("CN=leaf", false);
  private static final List<X509Certificate> CAS =
      List.of(ROOT.certificate(), TestPki.root("CN=root").certificate());
  private static final KeystoreContent CONTENT =
      KeystoreContent.of(LEAF.key(), List.of(LEAF.certificate(), MIDDLE.certificate()), CAS);

  @Test
  void jksHoldsKeyAndCasUnderTheirAliases() throws Exception {
    char[] password = "secret".toCharArray();
    KeyStore store = KeyStore.getInstance("JKS");
    store.load(
        new ByteArrayInputStream(KEYSTORES.jks(CONTENT, "Web", password, TestPki.NOW)), password);
    assertEquals(
        List.of("ca", "ca-1", "web"), Collections.list(store.aliases()).stream().sorted().toList());
    assertArrayEquals(CONTENT.chain().toArray(), store.getCertificateChain("web"));
    assertEquals(CAS.get(1), store.getCertificate("ca-1"));
    assertEquals(TestPki.NOW, store.getCreationDate("ca").toInstant());
  }

  @Test
  void aKeyNamedLikeACaKeepsItsAlias() {
    char[] password = "secret".toCharArray();
    byte[] stored = KEYSTORES.jks(CONTENT, "CA", password, TestPki.NOW);
    StoredKeystore read = Keystores.readJks(stored, password);
    assertEquals("ca", read.alias());
    assertEquals(List.of("ca-1", "ca-2"), List.copyOf(read.trusted().keySet()));
    assertTrue(Keystores.jksMatches(stored, CONTENT, "CA", password));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "changeit", "with blank and \"quotes\"", "pässwörd", "密码", "😀"})
  void everyPasswordOpensItsStoreAndNoOther(String text) throws Exception {
    char[] password = text.toCharArray();
    char[] other = (text + "x").toCharArray();
    byte[] jks = KEYSTORES.jks(CONTENT, "certificate", password, TestPki.NOW);
    assertTrue(Keystores.jksMatches(jks, CONTENT, "certificate", password));
    assertFalse(Keystores.jksMatches(jks, CONTENT, "certificate", other));
    KeyStore store = KeyStore.getInstance("JKS");
    store.load(new ByteArrayInputStream(jks), password);
    assertTrue(store.isKeyEntry("certificate"));
    for (Pkcs12Profile profile : Pkcs12Profile.values()) {
      byte[] p12 = KEYSTORES.pkcs12(CONTENT, profile, password);
      assertTrue(Keystores.pkcs12Matches(p12, CONTENT, profile, password));
      assertFalse(Keystores.pkcs12Matches(p12, CONTENT, profile, other));
    }
  }

  /** cert-manager's tests do the same: a length of the password may meet a border of a block. */
  @Test
  void everyLengthOfAPasswordWorks() throws Exception {
    for (int length = 0; length < 70; length++) {
      char[] password = "p".repeat(length).toCharArray();
      byte[] jks = KEYSTORES.jks(CONTENT, "certificate", password, TestPki.NOW);
      assertTrue(Keystores.jksMatches(jks, CONTENT, "certificate", password));
      byte[] p12 = KEYSTORES.pkcs12(CONTENT, Pkcs12Profile.MODERN_2023, password);
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(new ByteArrayInputStream(p12), password);
      assertEquals(1, Collections.list(store.aliases()).size());
    }
  }

  @Test
  void jksDoesNotFitWhenAnythingElseIsWanted() {
    char[] password = "secret".toCharArray();
    byte[] stored = KEYSTORES.jks(CONTENT, "certificate", password, TestPki.NOW);
    assertTrue(Keystores.jksMatches(stored, CONTENT, "certificate", password));
    assertFalse(Keystores.jksMatches(stored, CONTENT, "other", password));
    otherContents()
        .forEach(
            (why, other) ->
                assertFalse(Keystores.jksMatches(stored, other, "certificate", password), why));
    byte[] trust = KEYSTORES.jksTruststore(CAS, password, TestPki.NOW);
    assertTrue(Keystores.jksTruststoreMatches(trust, CAS, password));
    assertFalse(Keystores.jksTruststoreMatches(trust, CAS.subList(0, 1), password));
    assertFalse(Keystores.jksTruststoreMatches(trust, CAS, "other".toCharArray()));
    assertFalse(Keystores.jksTruststoreMatches(stored, CAS, password));
  }

  @ParameterizedTest
  @EnumSource(Pkcs12Profile.class)
  void pkcs12DoesNotFitWhenAnythingElseIsWanted(Pkcs12Profile profile) {
    char[] password = "secret".toCharArray();
    byte[] stored = KEYSTORES.pkcs12(CONTENT, profile, password);
    byte[] trust = KEYSTORES.pkcs12Truststore(CAS, profile, password);
    for (Pkcs12Profile other : Pkcs12Profile.values()) {
      boolean same = other == profile;
      assertEquals(same, Keystores.pkcs12Matches(stored, CONTENT, other, password));
      assertEquals(same, Keystores.pkcs12TruststoreMatches(trust, CAS, other, password));
    }
    otherContents()
        .forEach(
            (why, other) ->
                assertFalse(Keystores.pkcs12Matches(stored, other, profile, password), why));
    assertFalse(Keystores.pkcs12TruststoreMatches(trust, List.of(CAS.get(0)), profile, password));
    assertFalse(Keystores.pkcs12TruststoreMatches(stored, CAS, profile, password));
  }

  private static Map<String, KeystoreContent> otherContents() {
    List<X509Certificate> chain = CONTENT.chain();
    return Map.of(
        "another key", KeystoreContent.of(MIDDLE.key(), chain, CAS),
        "a shorter chain", KeystoreContent.of(LEAF.key(), chain.subList(0, 1), CAS),
        "no CA", KeystoreContent.of(LEAF.key(), chain, List.of()),
        "another CA", KeystoreContent.of(LEAF.key(), chain, List.of(CAS.get(1), CAS.get(0))));
  }

  @ParameterizedTest
  @EnumSource(KeyAlgorithm.class)
  void modern2026IsReadByAnotherImplementation(KeyAlgorithm algorithm) throws Exception {
    char[] password = "secret".toCharArray();
    Entity leaf = MIDDLE.issue("CN=leaf", false, TestPki.key(KeySpec.of(algorithm)));
    KeystoreContent content = KeystoreContent.of(leaf.key(), List.of(leaf.certificate()), CAS);
    byte[] stored = KEYSTORES.pkcs12(content, Pkcs12Profile.MODERN_2026, password);
    assertTrue(
        new PKCS12PfxPdu(stored)
            .isMacValid(new BcPKCS12PBMac1CalculatorBuilderProvider(), password));
    KeyStore store = KeyStore.getInstance("PKCS12-PBMAC1", TestPki.CRYPTO.provider());
    store.load(new ByteArrayInputStream(stored), password);
    String alias = Collections.list(store.aliases()).get(0);
    assertArrayEquals(
        PrivateKeys.encodePkcs8(content.key()),
        PrivateKeys.encodePkcs8((PrivateKey) store.getKey(alias, password)));
    assertEquals(leaf.certificate(), store.getCertificate(alias));
  }

  @Test
  void aJksTruststoreHoldsNothingRandom() {
    char[] password = "secret".toCharArray();
    assertArrayEquals(
        KEYSTORES.jksTruststore(CAS, password, TestPki.NOW),
        KEYSTORES.jksTruststore(CAS, password, TestPki.NOW));
  }

  @ParameterizedTest
  @EnumSource(Pkcs12Profile.class)
  void aChangedByteIsNoticed(Pkcs12Profile profile) {
    char[] password = "secret".toCharArray();
    byte[] stored = KEYSTORES.pkcs12(CONTENT, profile, password);
    for (int i = 0; i < stored.length; i += 37) {
      byte[] changed = stored.clone();
      changed[i] ^= 0x20;
      // Names and numbers that nothing depends on may change; nothing may crash or open wrongly.
      boolean fits = Keystores.pkcs12Matches(changed, CONTENT, profile, password);
      assertTrue(!fits || i < stored.length, "no exception at byte " + i);
    }
    byte[] content = stored.clone();
    content[stored.length / 2] ^= 1;
    assertFalse(Keystores.pkcs12Matches(content, CONTENT, profile, password));
  }

  @Test
  void readingSaysWhatIsWrong() {
    char[] password = "secret".toCharArray();
    byte[] p12 = KEYSTORES.pkcs12(CONTENT, Pkcs12Profile.MODERN_2023, password);
    byte[] jks = KEYSTORES.jks(CONTENT, "certificate", password, TestPki.NOW);
    char[] wrong = "wrong".toCharArray();
    assertReason(Reason.MISMATCH, () -> Keystores.readPkcs12(p12, wrong));
    assertReason(Reason.MISMATCH, () -> Keystores.readJks(jks, wrong));
    assertReason(Reason.MISMATCH, () -> Keystores.readJks(p12, password));
    assertReason(Reason.MALFORMED, () -> Keystores.readPkcs12(jks, password));
    assertReason(Reason.TOO_LARGE, () -> Keystores.readJks(new byte[5 << 20], password));
  }

  private static void assertReason(Reason reason, Runnable action) {
    PkiException refused = assertThrows(PkiException.class, action::run);
    assertEquals(reason, refused.reason(), refused.getMessage());
    assertFalse(refused.getMessage().contains("secret"));
  }
}
