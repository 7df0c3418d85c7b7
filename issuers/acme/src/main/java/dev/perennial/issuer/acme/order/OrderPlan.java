package dev.perennial.issuer.acme.order;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Says what comes next for an order: a pure function of where it stands and the time, so that a
 * crash between two steps is never noticed. Answers stay shown until their authorization is final,
 * and are taken back while the server makes the certificate.
 */
final class OrderPlan {
  /** How often a challenge that must wait its turn looks again. */
  static final Duration TURN_PERIOD = Duration.ofSeconds(5);

  private OrderPlan() {}

  /**
   * Returns the next step.
   *
   * @param mayBegin which challenges may begin now, as far as other orders are concerned
   */
  static OrderTask next(OrderState state, Instant now, Predicate<AuthorizationState> mayBegin) {
    if (!state.failure().isEmpty()) {
      return cleanUp(state).orElseGet(OrderTask.Fail::new);
    }
    if (state.url().isEmpty()) {
      return cleanUp(state).orElseGet(OrderTask.Place::new);
    }
    if (!state.certificateUrl().isEmpty()) {
      return cleanUp(state).orElseGet(OrderTask.Download::new);
    }
    if (state.finalized()) {
      return cleanUp(state).orElseGet(() -> poll(state, now));
    }
    return solve(state, now, mayBegin).orElseGet(() -> finish(state, now));
  }

  private static OrderTask poll(OrderState state, Instant now) {
    return isDue(state.pollAt(), now)
        ? new OrderTask.PollOrder()
        : new OrderTask.Wait(java.util.Objects.requireNonNull(state.pollAt()));
  }

  private static OrderTask finish(OrderState state, Instant now) {
    // The server was not ready for the CSR although all is valid: it is asked how it stands.
    return state.pollAt() == null ? new OrderTask.Finalize() : poll(state, now);
  }

  private static Optional<OrderTask> solve(
      OrderState state, Instant now, Predicate<AuthorizationState> mayBegin) {
    List<AuthorizationState> all = state.authorizations();
    return first(all, a -> !a.isRead(), OrderTask.ReadAuthorization::new)
        .or(() -> first(all, a -> isNext(all, a) && mayBegin.test(a), OrderTask.Present::new))
        .or(() -> first(all, a -> mayCheck(a, now), OrderTask.CheckAndAccept::new))
        .or(() -> first(all, a -> mayPoll(a, now), OrderTask.PollAuthorization::new))
        .or(() -> waiting(all, now));
  }

  private static boolean isNext(List<AuthorizationState> all, AuthorizationState a) {
    return a.isPending() && isAt(a, ChallengeState.Stage.CHOSEN) && !hasTwinUnderWay(all, a);
  }

  /** The apex and its wildcard are proven at one name: one after the other. */
  private static boolean hasTwinUnderWay(List<AuthorizationState> all, AuthorizationState a) {
    return all.stream()
        .anyMatch(
            b ->
                !b.url().equals(a.url())
                    && b.value().equals(a.value())
                    && b.isPending()
                    && (isAt(b, ChallengeState.Stage.PRESENTED)
                        || isAt(b, ChallengeState.Stage.ACCEPTED)));
  }

  private static boolean mayCheck(AuthorizationState a, Instant now) {
    ChallengeState challenge = a.challenge();
    return a.isPending()
        && challenge != null
        && challenge.stage() == ChallengeState.Stage.PRESENTED
        && isDue(challenge.checkAt(), now);
  }

  private static boolean mayPoll(AuthorizationState a, Instant now) {
    return a.isPending() && isAt(a, ChallengeState.Stage.ACCEPTED) && isDue(a.pollAt(), now);
  }

  private static Optional<OrderTask> waiting(List<AuthorizationState> all, Instant now) {
    return all.stream()
        .filter(AuthorizationState::isPending)
        .flatMap(a -> wakeUp(all, a, now).stream())
        .min(Instant::compareTo)
        .map(OrderTask.Wait::new);
  }

  private static Optional<Instant> wakeUp(
      List<AuthorizationState> all, AuthorizationState a, Instant now) {
    ChallengeState challenge = a.challenge();
    if (isNext(all, a)) {
      return Optional.of(now.plus(TURN_PERIOD));
    }
    if (challenge != null && challenge.stage() == ChallengeState.Stage.PRESENTED) {
      return Optional.ofNullable(challenge.checkAt());
    }
    return Optional.ofNullable(a.pollAt());
  }

  private static Optional<OrderTask> cleanUp(OrderState state) {
    return first(state.authorizations(), AuthorizationState::isPresented, OrderTask.CleanUp::new);
  }

  private static Optional<OrderTask> first(
      List<AuthorizationState> all,
      Predicate<AuthorizationState> which,
      IntFunction<OrderTask> task) {
    return IntStream.range(0, all.size())
        .filter(i -> which.test(all.get(i)))
        .mapToObj(task)
        .findFirst();
  }

  private static boolean isAt(AuthorizationState a, ChallengeState.Stage stage) {
    return a.challenge() != null && a.challenge().stage() == stage;
  }

  private static boolean isDue(@Nullable Instant instant, Instant now) {
    return instant == null || !now.isBefore(instant);
  }
}
