package dev.perennial.testkit.acme.protocol;

import dev.perennial.testkit.acme.http.Answer;
import dev.perennial.testkit.acme.pki.Hierarchy;
import dev.perennial.testkit.acme.traffic.FaultPlan;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * What all resources share. Immutable; the state in it is used under the CA's lock.
 *
 * @param clock the test's clock: all that is stored or decided goes by it
 * @param settings how the CA was set up
 * @param state what it remembers
 * @param urls its URLs
 * @param faults what goes wrong
 * @param hierarchy its own certificates
 */
record World(
    InstantSource clock,
    Settings settings,
    State state,
    Urls urls,
    FaultPlan faults,
    Hierarchy hierarchy) {
  Instant now() {
    return clock.instant();
  }

  /** Adds Retry-After in the form of the settings, when there is one. */
  Answer retryAfter(Answer answer, @Nullable Duration wait) {
    if (wait == null) {
      return answer;
    }
    String value =
        settings.retryAfterAsDate() ? Replies.date(now().plus(wait)) : Replies.seconds(wait);
    return answer.withHeader("Retry-After", value);
  }
}
