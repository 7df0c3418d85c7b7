package dev.perennial.samples.quickstart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.perennial.model.CertificateRequest;
import dev.perennial.model.Condition;
import dev.perennial.model.Issuer;
import dev.perennial.model.IssuerRef;
import dev.perennial.model.ObjectMeta;
import dev.perennial.model.ResourceKey;
import dev.perennial.model.ResourceName;
import dev.perennial.model.SecretBundle;
import dev.perennial.model.SecretBytes;
import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A CA secret that is missing or of no use ends as the condition and reason that cert-manager
 * gives, costs no failed attempt, and heals by itself when a good one comes.
 */
class HealingTest {
  private static final ResourceName ROOT = new ResourceName("demo", "root-tls");

  static Stream<Arguments> causes() {
    SecretBytes garbage = SecretBytes.ofUtf8("garbage");
    return Stream.of(
        cause("no secret", "ErrGetKeyPair", data -> null),
        cause("no key", "ErrGetKeyPair", data -> without(data, "tls.key")),
        cause("no certificate", "ErrGetKeyPair", data -> without(data, "tls.crt")),
        cause("a key that does not decode", "ErrGetKeyPair", d -> with(d, "tls.key", garbage)),
        cause("a certificate that is none", "ErrGetKeyPair", d -> with(d, "tls.crt", garbage)),
        cause("a leaf instead of a CA", "ErrInvalidKeyPair", data -> issued(World.WEB, "web-tls")));
  }

  private static Arguments cause(
      String name, String reason, UnaryOperator<Map<String, SecretBytes>> breaking) {
    return Arguments.of(name, reason, breaking);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("causes")
  void aUselessCaSecretIsNamedAndHeals(
      String name, String reason, UnaryOperator<Map<String, SecretBytes>> breaking) {
    Map<String, SecretBytes> good = issued(World.WEB, "root-tls");
    try (World world = new World()) {
      Map<String, SecretBytes> broken = breaking.apply(good);
      if (broken != null) {
        world.manager.apply(secret(broken));
      }
      world.apply(World.ISSUERS + "---\n" + World.LEAF);
      assertEquals(reason, ready(world).reason(), name);
      assertFalse(ready(world).isTrue());
      assertEquals("DoesNotExist", world.condition("Ready").reason());
      assertEquals("Pending", request(world).status().condition("Ready").orElseThrow().reason());
      assertTrue(world.events.stream().anyMatch(e -> e.reason().equals("IssuerNotReady")));
      assertEquals(null, world.web().status().failedIssuanceAttempts());

      world.manager.apply(secret(good));
      world.manager.tick();
      assertTrue(ready(world).isTrue());
      assertTrue(world.condition("Ready").isTrue(), "it heals by itself");
    }
  }

  /** Returns the data of a secret as a world with everything right has it. */
  private static Map<String, SecretBytes> issued(ResourceName certificate, String secret) {
    try (World world =
        new World().apply(World.ISSUERS + "---\n" + World.ROOT + "---\n" + World.LEAF)) {
      return new HashMap<>(
          world
              .manager
              .secret(new ResourceName(certificate.namespace(), secret))
              .orElseThrow()
              .data());
    }
  }

  private static Map<String, SecretBytes> without(Map<String, SecretBytes> data, String key) {
    Map<String, SecretBytes> less = new HashMap<>(data);
    less.remove(key);
    return less;
  }

  private static Map<String, SecretBytes> with(
      Map<String, SecretBytes> data, String key, SecretBytes value) {
    Map<String, SecretBytes> changed = new HashMap<>(data);
    changed.put(key, value);
    return changed;
  }

  private static SecretBundle secret(Map<String, SecretBytes> data) {
    return SecretBundle.builder()
        .meta(ObjectMeta.builder().name(ROOT.name()).namespace(ROOT.namespace()).build())
        .secretType(SecretBundle.TYPE_OPAQUE)
        .data(data)
        .build();
  }

  private static Condition ready(World world) {
    ResourceKey key = ResourceKey.issuer(IssuerRef.issuer("ca"), "demo");
    Issuer issuer = (Issuer) world.store.read(key).orElseThrow().resource();
    return issuer.status().condition("Ready").orElseThrow();
  }

  private static CertificateRequest request(World world) {
    ResourceKey key = ResourceKey.certificateRequest(new ResourceName("demo", "web-1"));
    return (CertificateRequest) world.store.read(key).orElseThrow().resource();
  }
}
