package dev.perennial.core.pki;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.perennial.core.pki.PkiException.Reason;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CertificatesTest {
  @ParameterizedTest
  @CsvSource({
    "rsa,true",
    "rsa-pss,true",
    "p256,true",
    "p521,true",
    "p224,true",
    "ed25519,true",
    "unicode-name,true",
    "empty-names,false",
    "leaf,false"
  })
  void readsAndWritesBack(String file, boolean mayHaveSignedItself) {
    byte[] pem = Corpus.read("certificates/good/" + file + ".pem");
    X509Certificate certificate = Certificates.decodeFirst(pem);
    assertArrayEquals(pem, Certificates.encode(certificate));
    assertEquals(mayHaveSignedItself, Certificates.isSelfSigned(certificate));
  }

  @ParameterizedTest
  @ValueSource(strings = {"request", "private-key", "trailing-byte", "cut-off", "secp256k1"})
  void refuses(String file) {
    byte[] pem = Corpus.read("certificates/bad/" + file + ".pem");
    PkiException refused = assertThrows(PkiException.class, () -> Certificates.decodeFirst(pem));
    assertEquals(Reason.MALFORMED, refused.reason(), refused.getMessage());
    assertTrue(refused.getMessage().startsWith("certificate in line 1: "), refused.getMessage());
  }

  @Test
  void oneBadCertificateSpoilsTheBundle() {
    byte[] good = Corpus.read("certificates/good/p256.pem");
    byte[] bad = Corpus.read("certificates/bad/request.pem");
    byte[] both = Arrays.copyOf(good, good.length + bad.length);
    System.arraycopy(bad, 0, both, good.length, bad.length);
    assertThrows(PkiException.class, () -> Certificates.decodeFirst(both));
  }

  @Test
  void aCertificateWithoutNamesIsReadThoughTheJdkRefusesIt() throws Exception {
    byte[] pem = Corpus.read("certificates/good/empty-names.pem");
    X509Certificate bare = Certificates.decodeFirst(pem);
    assertInstanceOf(ParsedCertificate.class, bare);
    assertEquals("", bare.getSubjectX500Principal().getName());
    assertEquals("", bare.getIssuerX500Principal().getName());
    assertEquals(3, bare.getVersion());
    assertEquals("SHA256withECDSA", bare.getSigAlgName());
    assertEquals(-1, bare.getBasicConstraints());
    assertTrue(bare.getCriticalExtensionOIDs().contains("2.5.29.17"));
    assertEquals(
        List.of(List.of(2, "bare.example.org"), List.of(1, "a@example.org")),
        bare.getSubjectAlternativeNames());
    assertTrue(
        PrivateKeys.matches(
            PrivateKeys.decode(Corpus.read("keys/pkcs8/P-256.pem")), bare.getPublicKey()));
    bare.verify(bare.getPublicKey());
    assertEquals(bare, Certificates.decodeFirst(pem));
    assertEquals(bare.hashCode(), Certificates.decodeFirst(pem).hashCode());
    bare.checkValidity(bare.getNotBefore());
    bare.checkValidity(bare.getNotAfter());
    assertThrows(
        CertificateNotYetValidException.class,
        () -> bare.checkValidity(new Date(bare.getNotBefore().getTime() - 1)));
    assertThrows(
        CertificateExpiredException.class,
        () -> bare.checkValidity(new Date(bare.getNotAfter().getTime() + 1000)));
  }

  /** What the JDK's class says of the same certificates, ours must say. */
  @ParameterizedTest
  @ValueSource(strings = {"rsa", "p256", "ed25519", "unicode-name", "leaf"})
  void ourClassSaysWhatTheJdksSays(String file) throws Exception {
    X509Certificate jdk =
        Certificates.decodeFirst(Corpus.read("certificates/good/" + file + ".pem"));
    byte[] der = jdk.getEncoded();
    X509Certificate ours = new ParsedCertificate(der, CertificateOutline.of(der, "test"));
    assertEquals(jdk, ours);
    assertEquals(jdk.getSerialNumber(), ours.getSerialNumber());
    assertEquals(jdk.getSubjectX500Principal(), ours.getSubjectX500Principal());
    assertEquals(jdk.getIssuerX500Principal(), ours.getIssuerX500Principal());
    assertEquals(jdk.getNotBefore(), ours.getNotBefore());
    assertEquals(jdk.getNotAfter(), ours.getNotAfter());
    assertArrayEquals(jdk.getTBSCertificate(), ours.getTBSCertificate());
    assertArrayEquals(jdk.getSignature(), ours.getSignature());
    assertEquals(jdk.getSigAlgOID(), ours.getSigAlgOID());
    assertArrayEquals(jdk.getKeyUsage(), ours.getKeyUsage());
    assertEquals(jdk.getBasicConstraints(), ours.getBasicConstraints());
    assertEquals(jdk.getExtendedKeyUsage(), ours.getExtendedKeyUsage());
    assertEquals(jdk.getPublicKey(), ours.getPublicKey());
    assertEquals(jdk.getCriticalExtensionOIDs(), ours.getCriticalExtensionOIDs());
    assertEquals(jdk.getNonCriticalExtensionOIDs(), ours.getNonCriticalExtensionOIDs());
    assertArrayEquals(jdk.getExtensionValue("2.5.29.14"), ours.getExtensionValue("2.5.29.14"));
    if (jdk.getSubjectAlternativeNames() != null) {
      assertEquals(
          List.copyOf(jdk.getSubjectAlternativeNames()),
          List.copyOf(ours.getSubjectAlternativeNames()));
    }
  }

  @Test
  void aSignatureByAnotherKeyDoesNotCount() {
    TestPki.Entity root = TestPki.root("CN=root");
    TestPki.Entity twin = TestPki.root("CN=root");
    X509Certificate leaf = root.issue("CN=leaf", false).certificate();
    assertTrue(Certificates.isSignedBy(leaf, root.certificate()));
    assertFalse(Certificates.isSignedBy(leaf, twin.certificate()));
    assertFalse(Certificates.isSignedBy(root.certificate(), leaf));
  }
}
