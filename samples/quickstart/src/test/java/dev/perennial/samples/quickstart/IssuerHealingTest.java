package dev.perennial.samples.quickstart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.perennial.model.Condition;
import dev.perennial.model.Issuer;
import dev.perennial.model.ResourceKey;
import dev.perennial.model.ResourceName;
import dev.perennial.model.ResourceType;
import dev.perennial.model.SecretBundle;
import dev.perennial.model.SecretBytes;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the Ready condition of an issuer says of each fault, and that it heals by itself. */
class IssuerHealingTest {
  private static final ResourceName SECRET = new ResourceName("demo", "root-tls");

  private static Condition ready(World world, ResourceType type, ResourceName name) {
    Issuer issuer = (Issuer) world.store.read(new ResourceKey(type, name)).orElseThrow().resource();
    return issuer.status().condition("Ready").orElseThrow();
  }

  private static Condition ready(World world) {
    return ready(world, ResourceType.ISSUER, new ResourceName("demo", "ca"));
  }

  private static SecretBundle with(SecretBundle secret, String dataKey, String value) {
    Map<String, SecretBytes> data = new LinkedHashMap<>(secret.data());
    data.put(dataKey, SecretBytes.ofUtf8(value));
    return secret.toBuilder().data(data).build();
  }

  @Test
  void aMissingSecretAndItsCure() {
    try (World world = new World().apply(World.ISSUERS)) {
      assertEquals("ErrGetKeyPair", ready(world).reason());
      world.apply(World.ROOT);
      assertEquals("KeyPairVerified", ready(world).reason());
      assertTrue(ready(world).isTrue());
    }
  }

  @Test
  void aSecretThatIsSpoiltAndCorrectedByHand() {
    try (World world = new World().apply(World.ISSUERS)) {
      try (World other = new World().apply(World.ISSUERS + "---\n" + World.ROOT)) {
        SecretBundle good = other.secret("root-tls");
        world.manager.apply(with(good, "tls.crt", "hello"));
        world.manager.tick();
        assertEquals("ErrGetKeyPair", ready(world).reason());
        world.apply(World.LEAF);
        assertTrue(!world.condition("Ready").isTrue());

        world.manager.apply(good);
        world.manager.tick();
        assertTrue(ready(world).isTrue());
        assertTrue(world.condition("Ready").isTrue(), "the request that waited is signed");
      }
    }
  }

  @Test
  void aNameThatNoSecretCanHaveIsOneThatIsNotThere() {
    try (World world =
        new World().apply(World.ISSUERS.replace("root-tls", "Root_TLS") + "---\n" + World.LEAF)) {
      assertEquals("ErrGetKeyPair", ready(world).reason());
      assertTrue(ready(world).message().contains("demo/Root_TLS not found"));
      world.apply(World.ISSUERS + "---\n" + World.ROOT);
      assertTrue(world.condition("Ready").isTrue());
    }
  }

  @Test
  void aClusterIssuerFindsItsSecretInTheNamespaceOfTheHost() {
    String cluster =
        """
        apiVersion: cert-manager.io/v1
        kind: ClusterIssuer
        metadata: {name: ca}
        spec: {ca: {secretName: root-tls}}
        """;
    String leaf = World.LEAF.replace("{name: ca}", "{name: ca, kind: ClusterIssuer}");
    try (World world = new World(b -> b.clusterResourceNamespace("pki"))) {
      ResourceName name = new ResourceName("", "ca");
      world.apply(World.ISSUERS + "---\n" + World.ROOT + "---\n" + cluster + "---\n" + leaf);
      assertEquals("ErrGetKeyPair", ready(world, ResourceType.CLUSTER_ISSUER, name).reason());
      world.apply(World.ROOT.replace("namespace: demo", "namespace: pki"));
      assertTrue(ready(world, ResourceType.CLUSTER_ISSUER, name).isTrue());
      assertTrue(world.condition("Ready").isTrue());
    }
  }

  @Test
  void aSecretThatGoesAndComesBack() {
    try (World world =
        new World().apply(World.ISSUERS + "---\n" + World.ROOT + "---\n" + World.LEAF)) {
      world.store.delete(
          ResourceKey.secret(SECRET),
          world.store.read(ResourceKey.secret(SECRET)).orElseThrow().version());
      world.pass(Duration.ofMinutes(10));
      assertTrue(ready(world).isTrue(), "the CA's certificate made a new one");
      assertTrue(world.condition("Ready").isTrue());
    }
  }
}
