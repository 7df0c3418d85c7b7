package dev.perennial.architecture;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.lang.EvaluationResult;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Each rule holds for the published modules, and fails for the class made to break it. */
final class ArchitectureTest {
  @TestFactory
  Stream<DynamicTest> holds() {
    JavaClasses classes = Modules.published();
    return rules("dev.perennial")
        .map(rule -> DynamicTest.dynamicTest(rule.name(), () -> rule.rule().check(classes)));
  }

  @TestFactory
  Stream<DynamicTest> canFail() {
    JavaClasses classes = Modules.wrong();
    return rules("dev.perennial.architecture.wrong")
        .map(rule -> DynamicTest.dynamicTest(rule.name(), () -> assertBroken(rule, classes)));
  }

  private static void assertBroken(Rule rule, JavaClasses classes) {
    EvaluationResult result = rule.rule().evaluate(classes);
    assertTrue(
        result.getFailureReport().getDetails().stream()
            .anyMatch(detail -> detail.contains(rule.breaker())),
        () -> rule.breaker() + " does not break the rule: " + rule.rule().getDescription());
  }

  private static Stream<Rule> rules(String root) {
    return Stream.of(new Arrows(root).rules(), new Purity(root).rules(), new Manners(root).rules())
        .flatMap(List::stream);
  }
}
