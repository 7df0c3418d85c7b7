package dev.perennial.testkit.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.perennial.model.Resource;
import dev.perennial.model.ResourceName;
import dev.perennial.model.ResourceType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What listing answers. */
interface ListRules extends StoreRules {
  /** Creates certificates, last one first. */
  private List<ResourceName> certificates() {
    List<ResourceName> names = new ArrayList<>();
    for (String namespace : List.of("a", "a-b", "a.b", "ab", "b")) {
      for (String name : List.of("web", "web-1", "web-10", "web-2", "web.x", "webb", "x")) {
        names.add(new ResourceName(namespace, name));
      }
    }
    Collections.sort(names);
    List<ResourceName> reversed = new ArrayList<>(names);
    Collections.reverse(reversed);
    for (ResourceName name : reversed) {
      String version = store().create(Resources.certificate(name, "0"));
      assertEquals(version, kept(Resources.certificate(name, "0").key()).version());
    }
    return names;
  }

  @Test
  default void allOfATypeAreListedInOrder() {
    List<ResourceName> names = certificates();
    String version = store().create(Resources.secret("web", "0"));
    assertEquals(names, store().list(ResourceType.CERTIFICATE));
    assertEquals(
        List.of(new ResourceName("shop", "web")), store().list(ResourceType.SECRET), version);
    assertEquals(List.of(), store().list(ResourceType.ISSUER));
  }

  @Test
  default void aNamespaceAndAPrefixNarrowTheList() {
    List<ResourceName> names = certificates();
    for (String namespace : List.of("a", "a-b", "b", "c", "")) {
      for (String prefix : List.of("", "w", "web", "web-", "web-1", "web-10", "x", "y", "..")) {
        List<ResourceName> wanted =
            names.stream()
                .filter(n -> n.namespace().equals(namespace) && n.name().startsWith(prefix))
                .toList();
        assertEquals(wanted, store().list(ResourceType.CERTIFICATE, namespace, prefix));
      }
    }
  }

  @Test
  default void clusterScopedOnesHaveAnEmptyNamespace() {
    String version = store().create(Resources.issuer(ResourceType.CLUSTER_ISSUER, "house"));
    ResourceName name = new ResourceName("", "house");
    assertEquals(List.of(name), store().list(ResourceType.CLUSTER_ISSUER), version);
    assertEquals(List.of(name), store().list(ResourceType.CLUSTER_ISSUER, "", "ho"));
    assertEquals(List.of(), store().list(ResourceType.CLUSTER_ISSUER, "shop", ""));
  }

  @Test
  default void whatIsDeletedIsListedNoMore() {
    List<ResourceName> names = new ArrayList<>(certificates());
    Resource gone = Resources.certificate(names.remove(3), "0");
    store().delete(gone.key(), kept(gone.key()).version());
    assertEquals(names, store().list(ResourceType.CERTIFICATE));
    assertEquals(
        names.stream().filter(n -> n.namespace().equals("a")).toList(),
        store().list(ResourceType.CERTIFICATE, "a", ""));
  }

  @Test
  default void theTypesAreThoseOfWhichOneIsKept() {
    assertEquals(List.of(), store().types());
    List<ResourceType> wanted = new ArrayList<>();
    for (Resource resource : Resources.oneOfEach()) {
      String version = store().create(resource);
      wanted.add(resource.type());
      assertEquals(wanted.stream().sorted().toList(), store().types(), version);
    }
    for (Resource resource : Resources.oneOfEach()) {
      store().delete(resource.key(), kept(resource.key()).version());
      wanted.remove(resource.type());
      assertEquals(wanted.stream().sorted().toList(), store().types());
    }
  }

  @Test
  default void aListStaysAsItWasReturned() {
    List<ResourceName> names = certificates();
    List<ResourceName> listed = store().list(ResourceType.CERTIFICATE);
    Resource gone = Resources.certificate(names.get(0), "0");
    store().delete(gone.key(), kept(gone.key()).version());
    assertEquals(names, listed);
  }

  @Test
  default void aHealthyStoreHasNoProblems() {
    List<ResourceName> names = certificates();
    assertEquals(List.of(), store().problems(), names::toString);
  }
}
