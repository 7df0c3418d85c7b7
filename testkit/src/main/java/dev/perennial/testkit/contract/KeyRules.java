package dev.perennial.testkit.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.perennial.model.Resource;
import dev.perennial.model.ResourceKey;
import dev.perennial.model.ResourceName;
import dev.perennial.model.ResourceType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Which keys there are. */
interface KeyRules extends StoreRules {
  /** Names that a path, a database or a person might take for something else. */
  List<String> HOSTILE =
      List.of(
          "",
          ".",
          "..",
          "/",
          "a/b",
          "../../etc/passwd",
          "a\\b",
          "a\u0000b",
          "a b",
          " a",
          "a\n",
          "A",
          "aB",
          "-a",
          "a-",
          ".a",
          "a.",
          "a..b",
          "a.-b",
          "a-.b",
          "a_b",
          "a~",
          "a:b",
          "a*",
          "%2e%2e",
          "\u00e9",
          "\u0131",
          "xn--\u00fc",
          "a@b",
          "a+b",
          "a".repeat(254));

  /** Names that are odd but follow the grammar. */
  List<String> ODD =
      List.of(
          "a",
          "0",
          "1-2",
          "a.b",
          "a--b",
          "www.example.com",
          "con",
          "nul.txt",
          "com1",
          "lpt9.x",
          "x.yaml",
          "x.yaml.yaml",
          "data",
          "a".repeat(240),
          "a".repeat(250),
          "a".repeat(251),
          "a".repeat(253),
          "con." + "a".repeat(249));

  @Test
  default void everyKeyOfTheGrammarIsTaken() {
    List<ResourceName> names = new ArrayList<>();
    for (String odd : ODD) {
      names.add(new ResourceName("shop", odd));
      names.add(new ResourceName(odd, "www"));
    }
    for (ResourceName name : names) {
      Resource certificate = Resources.certificate(name, "0");
      String version = store().create(certificate);
      assertEquals(certificate, kept(certificate.key()).resource());
      assertEquals(version, kept(certificate.key()).version());
    }
    assertEquals(names.stream().sorted().toList(), store().list(ResourceType.CERTIFICATE));
  }

  @Test
  default void everyOddNameOfASecretIsTaken() {
    for (String odd : ODD) {
      Resource secret = Resources.secret(odd, odd.substring(0, 1));
      String version = store().update(secret, store().create(secret));
      assertEquals(secret, kept(secret.key()).resource());
      store().delete(secret.key(), version);
      assertEquals(Optional.empty(), store().read(secret.key()));
    }
  }

  @Test
  default void anyOtherKeyIsRefused() {
    for (String hostile : HOSTILE) {
      refuses(new ResourceName("shop", hostile));
      refuses(new ResourceName(hostile, "www"));
    }
    assertEquals(List.of(), store().types());
  }

  private void refuses(ResourceName name) {
    ResourceKey key = ResourceKey.certificate(name);
    Resource resource = Resources.certificate(name, "0");
    assertThrows(IllegalArgumentException.class, () -> store().create(resource), key::toString);
    assertThrows(IllegalArgumentException.class, () -> store().update(resource, "1"));
    assertThrows(IllegalArgumentException.class, () -> store().delete(key, "1"));
    assertThrows(IllegalArgumentException.class, () -> store().read(key));
  }

  @Test
  default void aClusterScopedKeyHasNoNamespace() {
    ResourceKey key =
        new ResourceKey(ResourceType.CLUSTER_ISSUER, new ResourceName("shop", "house"));
    assertThrows(IllegalArgumentException.class, () -> store().read(key));
  }

  @Test
  default void oneNameOfTwoTypesOrNamespacesIsTwoResources() {
    for (Resource resource : Resources.oneOfEach()) {
      String version = store().create(resource);
      assertEquals(version, kept(resource.key()).version());
    }
    Resource elsewhere = Resources.certificate(new ResourceName("shop-2", "www"), "2");
    String created = store().create(elsewhere);
    assertEquals("0", Resources.mark(kept(Resources.certificate("www").key()).resource()));
    store().delete(elsewhere.key(), created);
    assertEquals("0", Resources.mark(kept(Resources.certificate("www").key()).resource()));
  }
}
