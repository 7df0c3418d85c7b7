package dev.perennial.issuer.acme.order;

import java.time.Instant;

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
}
