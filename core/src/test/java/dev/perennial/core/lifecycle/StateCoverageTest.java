package dev.perennial.core.lifecycle;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * Every pair of a reason and an action that the lifecycle can take is listed in {@code
 * transitions.csv}, each is taken here, and no other; the diagram of the package's documentation is
 * drawn from that list. After a change of the lifecycle, write both anew and look at what differs:
 *
 * <pre>{@code
 * mvn -o -Pfast -pl core -am test -Dtest=StateCoverageTest \
 *     -Dsurefire.failIfNoSpecifiedTests=false -Dperennial.rewrite=true
 * }</pre>
 */
class StateCoverageTest {
  private static final String PACKAGE = "dev/perennial/core/lifecycle/";
  private static final Path TABLE = Path.of("src/test/resources/" + PACKAGE + "transitions.csv");
  private static final Path DIAGRAM =
      Path.of("src/main/javadoc/dev.perennial.core/" + PACKAGE + "doc-files/transitions.svg");
  private static final int WALKS = 1500;
  private static final int WALK_LENGTH = 12;

  @Test
  void everyTransitionIsListedAndTaken() throws IOException {
    Map<Transition, String> taken = walk();
    if (Boolean.getBoolean("perennial.rewrite")) {
      Files.writeString(TABLE, table(taken));
      Files.createDirectories(DIAGRAM.getParent());
      Files.writeString(DIAGRAM, Diagram.of(taken.keySet()));
    }
    Set<Transition> listed = listed().keySet();
    assertEquals(Set.of(), without(listed, taken.keySet()), "listed, but never taken");
    assertEquals(Set.of(), without(taken.keySet(), listed), "taken, but not listed");
    assertEquals(
        Diagram.of(listed),
        Files.readString(DIAGRAM, StandardCharsets.UTF_8),
        DIAGRAM + " is stale; see the comment of this class");
  }

  /** All sequences of two moves from three worlds, then long ones at random, the same each time. */
  private static Map<Transition, String> walk() {
    Walk walk = new Walk();
    ModelWorld empty = Walk.empty();
    ModelWorld issued = walk.settle(empty, List.of("a certificate"));
    walk.breadthFirst(empty, List.of("a certificate, and"), 2);
    walk.breadthFirst(issued, List.of("issued"), 2);
    Random random = new Random(1);
    List<String> moves = List.copyOf(Moves.ALL.keySet());
    for (int i = 0; i < WALKS; i++) {
      ModelWorld world = i % 2 == 0 ? empty : issued;
      List<String> path = new ArrayList<>(List.of(i % 2 == 0 ? "a certificate, and" : "issued"));
      for (int step = 0; step < WALK_LENGTH; step++) {
        String move = moves.get(random.nextInt(moves.size()));
        path.add(move);
        world = walk.move(world, move, path);
      }
    }
    return walk.taken();
  }

  private static Set<Transition> without(Set<Transition> all, Set<Transition> others) {
    Set<Transition> rest = new TreeSet<>(all);
    rest.removeAll(others);
    return rest;
  }

  private static String table(Map<Transition, String> taken) {
    StringBuilder csv = new StringBuilder("reason,action,one way there\n");
    taken.forEach(
        (t, path) ->
            csv.append(t.reason())
                .append(',')
                .append(t.action())
                .append(',')
                .append(path)
                .append('\n'));
    return csv.toString();
  }

  private static Map<Transition, String> listed() throws IOException {
    Map<Transition, String> listed = new TreeMap<>();
    for (String line : Files.readAllLines(TABLE).subList(1, Files.readAllLines(TABLE).size())) {
      String[] cells = line.split(",", 3);
      listed.put(new Transition(cells[0], cells[1]), cells[2]);
    }
    return listed;
  }
}
