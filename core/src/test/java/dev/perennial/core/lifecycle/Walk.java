package dev.perennial.core.lifecycle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.perennial.model.Certificate;
import dev.perennial.model.CertificateSpec;
import dev.perennial.model.ConditionTypes;
import dev.perennial.model.IssuerRef;
import dev.perennial.model.ObjectMeta;
import dev.perennial.model.PrivateKeySpec;
import dev.perennial.model.x509.KeyAlgorithm;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Walks over views: decides, performs in the model, decides again, and writes down each transition
 * with the moves that first led to it. On every step it holds a decision to what all must keep.
 */
final class Walk {
  static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  /** More actions than any cause has: more is a loop. */
  private static final int MOST_ACTIONS = 60;

  private final Map<Transition, String> taken = new TreeMap<>();

  /** Returns the world with a certificate and nothing else. */
  static ModelWorld empty() {
    Certificate certificate =
        Certificate.builder()
            .meta(
                ObjectMeta.builder()
                    .namespace("n")
                    .name("a")
                    .uid("u")
                    .generation(1)
                    .creationTimestamp(START)
                    .build())
            .spec(
                CertificateSpec.builder()
                    .secretName("a-tls")
                    .dnsNames(List.of("a.example"))
                    .privateKey(new PrivateKeySpec(KeyAlgorithm.ECDSA, 256, null, null))
                    .issuerRef(IssuerRef.issuer("ca"))
                    .build())
            .build();
    View view = View.builder().certificate(certificate).issuer(IssuerFacts.READY).build();
    return new ModelWorld(
        view, START, ModelWorld.Answer.ISSUE, ConditionTypes.APPROVED, ModelWorld.Advice.NONE, 0);
  }

  /** Returns each transition taken so far with the moves that led to it. */
  Map<Transition, String> taken() {
    return taken;
  }

  /** Makes a move, and all that the lifecycle does about it. */
  ModelWorld move(ModelWorld world, String move, List<String> path) {
    return settle(Moves.ALL.get(move).apply(world), path);
  }

  /** Decides and performs until the lifecycle rests. */
  ModelWorld settle(ModelWorld start, List<String> path) {
    ModelWorld world = start;
    for (int actions = 0; actions < MOST_ACTIONS; actions++) {
      Decision decision = decide(world, path);
      if (decision instanceof Decision.Rest) {
        return world;
      }
      Action action = ((Decision.Act) decision).action();
      ModelWorld next = action.accept(world);
      boolean undecided = action instanceof Action.ReviewRequest && world.approval().isEmpty();
      if (undecided) {
        return world;
      }
      assertNotEquals(world.view(), next.view(), () -> action + " changes nothing, after " + path);
      world = next;
    }
    throw new AssertionError("it goes on acting, after " + path + ": " + decide(world, path));
  }

  /** Decides once, twice, and on a copy of the view. */
  private Decision decide(ModelWorld world, List<String> path) {
    Decision decision = Lifecycle.decide(world.view(), world.now());
    assertEquals(decision, Lifecycle.decide(world.view().toBuilder().build(), world.now()));
    if (decision instanceof Decision.Rest rest) {
      assertTrue(
          rest.until().map(world.now()::isBefore).orElse(true),
          () -> "rests until " + rest.until() + " at " + world.now() + ", after " + path);
    }
    taken.merge(
        Transition.of(world.view(), decision),
        String.join("; ", path),
        (one, other) -> one.length() <= other.length() ? one : other);
    return decision;
  }

  /** Makes every sequence of moves up to a length, from a world. */
  void breadthFirst(ModelWorld from, List<String> path, int depth) {
    if (depth == 0) {
      return;
    }
    for (String move : Moves.ALL.keySet()) {
      List<String> longer = new ArrayList<>(path);
      longer.add(move);
      breadthFirst(move(from, move, longer), longer, depth - 1);
    }
  }
}
