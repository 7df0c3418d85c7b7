package dev.perennial.core.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.perennial.model.ResourceName;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/** The index answers as a search through all certificates would, after any history of changes. */
class SniChoiceProperties {
  private static final Map<Wanted, X509Certificate> MADE = new ConcurrentHashMap<>();
  private static final ResourceName DEFAULT = Fixtures.name("s0");
  private static final Comparator<Map.Entry<ResourceName, Wanted>> LONGEST =
      Comparator.comparing(entry -> -entry.getValue().days());

  /** A certificate in a search that is easy to believe. */
  record Wanted(List<String> dnsNames, boolean rsa, int days) {
    PrivateKey key() {
      return rsa ? Fixtures.RSA : Fixtures.EC_1;
    }

    String type() {
      return rsa ? "RSA" : "EC";
    }

    boolean has(Predicate<String> name) {
      return dnsNames.stream()
          .map(text -> text.toLowerCase(Locale.ROOT))
          .map(text -> text.endsWith(".") ? text.substring(0, text.length() - 1) : text)
          .anyMatch(name);
    }
  }

  /** A secret gets a certificate, or loses it. */
  record Change(int secret, Optional<Wanted> wanted) {}

  @Provide
  Arbitrary<String> hostNames() {
    return Arbitraries.of("a", "b", "Ab").list().ofMinSize(1).ofMaxSize(4).map(this::joined);
  }

  @Provide
  Arbitrary<String> dnsNames() {
    Arbitrary<String> prefix =
        Arbitraries.frequency(Tuple.of(3, ""), Tuple.of(2, "*."), Tuple.of(1, "a*."));
    Arbitrary<String> suffix = Arbitraries.frequency(Tuple.of(9, ""), Tuple.of(1, "."));
    return Combinators.combine(prefix, hostNames(), suffix).as((p, h, s) -> p + h + s);
  }

  @Provide
  Arbitrary<Change> changes() {
    Arbitrary<Wanted> wanted =
        Combinators.combine(
                dnsNames().list().ofMaxSize(3),
                Arbitraries.of(true, false),
                Arbitraries.integers().between(1, 3))
            .as(Wanted::new);
    return Combinators.combine(Arbitraries.integers().between(0, 5), wanted.optional(0.8))
        .as(Change::new);
  }

  private String joined(List<String> labels) {
    return String.join(".", labels);
  }

  @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
  void theChoiceIsThatOfASearch(
      @ForAll("histories") List<Change> history, @ForAll("hostNames") String sni) throws Exception {
    Snapshot snapshot = Snapshot.empty();
    Map<ResourceName, Wanted> all = new TreeMap<>();
    for (Change change : history) {
      ResourceName secret = Fixtures.name("s" + change.secret());
      Optional<ServedKey> key = Optional.empty();
      if (change.wanted().isPresent()) {
        key = Optional.of(served(secret, change.wanted().get(), snapshot.generation() + 1));
        all.put(secret, change.wanted().get());
      } else {
        all.remove(secret);
      }
      snapshot = snapshot.with(Map.of(secret, key));
    }
    String name = sni.toLowerCase(Locale.ROOT);
    for (String type : new String[] {"RSA", "EC", "EdDSA"}) {
      assertEquals(search(all, name, type), chosen(snapshot.choose(name, type, DEFAULT)));
    }
    assertEquals(all.size(), snapshot.size());
  }

  @Provide
  Arbitrary<List<Change>> histories() {
    return changes().list().ofMaxSize(12);
  }

  private static Optional<ResourceName> chosen(ServedKey key) {
    return Optional.ofNullable(key).map(ServedKey::secret);
  }

  private static Optional<ResourceName> search(
      Map<ResourceName, Wanted> all, String sni, String type) {
    Map<ResourceName, Wanted> found = having(all, name -> name.equals(sni));
    int dot = sni.indexOf('.');
    if (found.isEmpty() && dot > 0) {
      found = having(all, name -> name.equals("*" + sni.substring(dot)));
    }
    if (found.isEmpty()) {
      found = new HashMap<>(all);
      found.keySet().retainAll(List.of(DEFAULT));
    }
    return found.entrySet().stream()
        .filter(entry -> entry.getValue().type().equals(type))
        .min(LONGEST.thenComparing(Map.Entry.comparingByKey()))
        .map(Map.Entry::getKey);
  }

  private static Map<ResourceName, Wanted> having(
      Map<ResourceName, Wanted> all, Predicate<String> name) {
    Map<ResourceName, Wanted> found = new TreeMap<>(all);
    found.values().removeIf(wanted -> !wanted.has(name));
    return found;
  }

  private static ServedKey served(ResourceName secret, Wanted wanted, long generation)
      throws RefusedBundleException {
    X509Certificate leaf =
        MADE.computeIfAbsent(
            wanted,
            w ->
                Fixtures.leaf(
                    w.key(),
                    Fixtures.NOW,
                    Fixtures.NOW.plus(Duration.ofDays(w.days())),
                    w.dnsNames().toArray(new String[0])));
    return BundleCheck.ofBundles()
        .check(Fixtures.secret(secret.name(), wanted.key(), leaf), generation, Fixtures.NOW);
  }
}
