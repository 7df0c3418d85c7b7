package dev.perennial.issuer.acme.order;

import dev.perennial.issuer.acme.client.AcmeFault;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * When an account may place its next order: no more than the host allows in a window, and none for
 * a while after the server said that there were too many (RFC 8555, section 6.6). Safe for use by
 * several threads.
 */
final class NewOrders {
  /**
   * Many limits are for one name, yet the server does not say so: longer than this, one name does
   * not hold up the others. The request that was refused waits as long as it was told.
   */
  private static final Duration LONGEST_HOLD = Duration.ofHours(1);

  /** How long to wait when the server does not say. */
  private static final Duration UNNAMED_HOLD = Duration.ofMinutes(1);

  private final int most;
  private final Duration window;
  private final Deque<Instant> placed = new ArrayDeque<>();
  private Instant heldUntil = Instant.MIN;

  /** Makes a gate that lets through so many orders in each window. */
  NewOrders(int most, Duration window) {
    this.most = most;
    this.window = window;
  }

  /** Counts an order that is about to be placed, or returns when to ask again. */
  synchronized Optional<Instant> waitUntil(Instant now) {
    if (now.isBefore(heldUntil)) {
      return Optional.of(heldUntil);
    }
    if (most == Integer.MAX_VALUE) {
      return Optional.empty();
    }
    while (!placed.isEmpty() && !now.isBefore(placed.getFirst().plus(window))) {
      placed.removeFirst();
    }
    if (placed.size() >= most) {
      return Optional.of(placed.getFirst().plus(window));
    }
    placed.addLast(now);
    return Optional.empty();
  }

  /** Notes that the server refused an order, or anything else, for there being too many. */
  synchronized void limited(AcmeFault fault, Instant now) {
    Instant told = fault.retryAt().orElse(now.plus(UNNAMED_HOLD));
    Instant latest = now.plus(LONGEST_HOLD);
    Instant until = told.isAfter(latest) ? latest : told;
    heldUntil = until.isAfter(heldUntil) ? until : heldUntil;
  }
}
