package dev.perennial.issuer.acme.order;

import dev.perennial.issuer.acme.client.AccountLogin;
import dev.perennial.issuer.acme.client.AcmeClient;
import dev.perennial.issuer.acme.client.AcmeFault;
import dev.perennial.issuer.acme.client.Reply;
import java.time.Instant;
import java.util.Objects;

/**
 * What a refusal means when the same may have been asked before and the answer have been lost: the
 * server is asked how things stand. Source: cert-manager {@code acmeorders} (403 on finalize).
 */
record AfterRefusal(AcmeClient client, AccountLogin account, OrderState state, Instant now) {
  /** Returns the state after the server refused the CSR. */
  OrderState ofCsr(AcmeFault fault) {
    OrderReply order = OrderReply.of(client.read(account, state.url()));
    if (!order.certificateUrl().isEmpty()) {
      return state.issued(order.certificateUrl());
    }
    if (order.isProcessing() || fault.is("orderNotReady") && !order.isInvalid()) {
      return state.notReady(Polling.next(now, state.polls(), fault.retryAt()));
    }
    return state.failed("Failed to finalize Order: " + fault.getMessage());
  }

  /** Returns the state after the server refused to look at an answer. */
  OrderState ofChallenge(int index, AcmeFault fault) {
    AuthorizationState authorization = state.authorizations().get(index);
    ChallengeState challenge = Objects.requireNonNull(authorization.challenge(), "challenge");
    Reply answer = client.read(account, authorization.url());
    AuthorizationReply reply = AuthorizationReply.of(authorization.url(), answer);
    if (reply.isUntouched(challenge.url())) {
      return state.failed("Failed to accept challenge: " + fault.getMessage());
    }
    Instant poll = Polling.next(now, 0, answer.retryAt());
    OrderState seen =
        state.with(
            index, authorization.with(challenge.accepted()).seen(reply.state().status(), poll));
    boolean open = reply.state().isValid() || reply.state().isPending();
    return open ? seen : seen.failed(reply.failure());
  }
}
