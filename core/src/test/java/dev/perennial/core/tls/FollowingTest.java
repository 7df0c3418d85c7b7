package dev.perennial.core.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.perennial.core.store.InMemoryStore;
import dev.perennial.model.Annotations;
import dev.perennial.model.Labels;
import dev.perennial.model.ObjectMeta;
import dev.perennial.model.Reasons;
import dev.perennial.model.ResourceName;
import dev.perennial.model.SecretBundle;
import dev.perennial.spi.LifecycleEvent;
import dev.perennial.spi.LifecycleEvent.Level;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

/** Which secrets are followed, and what their coming, changing and going does. */
class FollowingTest {
  private final InMemoryStore store = new InMemoryStore();
  private final List<LifecycleEvent> events = new ArrayList<>();

  private LiveKeyManager.Builder builder() {
    return LiveKeyManager.builder(store, InstantSource.fixed(Fixtures.NOW)).listener(events::add);
  }

  private static SecretBundle with(SecretBundle secret, ObjectMeta.Builder meta) {
    ResourceName name = secret.meta().resourceName();
    return secret.toBuilder()
        .meta(meta.namespace(name.namespace()).name(name.name()).build())
        .build();
  }

  private static SecretBundle secret(String name) {
    return Fixtures.secret(name, Fixtures.EC_1, name + ".example");
  }

  private List<String> told() {
    return events.stream()
        .map(e -> e.level() + " " + e.resource().name().name() + " " + e.reason())
        .toList();
  }

  @Test
  void aSecretThatDoesNotExistYetIsServedWhenItComes() {
    LiveKeyManager manager = builder().secrets(SecretSelection.of(Fixtures.name("web"))).build();
    assertEquals(0, manager.generation());
    assertEquals(List.of("Secret shop/web: does not exist"), manager.problems());
    Fixtures.put(store, secret("web"));
    assertEquals(1, manager.size());
    assertEquals(List.of(), manager.problems());
    assertEquals(
        List.of("WARNING web " + Reasons.DOES_NOT_EXIST, "NORMAL web " + LiveKeyManager.SERVING),
        told());
  }

  @Test
  void aDeletedSecretThatSomebodyNamedStays() {
    Fixtures.put(store, secret("web"));
    LiveKeyManager manager = builder().defaultSecret(Fixtures.name("web")).build();
    Fixtures.remove(store, Fixtures.name("web"));
    assertEquals(1, manager.size());
    assertEquals(Level.WARNING, events.get(1).level());
    assertNotNull(manager.chooseEngineServerAlias("EC", null, null));
  }

  @Test
  void aLabelDecidesAboutComingAndGoing() {
    LiveKeyManager manager =
        builder().secrets(SecretSelection.labelled("shop", "serve", "yes")).build();
    Fixtures.put(store, secret("a"));
    assertEquals(0, manager.size());
    ObjectMeta.Builder yes = ObjectMeta.builder().labels(Map.of("serve", "yes"));
    Fixtures.put(store, with(secret("a"), yes));
    Fixtures.put(store, with(secret("b"), yes));
    assertEquals(2, manager.size());
    Fixtures.put(store, with(secret("a"), ObjectMeta.builder().labels(Map.of("serve", "no"))));
    Fixtures.remove(store, Fixtures.name("b"));
    assertEquals(0, manager.size());
    assertEquals(4, manager.generation());
    assertEquals(List.of(), manager.problems());
    assertEquals("NORMAL b " + LiveKeyManager.WITHDRAWN, told().get(3));
  }

  @Test
  void theSecretsOfCertificatesAreThoseThatNameOne() {
    ObjectMeta.Builder owned =
        ObjectMeta.builder().annotations(Map.of(Annotations.CERTIFICATE_NAME, "web"));
    Fixtures.put(store, with(secret("web"), owned));
    Fixtures.put(
        store, with(secret("next"), owned.labels(Map.of(Labels.NEXT_PRIVATE_KEY, "true"))));
    Fixtures.put(store, with(secret("old"), owned.labels(Map.of(Labels.PREVIOUS_OF, "web"))));
    Fixtures.put(store, secret("stranger"));
    LiveKeyManager manager = builder().secrets(SecretSelection.ofCertificatesIn("shop")).build();
    assertEquals(List.of("NORMAL web " + LiveKeyManager.SERVING), told());
    assertEquals(1, manager.size());
  }

  @Test
  void anotherNamespaceIsNotLookedAt() {
    LiveKeyManager manager = builder().secrets(SecretSelection.ofCertificatesIn("other")).build();
    Fixtures.put(store, secret("web"));
    assertEquals(0, manager.size());
    assertEquals(List.of(), events);
  }

  @Test
  void metadataAloneSwapsNothing() {
    SecretBundle web = secret("web");
    Fixtures.put(store, web);
    LiveKeyManager manager = builder().defaultSecret(Fixtures.name("web")).build();
    Fixtures.put(store, with(web, ObjectMeta.builder().labels(Map.of("x", "y"))));
    manager.refresh();
    assertEquals(1, manager.generation());
    assertEquals(1, events.size());
  }

  @Test
  void aListenerThatThrowsDoesNotStopTheSwap() {
    LiveKeyManager manager =
        builder()
            .defaultSecret(Fixtures.name("web"))
            .listener(
                event -> {
                  throw new IllegalStateException("listener");
                })
            .build();
    Fixtures.put(store, secret("web"));
    assertEquals(1, manager.size());
  }

  @Test
  void theExecutorReadsLater() {
    Deque<Runnable> later = new ArrayDeque<>();
    LiveKeyManager manager =
        builder().defaultSecret(Fixtures.name("web")).executor(later::add).build();
    Fixtures.put(store, secret("web"));
    Fixtures.put(store, secret("web"));
    assertEquals(0, manager.size());
    assertEquals(1, later.size(), "one reading for both");
    later.remove().run();
    assertEquals(1, manager.generation());
  }

  @Test
  void anExecutorThatIsGoneLosesNothing() {
    LiveKeyManager manager =
        builder()
            .defaultSecret(Fixtures.name("web"))
            .executor(
                task -> {
                  throw new RejectedExecutionException("shut down");
                })
            .build();
    Fixtures.put(store, secret("web"));
    assertEquals(0, manager.size());
    manager.refresh();
    assertEquals(1, manager.size());
  }

  @Test
  void afterCloseNothingChanges() {
    Fixtures.put(store, secret("web"));
    LiveKeyManager manager = builder().defaultSecret(Fixtures.name("web")).build();
    manager.close();
    Fixtures.put(store, secret("web"));
    assertEquals(1, manager.generation());
  }

  @Test
  void aStoreThatFailsLeavesWhatIsServedAndIsReadAgain() {
    Fixtures.put(store, secret("web"));
    FailingStore failing = new FailingStore(store);
    LiveKeyManager manager =
        LiveKeyManager.builder(failing, InstantSource.fixed(Fixtures.NOW))
            .defaultSecret(Fixtures.name("web"))
            .secrets(SecretSelection.of(Fixtures.name("api")))
            .listener(events::add)
            .build();
    failing.fail = true;
    Fixtures.put(store, secret("web"));
    assertEquals(1, manager.generation());
    assertEquals(LiveKeyManager.STORE_FAILED, events.get(events.size() - 1).reason());
    failing.fail = false;
    Fixtures.put(store, secret("api"));
    assertEquals(2, manager.generation());
    assertEquals(2, manager.size());
    assertTrue(told().contains("NORMAL api " + LiveKeyManager.SERVING));
    assertEquals(2, told().stream().filter("NORMAL web Serving"::equals).count());
    assertEquals(List.of(), manager.problems());
  }

  @Test
  void anAliasOfNobodyHasNoKey() {
    LiveKeyManager manager = builder().build();
    assertNull(manager.getPrivateKey("1:shop/web"));
    assertNull(manager.getCertificateChain("current"));
    assertNull(manager.chooseEngineServerAlias("EC", null, null));
    assertNull(manager.chooseClientAlias(new String[] {"EC"}, null, null));
  }
}
