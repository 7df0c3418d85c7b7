package dev.perennial.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;

/** {@code core.lifecycle} and {@code core.pki} decide and compute; they do nothing. */
final class Purity {
  private static final String WHY =
      "a decision that can be replayed, simulated and explained depends on its arguments alone";

  private final String[] pure;
  private final String lifecycle;

  Purity(String root) {
    this.lifecycle = root + ".core.lifecycle..";
    this.pure = new String[] {lifecycle, root + ".core.pki.."};
  }

  List<Rule> rules() {
    return List.of(
        new Rule("no clock", "PureHoldsClock", uses(Ambient.clockTypes())),
        new Rule("no time of the machine", "PureReadsClock", does(Ambient.readsWallClock())),
        new Rule("no process", "PureAsksProcess", does(Ambient.asksProcess())),
        new Rule("no thread", "PureUsesExecutor", uses(Ambient.threadTypes())),
        new Rule("no file", "PureReadsFile", uses(Ambient.diskTypes())),
        new Rule("no name lookup, no socket", "PureLooksUpName", uses(Ambient.networkTypes())),
        new Rule("no randomness drawn inside", "PureDrawsRandom", does(Ambient.drawsRandomness())),
        new Rule("no randomness in lifecycle at all", "LifecycleTakesRandom", noRandomness()));
  }

  private ArchRule uses(DescribedPredicate<JavaClass> types) {
    return noClasses()
        .that()
        .resideInAnyPackage(pure)
        .should()
        .dependOnClassesThat(types)
        .because(WHY);
  }

  private ArchRule does(DescribedPredicate<JavaAccess<?>> accesses) {
    return noClasses()
        .that()
        .resideInAnyPackage(pure)
        .should()
        .accessTargetWhere(accesses)
        .because(WHY);
  }

  private ArchRule noRandomness() {
    return noClasses()
        .that()
        .resideInAPackage(lifecycle)
        .should()
        .dependOnClassesThat(Ambient.randomTypes())
        .because("deciding twice must give the same answer");
  }
}
