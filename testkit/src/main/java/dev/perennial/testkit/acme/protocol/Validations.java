package dev.perennial.testkit.acme.protocol;

import dev.perennial.testkit.acme.problem.Identifier;
import dev.perennial.testkit.acme.problem.Problem;
import dev.perennial.testkit.acme.problem.ProblemType;
import dev.perennial.testkit.acme.validation.Target;
import dev.perennial.testkit.acme.validation.Validator;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * The validations that go on. Each looks on a thread of its own, and what it found is taken over
 * when a client asks next, so that the state changes under the lock alone. All methods are called
 * under the CA's lock.
 */
final class Validations {
  private final World world;
  private final Validator validator;
  private final Executor threads;
  private final Map<Challenge, Job> jobs = new LinkedHashMap<>();

  Validations(World world, Validator validator, Executor threads) {
    this.world = world;
    this.validator = validator;
    this.threads = threads;
  }

  /** One validation that has not ended. */
  private static final class Job {
    private final Target target;
    private final boolean rejected;
    private final @Nullable Instant notBefore;
    private int pollsLeft;
    private @Nullable CompletableFuture<Optional<Problem>> looking;

    Job(Target target, boolean rejected, @Nullable Instant notBefore, int pollsLeft) {
      this.target = target;
      this.rejected = rejected;
      this.notBefore = notBefore;
      this.pollsLeft = pollsLeft;
    }

    boolean mayEnd(Instant now) {
      return pollsLeft <= 0 && (notBefore == null || !now.isBefore(notBefore));
    }
  }

  /** Starts the validation of a challenge; a slow one looks when it is about to end. */
  void start(Challenge challenge) {
    challenge.status = Challenge.Status.PROCESSING;
    Authorization authorization = challenge.authorization;
    Identifier identifier = authorization.identifier;
    Target target =
        new Target(
            challenge.type,
            identifier,
            challenge.token,
            // RFC 8555, section 8.1.
            challenge.token + "." + authorization.account.key.thumbprint(),
            world.urls().account(authorization.account.id),
            world.now());
    Job job =
        new Job(
            target,
            world.faults().rejectsChallenge(identifier.base()),
            world.faults().validationEnd().orElse(null),
            world.faults().validationPolls());
    jobs.put(challenge, job);
    if (job.mayEnd(world.now())) {
      job.looking = look(job);
    }
  }

  private CompletableFuture<Optional<Problem>> look(Job job) {
    return CompletableFuture.supplyAsync(() -> result(job), threads);
  }

  private Optional<Problem> result(Job job) {
    if (job.rejected) {
      return Optional.of(
          Problem.of(ProblemType.UNAUTHORIZED, "the test rejects this challenge")
              .about(job.target.identifier()));
    }
    try {
      return world.settings().alwaysValid() ? Optional.empty() : validator.validate(job.target);
    } catch (RuntimeException e) {
      return Optional.of(Problem.of(ProblemType.SERVER_INTERNAL, "the validation broke: " + e));
    }
  }

  /**
   * Counts a poll by a client.
   *
   * @return the looks that end what it asks about, to be waited for without the lock
   */
  List<CompletableFuture<?>> poll(List<Authorization> authorizations) {
    List<CompletableFuture<?>> looks = new ArrayList<>();
    for (Map.Entry<Challenge, Job> entry : jobs.entrySet()) {
      Job job = entry.getValue();
      if (authorizations.contains(entry.getKey().authorization)) {
        job.pollsLeft--;
        if (job.mayEnd(world.now())) {
          CompletableFuture<Optional<Problem>> looking =
              job.looking == null ? look(job) : job.looking;
          job.looking = looking;
          looks.add(looking);
        }
      }
    }
    return looks;
  }

  /** Takes over what the looks that have ended found. */
  void settle() {
    Instant now = world.now();
    Instant validUntil = now.plus(world.settings().authorizationLifetime());
    List<Challenge> ended = new ArrayList<>();
    jobs.forEach(
        (challenge, job) -> {
          if (job.looking != null && job.looking.isDone() && job.mayEnd(now)) {
            challenge.end(job.looking.join(), now, validUntil);
            ended.add(challenge);
          }
        });
    ended.forEach(jobs::remove);
  }

  /** Forgets them, as a CA that was started anew. */
  void clear() {
    jobs.clear();
  }
}
