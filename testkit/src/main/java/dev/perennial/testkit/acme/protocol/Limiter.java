package dev.perennial.testkit.acme.protocol;

import dev.perennial.testkit.acme.http.Answer.Header;
import dev.perennial.testkit.acme.problem.Problem;
import dev.perennial.testkit.acme.problem.ProblemType;
import dev.perennial.testkit.acme.problem.Refusal;
import dev.perennial.testkit.acme.protocol.Settings.Limit;
import dev.perennial.testkit.acme.traffic.RequestKind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** Rate limits (RFC 8555, section 6.6) by the test's clock. Used under the CA's lock. */
final class Limiter {
  private final World world;

  Limiter(World world) {
    this.world = world;
  }

  /**
   * Counts a request that the CA is about to carry out.
   *
   * @param who whose requests are counted together
   * @throws Refusal with status 429 when there were too many
   */
  void requireRoom(RequestKind kind, String who) {
    Limit limit = world.settings().limits().get(kind);
    if (limit == null) {
      return;
    }
    Deque<Instant> times =
        world.state().counted.computeIfAbsent(kind + " " + who, unused -> new ArrayDeque<>());
    Instant now = world.now();
    times.removeIf(time -> !now.isBefore(time.plus(limit.window())));
    if (times.size() >= limit.requests()) {
      Duration wait =
          times.isEmpty()
              ? limit.window()
              : Duration.between(now, times.getFirst().plus(limit.window()));
      throw new Refusal(
          Problem.of(
              ProblemType.RATE_LIMITED,
              "too many requests of kind "
                  + Statuses.word(kind)
                  + " ("
                  + limit.requests()
                  + ") in the last "
                  + limit.window()
                  + ", retry after "
                  + now.plus(wait)),
          List.of(
              new Header("Retry-After", Replies.seconds(wait)),
              // RFC 8555, section 6.6: a link to documentation.
              new Header("Link", Replies.link(world.urls().directory(), "help"))));
    }
    times.addLast(now);
  }
}
