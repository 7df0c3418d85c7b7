package dev.perennial.core.pki;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.perennial.core.Cases;
import dev.perennial.model.x509.Pkcs12Profile;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

/** Key stores from the inputs of cert-manager's tests, opened by the JDK's own engines. */
class KeystoreCasesTest {
  private static final Keystores KEYSTORES = Keystores.using(TestPki.CRYPTO);

  @TestFactory
  Stream<DynamicTest> keystores() {
    return Cases.rows("lifecycle/keystores.json", KeystoreCasesTest::check);
  }

  private static void check(JsonNode row) {
    JsonNode input = row.path("input");
    char[] password = input.path("password").asString().toCharArray();
    List<X509Certificate> cas = cas(input);
    try {
      String test = row.path("test").asString();
      if (test.contains("Truststore")) {
        checkTruststore(test.contains("JKS"), cas, password);
      } else if (test.contains("JKS")) {
        checkJks(content(input, cas), input.path("alias").asString("certificate"), password);
      } else {
        checkPkcs12(content(input, cas), password);
      }
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private static void checkJks(KeystoreContent content, String alias, char[] password)
      throws Exception {
    byte[] stored = KEYSTORES.jks(content, alias, password, TestPki.NOW);
    assertTrue(Keystores.jksMatches(stored, content, alias, password));
    StoredKeystore read = Keystores.readJks(stored, password);
    assertEquals(alias, read.alias());
    assertEquals(content.chain(), read.chain());
    assertEquals(content.cas(), List.copyOf(read.trusted().values()));
    if (jdkTakes(content.chain()) && jdkTakes(content.cas())) {
      KeyStore store = open("JKS", stored, password);
      assertKey(store, alias, content, content.chain(), password);
      assertTrusted(store, content.cas());
      assertEquals(TestPki.NOW, store.getCreationDate(alias).toInstant());
    }
  }

  private static void checkPkcs12(KeystoreContent content, char[] password) throws Exception {
    List<X509Certificate> all = new ArrayList<>(content.chain());
    all.addAll(content.cas());
    for (Pkcs12Profile profile : Pkcs12Profile.values()) {
      byte[] stored = KEYSTORES.pkcs12(content, profile, password);
      assertTrue(Keystores.pkcs12Matches(stored, content, profile, password), profile.toString());
      StoredKeystore read = Keystores.readPkcs12(stored, password);
      assertEquals(all, read.chain());
      assertEquals(profile, read.profile().orElseThrow());
      if (profile != Pkcs12Profile.MODERN_2026 && jdkTakes(all)) { // JDK 26 reads PBMAC1
        KeyStore store = open("PKCS12", stored, password);
        String alias = Collections.list(store.aliases()).get(0);
        assertKey(store, alias, content, content.chain(), password);
      }
    }
  }

  private static void checkTruststore(boolean jks, List<X509Certificate> cas, char[] password)
      throws Exception {
    if (jks) {
      byte[] stored = KEYSTORES.jksTruststore(cas, password, TestPki.NOW);
      assertTrue(Keystores.jksTruststoreMatches(stored, cas, password));
      assertTrusted(open("JKS", stored, password), cas);
      return;
    }
    for (Pkcs12Profile profile : Pkcs12Profile.values()) {
      byte[] stored = KEYSTORES.pkcs12Truststore(cas, profile, password);
      assertTrue(Keystores.pkcs12TruststoreMatches(stored, cas, profile, password));
      if (profile != Pkcs12Profile.MODERN_2026 && jdkTakes(cas)) {
        assertTrusted(open("PKCS12", stored, password), cas);
      }
    }
  }

  private static void assertKey(
      KeyStore store,
      String alias,
      KeystoreContent content,
      List<X509Certificate> chain,
      char[] password)
      throws GeneralSecurityException {
    assertArrayEquals(
        PrivateKeys.encodePkcs8(content.key()), store.getKey(alias, password).getEncoded());
    assertEquals(chain.get(0), store.getCertificateChain(alias)[0]);
  }

  private static void assertTrusted(KeyStore store, List<X509Certificate> cas)
      throws GeneralSecurityException {
    for (int i = 0; i < cas.size(); i++) {
      String alias = i == 0 ? "ca" : "ca-" + i;
      assertTrue(store.isCertificateEntry(alias), alias);
      assertEquals(cas.get(i), store.getCertificate(alias));
    }
  }

  /** Java refuses certificates with an empty issuer, as those of these rows are. */
  private static boolean jdkTakes(List<X509Certificate> certificates) {
    return certificates.stream().noneMatch(ParsedCertificate.class::isInstance);
  }

  private static KeyStore open(String type, byte[] stored, char[] password) throws Exception {
    KeyStore store = KeyStore.getInstance(type);
    store.load(new ByteArrayInputStream(stored), password);
    return store;
  }

  private static KeystoreContent content(JsonNode input, List<X509Certificate> cas) {
    return KeystoreContent.of(
        PrivateKeys.decode(bytes(input, "rawKey")),
        Certificates.decodeBundle(bytes(input, "certPEM")),
        cas);
  }

  /** The rows of JKS trust stores give only a number of CAs. */
  private static List<X509Certificate> cas(JsonNode input) {
    if (input.has("caPEM")) {
      return Certificates.decodeBundle(bytes(input, "caPEM"));
    }
    return Stream.iterate(0, i -> i + 1)
        .limit(input.path("caCount").asInt(0))
        .map(i -> TestPki.root("CN=ca " + i).certificate())
        .toList();
  }

  private static byte[] bytes(JsonNode input, String field) {
    return input.path(field).asString().getBytes(StandardCharsets.UTF_8);
  }
}
