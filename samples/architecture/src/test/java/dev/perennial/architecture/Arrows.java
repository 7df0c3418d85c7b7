package dev.perennial.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.stream.Stream;

/** Which package may use which, below a root package. */
final class Arrows {
  private final String root;

  Arrows(String root) {
    this.root = root;
  }

  List<Rule> rules() {
    return List.of(
        new Rule("model uses the JDK", "ModelUsesSpi", arrow("model..")),
        new Rule("spi uses model", "SpiUsesCore", arrow("spi..", "model..")),
        new Rule("pki uses model", "PkiUsesSpi", arrow("core.pki..", "model..")),
        new Rule(
            "lifecycle uses model and pki",
            "LifecycleUsesStore",
            arrow("core.lifecycle..", "model..", "core.pki..")),
        new Rule(
            "manifest uses model and spi",
            "ManifestUsesPki",
            arrow("core.manifest..", "model..", "spi..")),
        new Rule(
            "store uses model and spi", "StoreUsesTls", arrow("core.store..", "model..", "spi..")),
        new Rule(
            "tls uses model, spi and pki",
            "TlsUsesStore",
            arrow("core.tls..", "model..", "spi..", "core.pki..")),
        new Rule(
            "the manager uses core",
            "ManagerUsesIssuer",
            arrow("core", "model..", "spi..", "core..")),
        new Rule(
            "issuers use model, spi and pki",
            "IssuerUsesManager",
            arrow("issuer..", "model..", "spi..", "core.pki..")),
        new Rule("issuers do not know each other", "IssuerUsesIssuer", issuersApart()),
        new Rule(
            "testkit knows no issuer",
            "TestkitUsesIssuer",
            arrow("testkit..", "model..", "spi..", "core..")),
        new Rule("no cycles", "CycleOne", noCycles()),
        new Rule(
            "BouncyCastle in pki and issuers",
            "StoreUsesBouncyCastle",
            only("org.bouncycastle..", "core.pki..", "issuer..")
                .because("the rest of the library must not care who does the cryptography")),
        new Rule(
            "Jackson in manifest and in the ACME test CA",
            "StoreUsesJackson",
            onlyJacksonIn("core.manifest..", "testkit.acme..")
                .because(
                    "one room of the library knows how YAML and JSON are read, so that it can be"
                        + " replaced; the test CA speaks the JSON of RFC 8555, which is no manifest")));
  }

  /** Classes of {@code from} use nothing of the root but themselves and {@code to}. */
  private ArchRule arrow(String from, String... to) {
    String[] allowed =
        Stream.concat(Stream.of(from), Stream.of(to)).map(this::in).toArray(String[]::new);
    return noClasses()
        .that()
        .resideInAPackage(in(from))
        .should()
        .dependOnClassesThat(resideInAnyPackage(root + "..").and(not(resideInAnyPackage(allowed))))
        .because("the package table of the design lets " + from + " use no more");
  }

  private ArchRule issuersApart() {
    return slices()
        .matching(root + ".issuer.(*)..")
        .should()
        .notDependOnEachOther()
        .because("each issuer is a module that a host takes or leaves");
  }

  private ArchRule noCycles() {
    return slices()
        .matching(root + ".(**)")
        .should()
        .beFreeOfCycles()
        .because("packages in a circle are one package");
  }

  private ArchRule onlyJacksonIn(String... rooms) {
    String[] allowed = Stream.of(rooms).map(this::in).toArray(String[]::new);
    return noClasses()
        .that(resideInAnyPackage(root + "..").and(not(resideInAnyPackage(allowed))))
        .should()
        .dependOnClassesThat(
            resideInAnyPackage("tools.jackson..", "com.fasterxml.jackson..", "org.snakeyaml.."));
  }

  private ArchRule only(String library, String... rooms) {
    String[] allowed = Stream.of(rooms).map(this::in).toArray(String[]::new);
    return noClasses()
        .that(resideInAnyPackage(root + "..").and(not(resideInAnyPackage(allowed))))
        .should()
        .dependOnClassesThat(resideInAnyPackage(library));
  }

  private String in(String name) {
    return root + "." + name;
  }
}
