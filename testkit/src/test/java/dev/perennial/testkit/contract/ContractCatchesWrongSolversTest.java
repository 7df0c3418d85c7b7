package dev.perennial.testkit.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import dev.perennial.spi.Http01Solver;
import dev.perennial.spi.TlsAlpn01Solver;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;

/** Each rule of the contracts of solvers catches a solver that breaks it. */
class ContractCatchesWrongSolversTest {
  private static WrongHttp01Solver.Way http = WrongHttp01Solver.Way.NONE;
  private static WrongTlsAlpn01Solver.Way tls = WrongTlsAlpn01Solver.Way.NONE;

  /** Not found by the build: its name says no test. */
  static class HttpSubject extends Http01SolverContract {
    private WrongHttp01Solver solver;

    @Override
    protected Http01Solver open() throws Exception {
      solver = new WrongHttp01Solver(http);
      return solver;
    }

    @Override
    protected URI site() {
      return URI.create("http://127.0.0.1:" + solver.port());
    }

    @Override
    protected void shut() {
      solver.close();
    }
  }

  /** Not found by the build: its name says no test. */
  static class TlsSubject extends TlsAlpn01SolverContract {
    private WrongTlsAlpn01Solver solver;

    @Override
    protected TlsAlpn01Solver open() throws Exception {
      solver = new WrongTlsAlpn01Solver(tls);
      return solver;
    }

    @Override
    protected InetSocketAddress address() {
      return solver.address();
    }

    @Override
    protected void shut() throws Exception {
      solver.close();
    }
  }

  private static Set<String> brokenBy(Class<?> subject) {
    LauncherDiscoveryRequest request =
        LauncherDiscoveryRequestBuilder.request().selectors(selectClass(subject)).build();
    SummaryGeneratingListener listener = new SummaryGeneratingListener();
    LauncherFactory.create().execute(request, listener);
    long found = listener.getSummary().getTestsFoundCount();
    assertEquals(rulesOf(subject.getSuperclass()).size(), found);
    return listener.getSummary().getFailures().stream()
        .map(failure -> failure.getTestIdentifier().getDisplayName().replace("()", ""))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> rulesOf(Class<?> contract) {
    return Stream.of(contract.getDeclaredMethods())
        .filter(method -> method.isAnnotationPresent(Test.class))
        .map(method -> method.getName())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @ParameterizedTest
  @EnumSource
  void aWrongHttp01SolverIsCaughtByItsRule(WrongHttp01Solver.Way way) {
    http = way;
    assertCaught(way.caughtBy, brokenBy(HttpSubject.class));
  }

  @ParameterizedTest
  @EnumSource
  void aWrongTlsAlpn01SolverIsCaughtByItsRule(WrongTlsAlpn01Solver.Way way) {
    tls = way;
    assertCaught(way.caughtBy, brokenBy(TlsSubject.class));
  }

  private static void assertCaught(String rule, Set<String> broken) {
    if (rule.isEmpty()) {
      assertEquals(Set.of(), broken, "a right solver breaks none");
    } else {
      assertTrue(broken.contains(rule), () -> rule + " is not among " + broken);
    }
  }

  @Test
  void eachRuleHasAWrongSolver() {
    Set<String> caught =
        Stream.concat(
                Stream.of(WrongHttp01Solver.Way.values()).map(way -> way.caughtBy),
                Stream.of(WrongTlsAlpn01Solver.Way.values()).map(way -> way.caughtBy))
            .collect(Collectors.toSet());
    Set<String> rules = new TreeSet<>(rulesOf(Http01SolverContract.class));
    rules.addAll(rulesOf(TlsAlpn01SolverContract.class));
    rules.removeAll(caught);
    assertEquals(Set.of(), rules);
  }
}
