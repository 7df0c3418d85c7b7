package dev.perennial.testkit.acme.traffic;

import dev.perennial.testkit.acme.traffic.Rule.Which;
import java.time.Instant;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * What goes wrong at the CA, set by a test while it runs. With one plan and one seed the same
 * requests fail each time.
 *
 * <pre>{@code
 * ca.faults()
 *     .badNonces(0.5)
 *     .onNext(RequestKind.FINALIZE, Fault.status(503, Duration.ofMinutes(5)))
 *     .slowValidation(3);
 * }</pre>
 *
 * <p>Safe for use by several threads.
 */
public final class FaultPlan {
  private final Random random;
  private final CopyOnWriteArrayList<Rule> rules = new CopyOnWriteArrayList<>();
  private final Set<String> rejected = new HashSet<>();
  private double badNonces;
  private int rejectedChallenges;
  private int slowPolls;
  private int issuancePolls;
  private @Nullable Instant slowUntil;

  /** Makes a plan in which nothing fails. */
  public FaultPlan(long seed) {
    this.random = new Random(seed);
  }

  /**
   * Refuses good nonces (RFC 8555, section 6.5), as Pebble does with {@code
   * PEBBLE_WFE_NONCEREJECT}.
   *
   * @param rate how many of them, from 0 to 1
   */
  public synchronized FaultPlan badNonces(double rate) {
    badNonces = rate;
    return this;
  }

  /** Plans a fault for the next request of a kind. */
  public FaultPlan onNext(RequestKind kind, Fault fault) {
    return onNth(kind, 1, fault);
  }

  /** Plans a fault for the n-th request of a kind from now on; 1 is the next. */
  public FaultPlan onNth(RequestKind kind, int n, Fault fault) {
    rules.add(new Rule(kind, Which.NTH, n, fault));
    return this;
  }

  /** Plans a fault for the n-th request of any kind from now on; 1 is the next. */
  public FaultPlan onNthOfAll(int n, Fault fault) {
    rules.add(new Rule(null, Which.NTH, n, fault));
    return this;
  }

  /** Plans a fault for each request of a kind until {@link #heal}. */
  public FaultPlan onEvery(RequestKind kind, Fault fault) {
    rules.add(new Rule(kind, Which.EVERY, 0, fault));
    return this;
  }

  /** Plans a fault for each request until {@link #heal}: the CA is down. */
  public FaultPlan onAll(Fault fault) {
    rules.add(new Rule(null, Which.EVERY, 0, fault));
    return this;
  }

  /** Lets the next validations fail whatever the client presents. */
  public synchronized FaultPlan rejectChallenges(int howMany) {
    rejectedChallenges = howMany;
    return this;
  }

  /** Lets each validation of an identifier fail until {@link #heal}; of a wildcard, its base. */
  public synchronized FaultPlan rejectChallengesFor(String identifier) {
    rejected.add(identifier.toLowerCase(Locale.ROOT));
    return this;
  }

  /** Lets validations that start from now on end only after so many polls by the client. */
  public synchronized FaultPlan slowValidation(int polls) {
    slowPolls = polls;
    return this;
  }

  /** Lets validations that start from now on end only when the CA's clock reads a time. */
  public synchronized FaultPlan slowValidationUntil(Instant time) {
    slowUntil = time;
    return this;
  }

  /** Lets certificates that are asked for from now on be ready only after so many polls. */
  public synchronized FaultPlan slowIssuance(int polls) {
    issuancePolls = polls;
    return this;
  }

  /** Takes back all plans; what is already slow stays so. */
  public synchronized void heal() {
    rules.clear();
    rejected.clear();
    badNonces = 0;
    rejectedChallenges = 0;
    slowPolls = 0;
    slowUntil = null;
    issuancePolls = 0;
  }

  /** Returns the fault of a request that has come; called by the CA, once for each. */
  public synchronized Optional<Fault> next(RequestKind kind) {
    Optional<Fault> fault = Optional.empty();
    for (Rule rule : rules) {
      // Each rule counts each of its requests, also those that another rule spoils.
      boolean strikes = rule.counts(kind);
      fault = fault.isEmpty() && strikes ? Optional.of(rule.fault()) : fault;
    }
    rules.removeIf(Rule::isSpent);
    return fault;
  }

  /** Returns whether to refuse a good nonce; called by the CA. */
  public synchronized boolean refusesNonce() {
    return badNonces > 0 && random.nextDouble() < badNonces;
  }

  /** Returns whether to let a validation fail; called by the CA. */
  public synchronized boolean rejectsChallenge(String identifier) {
    if (rejectedChallenges > 0) {
      rejectedChallenges--;
      return true;
    }
    return rejected.contains(identifier);
  }

  /** Returns how many polls a validation that starts now takes; called by the CA. */
  public synchronized int validationPolls() {
    return slowPolls;
  }

  /** Returns when a validation that starts now ends at the earliest; called by the CA. */
  public synchronized Optional<Instant> validationEnd() {
    return Optional.ofNullable(slowUntil);
  }

  /** Returns how many polls a certificate that is asked for now takes; called by the CA. */
  public synchronized int issuancePolls() {
    return issuancePolls;
  }
}
