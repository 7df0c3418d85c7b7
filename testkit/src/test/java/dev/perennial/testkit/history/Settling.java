package dev.perennial.testkit.history;

import dev.perennial.core.Explanation;
import dev.perennial.core.lifecycle.Finding;
import dev.perennial.model.Certificate;
import dev.perennial.model.ConditionTypes;
import dev.perennial.model.Conditions;
import dev.perennial.model.Labels;
import dev.perennial.model.RenewalPolicy;
import dev.perennial.model.ResourceKey;
import dev.perennial.model.ResourceType;
import dev.perennial.spi.Approval;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The end of a history: all that was broken is mended, people do what the messages ask of them, and
 * time goes on until all is well, which must be soon.
 */
final class Settling {
  /** How often the manager may wake up and change something until all is well. */
  private static final int MOST_WAKE_UPS = 100;

  /** A backoff is at most 32 hours; several may follow each other, and a CA change takes turns. */
  private static final Duration LONGEST = Duration.ofDays(500);

  private static final Duration CA_LIFETIME = Duration.ofDays(36_500);

  private final World world;

  Settling(World world) {
    this.world = world;
  }

  void settle() {
    mend();
    Instant end = world.clock.instant().plus(LONGEST);
    List<String> wrong = wrong();
    int busy = 0;
    while (!wrong.isEmpty()) {
      int writes = world.store.writes();
      helpOut();
      Instant next = world.manager.nextDue();
      if (busy > MOST_WAKE_UPS || next.isAfter(end)) {
        throw new AssertionError("it does not end well, after " + busy + " wake-ups: " + wrong);
      }
      world.wake(next);
      busy += world.store.writes() > writes ? 1 : 0;
      wrong = wrong();
    }
  }

  private void mend() {
    world.store.heal();
    world.meddler.heal();
    world.issuer.heal();
    world.issuer.replaceCa(CA_LIFETIME);
    world.approval = Approval.approved("Test", "fine");
    world.restart();
    world.applyIssuers();
    world.setPassword("first");
    world.wanted.values().forEach(world.manager::apply);
    world.tick();
  }

  /** Does what a message asks a person to do, or what a person has to do by design. */
  private void helpOut() {
    for (String name : World.CERTIFICATES) {
      Explanation explanation = world.explain(name).orElseThrow();
      Certificate certificate = explanation.certificate();
      if (waits(explanation, "CannotRegenerateKey")) {
        world.guard.asStranger(
            () -> world.manager.delete(ResourceKey.secret(certificate.secretName())));
      }
      boolean byHand =
          certificate.spec().renewal() != null
              && certificate.spec().renewal().policy() == RenewalPolicy.DISABLED;
      if (byHand && !waits(explanation, "DuplicateSecretName")) {
        world.renew(name);
      }
    }
    world.tick();
  }

  private static boolean waits(Explanation explanation, String reason) {
    return explanation.trail().stream().map(Finding::reason).anyMatch(reason::equals);
  }

  /** Returns what is not well yet. */
  private List<String> wrong() {
    List<String> wrong = new ArrayList<>();
    Map<String, Integer> owners = new TreeMap<>();
    for (String name : World.CERTIFICATES) {
      Explanation explanation = world.explain(name).orElseThrow();
      Certificate certificate = explanation.certificate();
      owners.putIfAbsent(certificate.spec().secretName(), 0);
      if (!waits(explanation, "DuplicateSecretName")) {
        owners.merge(certificate.spec().secretName(), 1, Integer::sum);
        owner(certificate).forEach(w -> wrong.add(name + ": " + w));
      }
    }
    owners.forEach((secret, n) -> addIf(n != 1, secret + " has " + n + " owners", wrong));
    leftovers(wrong);
    return wrong;
  }

  private List<String> owner(Certificate certificate) {
    List<String> wrong = new ArrayList<>();
    var status = certificate.status();
    addIf(!Conditions.isTrue(status.conditions(), ConditionTypes.READY), "not ready", wrong);
    addIf(Conditions.isTrue(status.conditions(), ConditionTypes.ISSUING), "issuing", wrong);
    world
        .secret(certificate.secretName())
        .ifPresentOrElse(
            secret -> wrong.addAll(SecretCheck.problems(world, certificate, secret)),
            () -> wrong.add("no secret"));
    Optional<Instant> next = Optional.ofNullable(status.nextAttemptTime());
    addIf(
        next.filter(t -> t.isBefore(world.clock.instant())).isPresent(),
        "stale next attempt",
        wrong);
    long requests =
        world.all(ResourceType.CERTIFICATE_REQUEST).stream()
            .filter(r -> r.meta().ownerReferences().get(0).uid().equals(certificate.meta().uid()))
            .count();
    addIf(
        requests > certificate.spec().effectiveRevisionHistoryLimit(),
        requests + " requests",
        wrong);
    return wrong;
  }

  private void leftovers(List<String> wrong) {
    List<String> uids =
        world.all(ResourceType.CERTIFICATE).stream().map(c -> c.meta().uid()).toList();
    world.all(ResourceType.SECRET).stream()
        .filter(s -> s.meta().label(Labels.NEXT_PRIVATE_KEY) != null)
        .forEach(s -> wrong.add("the next key " + s.meta().name() + " is left over"));
    world.all(ResourceType.CERTIFICATE_REQUEST).stream()
        .filter(r -> !uids.contains(r.meta().ownerReferences().get(0).uid()))
        .forEach(r -> wrong.add("the request " + r.meta().name() + " has no owner any more"));
  }

  private static void addIf(boolean condition, String what, List<String> to) {
    if (condition) {
      to.add(what);
    }
  }
}
