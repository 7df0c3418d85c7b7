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

  /** Every piece of root > one > two > leaf, in every order. */
  @Test
  void aPieceWithoutGapIsAChainInWhateverOrder() {
    List<X509Certificate> path =
        CertificateChain.parse(Corpus.read("chains/in-order.pem")).certificates();
    List<X509Certificate> all = new ArrayList<>(path);
    all.add(Certificates.decodeFirst(Corpus.read("chains/root-alone.pem")));
    for (int piece = 1; piece < 16; piece++) {
      List<X509Certificate> chosen = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        if ((piece >> i & 1) == 1) {
          chosen.add(all.get(i));
        }
      }
      boolean whole = Integer.toBinaryString(piece).replaceAll("0*$", "").indexOf('0') < 0;
      for (List<X509Certificate> order : orders(chosen)) {
        checkPiece(order, chosen, whole);
      }
    }
  }

  private static void checkPiece(
      List<X509Certificate> order, List<X509Certificate> path, boolean whole) {
    if (!whole) {
      PkiException refused = assertThrows(PkiException.class, () -> CertificateChain.of(order));
      assertEquals(Reason.BROKEN_CHAIN, refused.reason());
      return;
    }
    CertificateChain chain = CertificateChain.of(order);
    X509Certificate top = path.get(path.size() - 1);
    boolean root = name(top).equals("root");
    int shown = root && path.size() > 1 ? path.size() - 1 : path.size();
    assertEquals(path.subList(0, shown), chain.certificates());
    assertEquals(root || path.size() > 1 ? top : null, chain.ca().orElse(null));
  }

  private static List<List<X509Certificate>> orders(List<X509Certificate> certificates) {
    if (certificates.isEmpty()) {
      return List.of(List.of());
    }
    List<List<X509Certificate>> orders = new ArrayList<>();
    for (X509Certificate first : certificates) {
      List<X509Certificate> others = new ArrayList<>(certificates);
      others.remove(first);
      for (List<X509Certificate> rest : orders(others)) {
        List<X509Certificate> order = new ArrayList<>(List.of(first));
        order.addAll(rest);
        orders.add(order);
      }
    }
    return orders;
  }

  @Test
  void aLeafThatSignedItselfIsNoCa() {
    X509Certificate leaf = TestPki.root("CN=other").issue("CN=x", false).certificate();
    assertTrue(CertificateChain.of(List.of(leaf)).ca().isEmpty());
    X509Certificate own = TestPki.selfSignedLeaf("CN=self").certificate();
    CertificateChain chain = CertificateChain.of(List.of(own, own));
    assertEquals(List.of(own), chain.certificates());
    assertTrue(chain.ca().isEmpty());
  }

  @Test
  void moreThanAThousandDifferentCertificatesAreTooMany() {
    List<X509Certificate> many = new ArrayList<>();
    TestPki.Entity root = TestPki.root("CN=root");
    for (int i = 0; i <= CertificateChain.MAX_CERTIFICATES; i++) {
      many.add(root.issue("CN=" + i, false, root.key()).certificate());
    }
    PkiException refused = assertThrows(PkiException.class, () -> CertificateChain.of(many));
    assertEquals(Reason.TOO_LARGE, refused.reason());
    many.set(0, many.get(1));
    refused = assertThrows(PkiException.class, () -> CertificateChain.of(many));
    assertEquals(Reason.BROKEN_CHAIN, refused.reason());
  }

  private static String names(List<X509Certificate> certificates) {
    return certificates.stream().map(CertificateChainTest::name).collect(Collectors.joining(" > "));
  }

  private static String name(X509Certificate certificate) {
    return certificate.getSubjectX500Principal().getName().replace("CN=", "");
  }
}
