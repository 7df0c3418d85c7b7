package dev.perennial.issuer.acme.order;

import java.time.Instant;
import java.util.OptionalInt;

/** What to do next about an order: one short step. */
public sealed interface OrderTask {
  /** Place the order (RFC 8555, section 7.4). */
  record Place() implements OrderTask {}

  /** Read an authorization and choose its challenge (section 7.5). */
  record ReadAuthorization(int index) implements OrderTask {}

  /** Show the answer to a challenge. */
  record Present(int index) implements OrderTask {}

  /** See whether the answer can be seen, and if so ask the server to look (section 7.5.1). */
  record CheckAndAccept(int index) implements OrderTask {}

  /** Look whether an authorization is final. */
  record PollAuthorization(int index) implements OrderTask {}

  /** Take back the answer to a challenge. */
  record CleanUp(int index) implements OrderTask {}

  /** Send the CSR (section 7.4). */
  record Finalize() implements OrderTask {}

  /** Look whether the order is done. */
  record PollOrder() implements OrderTask {}

  /** Read the chain (section 7.4.2). */
  record Download() implements OrderTask {}

  /** Give up: everything is cleaned up. */
  record Fail() implements OrderTask {}

  /** Do nothing before an instant. */
  record Wait(Instant until) implements OrderTask {}

  /** Returns the authorization whose solver it needs, to show an answer or to see it. */
  default OptionalInt solving() {
    if (this instanceof Present present) {
      return OptionalInt.of(present.index());
    }
    return this instanceof CheckAndAccept check
        ? OptionalInt.of(check.index())
        : OptionalInt.empty();
  }

  /** Returns whether a resource of the order is read, and nothing else. */
  default boolean isRead() {
    return this instanceof ReadAuthorization
        || this instanceof PollAuthorization
        || this instanceof PollOrder;
  }

  /** Returns what to say when the server refuses it, in cert-manager's words. */
  default String failure() {
    if (this instanceof Place) {
      return "Failed to create Order";
    }
    if (this instanceof Finalize) {
      return "Failed to finalize Order";
    }
    return this instanceof Download
        ? "Failed to retrieve signed certificate"
        : "Failed to retrieve Order resource";
  }
}
