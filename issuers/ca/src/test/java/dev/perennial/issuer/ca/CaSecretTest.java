package dev.perennial.issuer.ca;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.perennial.model.ResourceName;
import dev.perennial.model.SecretBundle;
import dev.perennial.model.SecretBytes;
import dev.perennial.spi.IssuerCheck;
import dev.perennial.spi.IssuerException;
import dev.perennial.spi.SigningStep;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What the issuer says of each state of its secret, and that it heals when the secret does. Reasons
 * as cert-manager has them; where it would fail the request for a fault of the secret, ours waits.
 */
class CaSecretTest {
  private static final Cas.Ca ROOT = Cas.root("Root");
  private static final SecretBundle GOOD = Cas.secret(ROOT);

  /** One state of the secret: what the check says, what signing says, a word of both messages. */
  record Bad(String name, SecretBundle secret, String check, String sign, String word) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static SecretBundle with(String dataKey, String value) {
    Map<String, SecretBytes> data = new LinkedHashMap<>(GOOD.data());
    data.put(dataKey, SecretBytes.ofUtf8(value));
    return GOOD.toBuilder().data(data).build();
  }

  private static SecretBundle without(String dataKey) {
    Map<String, SecretBytes> data = new LinkedHashMap<>(GOOD.data());
    data.remove(dataKey);
    return GOOD.toBuilder().data(data).build();
  }

  private static Bad noPair(String name, SecretBundle secret, String word) {
    return new Bad(name, secret, "ErrGetKeyPair", "SecretInvalidData", word);
  }

  private static Bad unusable(String name, SecretBundle secret, String word) {
    return new Bad(name, secret, "ErrInvalidKeyPair", "SecretInvalidData", word);
  }

  static List<Bad> states() {
    Cas.Ca stranger = Cas.root("Stranger");
    Cas.Plan plan = Cas.Plan.root("Root");
    String half = Cas.pem(ROOT).substring(0, 200);
    List<Bad> states = new ArrayList<>();
    states.add(noPair("no data at all", Cas.secret("demo", Map.of()), "tls.key"));
    states.add(noPair("no key", without("tls.key"), "no data for \"tls.key\""));
    states.add(noPair("no certificate", without("tls.crt"), "no data for \"tls.crt\""));
    states.add(noPair("an empty key", with("tls.key", ""), "demo/ca-tls"));
    states.add(noPair("an empty certificate", with("tls.crt", ""), "demo/ca-tls"));
    states.add(noPair("a key that is none", with("tls.key", "hello"), "demo/ca-tls"));
    states.add(noPair("a certificate that is none", with("tls.crt", "hello"), "demo/ca-tls"));
    states.add(noPair("half a certificate", with("tls.crt", half), "demo/ca-tls"));
    states.add(noPair("a key as certificate", with("tls.crt", key(GOOD)), "demo/ca-tls"));
    states.add(noPair("a ca.crt that is none", with("ca.crt", "hello"), "demo/ca-tls"));
    states.add(unusable("another's key", with("tls.key", key(Cas.secret(stranger))), "key"));
    states.add(
        unusable("no basic constraints", Cas.secret(plan.constraints(null).make()), "not a CA"));
    states.add(
        unusable(
            "CA:FALSE",
            Cas.secret(plan.constraints(new BasicConstraints(false)).make()),
            "not a CA"));
    states.add(
        unusable(
            "no cert sign",
            Cas.secret(plan.keyUsage(KeyUsage.digitalSignature).make()),
            "cert sign"));
    states.add(
        unusable(
            "a CA that expired", Cas.secret(plan.lifetime(Duration.ofDays(-1)).make()), "exp"));
    states.add(
        unusable(
            "a stranger behind it", Cas.secret(ROOT, List.of(stranger), null), "make no chain"));
    states.add(unusable("a stranger's ca.crt", with("ca.crt", Cas.pem(stranger)), "make no chain"));
    return states;
  }

  private static String key(SecretBundle secret) {
    byte[] pem = secret.value("tls.key").orElseThrow().revealBytes();
    return new String(pem, StandardCharsets.US_ASCII);
  }

  @ParameterizedTest
  @MethodSource("states")
  void eachStateHasItsReasonAndHeals(Bad bad) {
    Fixture ca = Fixture.with(bad.secret());
    IssuerCheck.NotReady check = assertInstanceOf(IssuerCheck.NotReady.class, ca.check());
    assertEquals(bad.check(), check.reason());
    assertEquals(bad.check().equals("ErrGetKeyPair"), check.retry(), "else its secret must change");
    assertTrue(check.message().contains(bad.word()), check.message());
    assertTrue(check.message().contains("demo/ca-tls"), check.message());

    SigningStep.Pending step =
        assertInstanceOf(SigningStep.Pending.class, ca.sign(Cas.leaf()), "it waits");
    assertEquals(bad.sign(), step.reason());
    assertTrue(step.message().contains(bad.word()), step.message());
    assertEquals(Cas.NOW.plusSeconds(30), step.retryAt());
    for (String message : List.of(check.message(), step.message())) {
      assertFalse(message.contains("PRIVATE"), message);
    }

    ca.context.put(GOOD);
    assertInstanceOf(IssuerCheck.Ready.class, ca.check());
    assertInstanceOf(SigningStep.Issued.class, ca.sign(Cas.leaf()));
  }

  @Test
  void aSecretThatIsNotThereYet() {
    Fixture ca = new Fixture();
    IssuerCheck.NotReady check = assertInstanceOf(IssuerCheck.NotReady.class, ca.check());
    assertEquals("ErrGetKeyPair", check.reason());
    assertEquals(
        "Error getting keypair for CA issuer: secret demo/ca-tls not found", check.message());
    assertTrue(check.retry());
    SigningStep.Pending step = assertInstanceOf(SigningStep.Pending.class, ca.sign(Cas.leaf()));
    assertEquals("SecretMissing", step.reason());
    ca.context.put(GOOD);
    assertInstanceOf(IssuerCheck.Ready.class, ca.check());
    ca.context.remove(new ResourceName("demo", "ca-tls"));
    assertInstanceOf(IssuerCheck.NotReady.class, ca.check());
  }

  @Test
  void aStoreThatCannotBeReadIsTriedAgain() {
    Fixture ca = Fixture.with(GOOD);
    ca.context.failReads(true);
    IssuerCheck.NotReady check = assertInstanceOf(IssuerCheck.NotReady.class, ca.check());
    assertEquals("ErrGetKeyPair", check.reason());
    assertTrue(check.retry());
    IssuerException fault = assertThrows(IssuerException.class, () -> ca.sign(Cas.leaf()));
    assertEquals("SecretGetError", fault.reason());
    assertTrue(fault.isTransient());
    ca.context.failReads(false);
    assertInstanceOf(SigningStep.Issued.class, ca.sign(Cas.leaf()));
  }

  @Test
  void aCaWithoutKeyUsageMaySign() {
    Fixture ca = Fixture.with(Cas.secret(Cas.Plan.root("Root").keyUsage(null).make()));
    assertInstanceOf(IssuerCheck.Ready.class, ca.check());
    assertInstanceOf(SigningStep.Issued.class, ca.sign(Cas.leaf()));
  }

  @Test
  void theCaExpiresAndIsRenewed() {
    Fixture ca = Fixture.with(GOOD);
    ca.context.clock().advance(Duration.ofDays(365));
    assertInstanceOf(IssuerCheck.Ready.class, ca.check(), "the last second counts");
    ca.context.clock().advance(Duration.ofSeconds(1));
    assertInstanceOf(IssuerCheck.NotReady.class, ca.check());
    assertInstanceOf(SigningStep.Pending.class, ca.sign(Cas.leaf()));
    ca.context.put(Cas.secret(Cas.Plan.root("Root").lifetime(Duration.ofDays(800)).make()));
    assertInstanceOf(IssuerCheck.Ready.class, ca.check());
    assertInstanceOf(SigningStep.Issued.class, ca.sign(Cas.leaf()));
  }

  @Test
  void aClusterIssuerReadsFromTheNamespaceOfTheHost() {
    Fixture ca = new Fixture(Cas.issuer("ClusterIssuer", "metadata: {name: ca}", ""), 1);
    ca.context.put(GOOD);
    SigningStep.Pending step = assertInstanceOf(SigningStep.Pending.class, ca.sign(Cas.leaf()));
    assertTrue(step.message().contains("cert-manager/ca-tls"), step.message());
    ca.context.put(Cas.secret("cert-manager", GOOD.data()));
    assertInstanceOf(SigningStep.Issued.class, ca.sign(Cas.leaf()));
  }

  @Test
  void aKeyPairPrintsNoKey() {
    assertEquals("CaKeyPair[CN=Root]", CaKeyPair.read(GOOD).toString());
  }
}
