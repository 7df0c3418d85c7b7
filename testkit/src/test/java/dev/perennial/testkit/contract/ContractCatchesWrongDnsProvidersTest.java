package dev.perennial.testkit.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import dev.perennial.spi.DnsContext;
import dev.perennial.spi.DnsProvider;
import dev.perennial.testkit.contract.WrongDnsProviders.Wrong;
import dev.perennial.testkit.issuer.TestDnsContext;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;

/** Each rule of the contract catches a provider that breaks it. */
class ContractCatchesWrongDnsProvidersTest {
  private static Supplier<PassingDns> subject = PassingDns::new;

  /** The contract on whatever provider is tried. Not found by the build: its name says no test. */
  static class Subject extends DnsProviderContract {
    private final PassingDns provider = subject.get();
    private final TestDnsContext context = new TestDnsContext(Map.of("secret", "dns"));

    @Override
    public DnsProvider provider() {
      return provider;
    }

    @Override
    public DnsContext context() {
      return context;
    }

    @Override
    public List<String> values(String name) {
      return provider.values(name);
    }

    @Override
    public void cause(DnsTrouble trouble) {
      provider.trouble = trouble;
    }

    @Override
    public Optional<String> secretName() {
      return Optional.of("dns");
    }

    @Override
    public Optional<String> secretValue() {
      return Optional.of(PassingDns.SECRET);
    }
  }

  private static Set<String> rulesBrokenBy(Supplier<PassingDns> provider) {
    subject = provider;
    LauncherDiscoveryRequest request =
        LauncherDiscoveryRequestBuilder.request().selectors(selectClass(Subject.class)).build();
    SummaryGeneratingListener listener = new SummaryGeneratingListener();
    LauncherFactory.create().execute(request, listener);
    assertTrue(listener.getSummary().getTestsFoundCount() > 20);
    return listener.getSummary().getFailures().stream()
        .map(failure -> failure.getTestIdentifier().getDisplayName().replace("()", ""))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  static List<Wrong> wrongProviders() {
    return WrongDnsProviders.all();
  }

  @ParameterizedTest
  @MethodSource("wrongProviders")
  void aWrongProviderIsCaughtByItsRule(Wrong wrong) {
    Set<String> broken = rulesBrokenBy(wrong.provider());
    assertTrue(broken.contains(wrong.caughtBy()), () -> wrong + " was caught by " + broken);
  }

  @Test
  void aRightProviderBreaksNone() {
    assertEquals(Set.of(), rulesBrokenBy(PassingDns::new));
  }

  @Test
  void eachRuleHasAWrongProvider() {
    Set<String> caught =
        WrongDnsProviders.all().stream().map(Wrong::caughtBy).collect(Collectors.toSet());
    Set<String> rules =
        Stream.of(DnsRecordRules.class, DnsFaultRules.class)
            .flatMap(group -> Stream.of(group.getDeclaredMethods()))
            .filter(method -> method.isAnnotationPresent(Test.class))
            .map(method -> method.getName())
            .collect(Collectors.toCollection(TreeSet::new));
    assertEquals(rules, new TreeSet<>(caught));
  }
}
