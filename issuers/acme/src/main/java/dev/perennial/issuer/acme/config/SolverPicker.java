package dev.perennial.issuer.acme.config;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Chooses the solver of a name. Source: cert-manager {@code pkg/util/solverpicker}: a solver that
 * lists the name wins over one with the longer zone, that over one with more labels, that over one
 * that comes earlier; one without selector serves what no other does.
 */
public final class SolverPicker {
  private SolverPicker() {}

  /**
   * Returns the index of the solver for a name, or empty when none fits.
   *
   * @param solvers the solvers of the issuer
   * @param name the identifier; a wildcard begins with {@code *.}
   * @param labels the labels of the certificate
   * @param offered the types of the challenges that the server offers
   */
  public static Optional<Integer> pick(
      List<Solver> solvers, String name, Map<String, String> labels, Set<String> offered) {
    return java.util.stream.IntStream.range(0, solvers.size())
        .boxed()
        .filter(i -> offered.contains(solvers.get(i).kind().challengeType()))
        .flatMap(i -> score(solvers.get(i), name, labels).map(s -> new Match(i, s)).stream())
        .max(Comparator.comparing(Match::score).thenComparing(m -> -m.index()))
        .map(Match::index);
  }

  private record Match(int index, Score score) {}

  /** How well a solver fits; the parts count in this order. */
  private record Score(int names, int zoneLabels, int labels) implements Comparable<Score> {
    @Override
    public int compareTo(Score other) {
      return Comparator.comparingInt(Score::names)
          .thenComparingInt(Score::zoneLabels)
          .thenComparingInt(Score::labels)
          .compare(this, other);
    }
  }

  private static Optional<Score> score(Solver solver, String name, Map<String, String> labels) {
    Selector selector = solver.selector();
    if (selector == null) {
      return Optional.of(new Score(0, 0, 0));
    }
    boolean labelled = labels.entrySet().containsAll(selector.matchLabels().entrySet());
    boolean listed = selector.dnsNames().contains(name);
    int zone =
        selector.dnsZones().stream()
            .filter(z -> isIn(name, z))
            .mapToInt(z -> z.split("\\.", -1).length)
            .max()
            .orElse(0);
    boolean fits =
        labelled
            && (selector.dnsNames().isEmpty() || listed)
            && (selector.dnsZones().isEmpty() || zone > 0);
    return fits
        ? Optional.of(new Score(listed ? 1 : 0, zone, selector.matchLabels().size()))
        : Optional.empty();
  }

  /** Names of DNS have no case (RFC 4343); what a selector lists by name is compared as it is. */
  private static boolean isIn(String name, String zone) {
    String lower = name.toLowerCase(Locale.ROOT);
    String suffix = zone.toLowerCase(Locale.ROOT);
    return lower.equals(suffix) || lower.endsWith("." + suffix);
  }
}
