package dev.perennial.core.pki;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.perennial.core.pki.PkiException.Reason;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;

class CertificateChainTest {
  @ParameterizedTest
  @CsvFileSource(resources = "chains.csv", numLinesToSkip = 1)
  void joins(String file, String chain, String ca, Reason reason, String why) {
    byte[] pem = Corpus.read("chains/" + file);
    if (reason != null) {
      PkiException refused = assertThrows(PkiException.class, () -> CertificateChain.parse(pem));
      assertEquals(reason, refused.reason(), why + ": " + refused.getMessage());
      return;
    }
    CertificateChain joined = CertificateChain.parse(pem);
    assertEquals(chain, names(joined.certificates()), why);
    assertEquals(ca, joined.ca().map(CertificateChainTest::name).orElse(null), why);
    assertEquals(joined.certificates(), Certificates.decodeBundle(joined.toPem()));
  }

  @ParameterizedTest
  @CsvSource({
    "gap.pem,'in 2 pieces', 'CN=two'",
    "foreign.pem,'in 2 pieces',",
    "branch.pem,'branches', 'CN=two'",
    "cyclic.pem,'cyclic',"
  })
  void saysWhyACertificateDoesNotFit(String file, String why, String who) {
    byte[] pem = Corpus.read("chains/" + file);
    PkiException refused = assertThrows(PkiException.class, () -> CertificateChain.parse(pem));
    assertTrue(refused.getMessage().contains(why), refused.getMessage());
    assertTrue(who == null || refused.getMessage().contains(who), refused.getMessage());
  }

  @Test
  void verbatimKeepsOrderRootAndRepetitions() {
    CertificateChain reversed = CertificateChain.parseVerbatim(Corpus.read("chains/reversed.pem"));
    assertEquals("root > one > two > leaf", names(reversed.certificates()));
    assertEquals("root", name(reversed.leaf()));
    assertTrue(reversed.ca().isEmpty());
    assertArrayEquals(Certificates.encode(reversed.certificates()), reversed.toPem());
  }

  @Test
  void aHundredCertificatesAreJoined() {
    TestPki.Entity top = TestPki.root("CN=top");
    List<X509Certificate> all = new ArrayList<>(List.of(top.certificate()));
    for (int i = 0; i < 100; i++) {
      top = top.issue("CN=level " + i, true);
      all.add(0, top.certificate());
    }
    List<X509Certificate> shuffled = new ArrayList<>(all);
    Collections.shuffle(shuffled, new Random(1));
    CertificateChain chain = CertificateChain.of(shuffled);
    assertEquals(all.subList(0, 100), chain.certificates());
    assertEquals(all.get(100), chain.ca().orElseThrow());
  }

  @Test
  void manyCertificatesOfOneNameEndEarly() {
    List<X509Certificate> twins = new ArrayList<>();
    for (int i = 0; i < 120; i++) {
      twins.add(TestPki.root("CN=same").certificate());
    }
    PkiException refused = assertThrows(PkiException.class, () -> CertificateChain.of(twins));
    assertEquals(Reason.BROKEN_CHAIN, refused.reason());
  }

  @Test
  void noCertificatesAreNoChain() {
    PkiException refused = assertThrows(PkiException.class, () -> CertificateChain.of(List.of()));
    assertEquals(Reason.NO_DATA, refused.reason());
  }

  private static String names(List<X509Certificate> certificates) {
    return certificates.stream().map(CertificateChainTest::name).collect(Collectors.joining(" > "));
  }

  private static String name(X509Certificate certificate) {
    return certificate.getSubjectX500Principal().getName().replace("CN=", "");
  }
}
