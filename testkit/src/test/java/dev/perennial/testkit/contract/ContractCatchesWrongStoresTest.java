package dev.perennial.testkit.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import dev.perennial.core.store.InMemoryStore;
import dev.perennial.spi.ResourceStore;
import dev.perennial.testkit.contract.WrongStores.Wrong;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/** Each rule of the contract catches a store that breaks it. */
class ContractCatchesWrongStoresTest {
  /** Held, so that its level stays: one rule makes watchers fail, which stores log. */
  private static final Logger STORES = Logger.getLogger("dev.perennial.core.store");

  private static Supplier<ResourceStore> subject = InMemoryStore::new;

  @BeforeAll
  static void silence() {
    STORES.setLevel(Level.OFF);
  }

  @AfterAll
  static void speak() {
    STORES.setLevel(null);
  }

  /** The contract on whatever store is tried. Not found by the build: its name says no test. */
  static class Subject extends ResourceStoreContract {
    @Override
    protected ResourceStore open() {
      return subject.get();
    }
  }

  private static Set<String> rulesBrokenBy(Supplier<ResourceStore> store) {
    subject = store;
    LauncherDiscoveryRequest request =
        LauncherDiscoveryRequestBuilder.request().selectors(selectClass(Subject.class)).build();
    SummaryGeneratingListener listener = new SummaryGeneratingListener();
    LauncherFactory.create().execute(request, listener);
    TestExecutionSummary summary = listener.getSummary();
    assertTrue(summary.getTestsFoundCount() > 30, "found " + summary.getTestsFoundCount());
    return summary.getFailures().stream()
        .map(failure -> failure.getTestIdentifier().getDisplayName().replace("()", ""))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  static List<Wrong> wrongStores() {
    return WrongStores.all();
  }

  @ParameterizedTest
  @MethodSource("wrongStores")
  void aWrongStoreIsCaughtByItsRule(Wrong wrong) {
    Set<String> broken = rulesBrokenBy(wrong.store());
    assertTrue(broken.contains(wrong.caughtBy()), () -> wrong + " was caught by " + broken);
  }

  @Test
  void aRightStoreBreaksNone() {
    assertEquals(Set.of(), rulesBrokenBy(InMemoryStore::new));
  }

  @Test
  void eachRuleHasAWrongStore() {
    Set<String> caught =
        WrongStores.all().stream().map(Wrong::caughtBy).collect(Collectors.toSet());
    Set<String> without =
        Stream.of(
                KeyRules.class,
                WriteRules.class,
                ListRules.class,
                WatchRules.class,
                ConcurrencyRules.class,
                CloseRules.class)
            .flatMap(rules -> Stream.of(rules.getDeclaredMethods()))
            .filter(method -> method.isAnnotationPresent(Test.class))
            .map(method -> method.getName())
            .filter(name -> !caught.contains(name))
            .collect(Collectors.toCollection(TreeSet::new));
    assertEquals(Set.of("writersOfDifferentKeysDoNotDisturbEachOther"), without);
  }
}
