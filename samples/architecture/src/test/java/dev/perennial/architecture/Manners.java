package dev.perennial.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.List;
import java.util.Set;

/** How the library behaves in somebody else's process, and who may see a key. */
final class Manners {
  /** The classes that need the bytes of a secret: they parse, compare, write or serve them. */
  private static final Set<String> READERS_OF_SECRETS =
      Set.of("model.SecretBytes", "spi.Checkpoint");

  /** While the rooms are being built; the list above takes over. */
  private static final Set<String> ROOMS_OF_SECRETS = Set.of("core.", "issuer.");

  private final String root;

  Manners(String root) {
    this.root = root;
  }

  List<Rule> rules() {
    return List.of(
        new Rule(
            "time comes from the host",
            "StoreReadsClock",
            never(library(), Ambient.readsWallClock())
                .because("a host with a test clock must reach every decision")),
        new Rule(
            "the machine's clock only as the manager's default",
            "StoreTakesSystemClock",
            never(
                    library().and(not(resideInAnyPackage(root + ".core"))),
                    Ambient.takesSystemClock())
                .because("the manager hands the clock of the host to everybody else")),
        new Rule(
            "randomness comes from the host",
            "StoreDrawsRandom",
            never(library(), Ambient.drawsRandomness())
                .because("keys and serial numbers come from the source that the host chose")),
        new Rule(
            "nobody sleeps",
            "StoreSleeps",
            never(library(), Ambient.sleeps())
                .because("a wait is an instant that is returned, not a thread that is held")),
        new Rule(
            "nobody starts a thread",
            "StoreStartsThread",
            never(library(), Ambient.startsThreads())
                .because("the host owns the threads, and adapters take them as arguments")),
        new Rule(
            "nobody touches what the JVM shares",
            "StorePrints",
            never(library(), Ambient.touchesGlobals())
                .because("two managers in one JVM know nothing of each other, or of the host")),
        new Rule("secrets are revealed to few", "SpiRevealsSecret", secretsRevealedToFew()),
        new Rule("packages are concepts", "Helper", noGrabBags()),
        new Rule("an issuer shows its provider and its configuration", "Loud", issuersAreQuiet()));
  }

  /** All but the testkit, which is a host. */
  private DescribedPredicate<JavaClass> library() {
    return resideInAnyPackage(
        root + ".model..", root + ".spi..", root + ".core..", root + ".issuer..");
  }

  private static ArchRule never(
      DescribedPredicate<JavaClass> who, DescribedPredicate<JavaAccess<?>> what) {
    return noClasses().that(who).should().accessTargetWhere(what);
  }

  private ArchRule secretsRevealedToFew() {
    DescribedPredicate<JavaClass> others =
        describe(
            "are not listed as readers of secrets",
            type ->
                !READERS_OF_SECRETS.contains(nameBelowRoot(type))
                    && ROOMS_OF_SECRETS.stream().noneMatch(nameBelowRoot(type)::startsWith));
    return noClasses()
        .that(library().and(others))
        .should()
        .accessTargetWhere(
            describe(
                "reveal the bytes of a secret",
                access -> access.getTarget().getName().equals("revealBytes")))
        .because("who handles key bytes is a list that a reviewer can read");
  }

  private ArchRule noGrabBags() {
    return noClasses()
        .should()
        .resideInAnyPackage("..util..", "..common..", "..impl..", "..helpers..", "..internal..")
        .because("a package is named after what it holds");
  }

  /** Rooms inside an issuer that its module does not export may be public to each other. */
  private ArchRule issuersAreQuiet() {
    return classes()
        .that()
        .resideInAPackage(root + ".issuer.*")
        .and()
        .arePublic()
        .and()
        .areTopLevelClasses()
        .should(beProviderOrConfiguration())
        .because("what is public is for ever: the rest of an issuer is its own business");
  }

  private static ArchCondition<JavaClass> beProviderOrConfiguration() {
    return new ArchCondition<>("be a final provider, a configuration or accounts") {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        String name = type.getSimpleName();
        // Accounts: what a host may do to what an issuer has at its CA.
        boolean shown =
            name.endsWith("IssuerProvider")
                || name.endsWith("IssuerConfig")
                || name.endsWith("Accounts");
        boolean closed = type.getModifiers().contains(JavaModifier.FINAL);
        events.add(
            new SimpleConditionEvent(
                type, shown && closed, name + " is public and is none of these, or is not final"));
      }
    };
  }

  private String nameBelowRoot(JavaClass type) {
    JavaClass top = type;
    while (top.getEnclosingClass().isPresent()) {
      top = top.getEnclosingClass().get();
    }
    return top.getName().substring(root.length() + 1);
  }
}
