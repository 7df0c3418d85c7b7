package dev.perennial.issuer.acme.order;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where an order stands: what is kept between two steps, and over a restart. Immutable.
 *
 * @param placed how many orders were placed for the request; 0 before the first
 * @param url the URL of the order; empty before it is placed
 * @param finalizeUrl where the CSR goes
 * @param authorizations one for each identifier, in the server's order
 * @param finalized whether the CSR was sent
 * @param certificateUrl the URL of the chain; empty before the order is valid
 * @param pollAt when to look at the order again; null when it was not looked at yet
 * @param polls how often the order was looked at
 * @param replaces whether the order still names the certificate that it replaces
 * @param failure why the order came to nothing; empty while it has not
 */
public record OrderState(
    int placed,
    String url,
    String finalizeUrl,
    List<AuthorizationState> authorizations,
    boolean finalized,
    String certificateUrl,
    @Nullable Instant pollAt,
    int polls,
    boolean replaces,
    String failure) {
  /** Nothing was done yet. */
  public static final OrderState NEW =
      new OrderState(0, "", "", List.of(), false, "", null, 0, true, "");

  /** Copies the list. */
  public OrderState {
    authorizations = List.copyOf(authorizations);
  }

  /** Returns the state after an order was placed. */
  public OrderState placedAt(String orderUrl, String finalizeAt, List<String> authorizationUrls) {
    return new OrderState(
        placed + 1,
        orderUrl,
        finalizeAt,
        authorizationUrls.stream().map(AuthorizationState::unread).toList(),
        false,
        "",
        null,
        0,
        replaces,
        "");
  }

  /**
   * Returns the state of a request whose order is gone: what it has shown is taken back, then the
   * next one is placed.
   */
  public OrderState lost() {
    return new OrderState(placed, "", "", authorizations, false, "", null, 0, replaces, "");
  }

  /** Returns this with another authorization at an index. */
  public OrderState with(int index, AuthorizationState authorization) {
    List<AuthorizationState> changed = new ArrayList<>(authorizations);
    changed.set(index, authorization);
    return new OrderState(
        placed,
        url,
        finalizeUrl,
        changed,
        finalized,
        certificateUrl,
        pollAt,
        polls,
        replaces,
        failure);
  }

  /** Returns this after the CSR was sent. */
  public OrderState afterFinalize(Instant nextPoll) {
    return new OrderState(
        placed,
        url,
        finalizeUrl,
        authorizations,
        true,
        certificateUrl,
        nextPoll,
        polls,
        replaces,
        failure);
  }

  /** Returns this after the server said that it is not ready for the CSR yet. */
  public OrderState notReady(Instant nextPoll) {
    return new OrderState(
        placed,
        url,
        finalizeUrl,
        authorizations,
        false,
        certificateUrl,
        nextPoll,
        polls + 1,
        replaces,
        failure);
  }

  /** Returns this after the order was looked at and is not done. */
  public OrderState polled(Instant nextPoll) {
    return new OrderState(
        placed,
        url,
        finalizeUrl,
        authorizations,
        finalized,
        certificateUrl,
        nextPoll,
        polls + 1,
        replaces,
        failure);
  }

  /** Returns this after the server said that it is ready for the CSR. */
  public OrderState ready() {
    return new OrderState(
        placed,
        url,
        finalizeUrl,
        authorizations,
        false,
        certificateUrl,
        null,
        polls + 1,
        replaces,
        failure);
  }

  /** Returns this after the certificate was issued. */
  public OrderState issued(String chainUrl) {
    return new OrderState(
        placed, url, finalizeUrl, authorizations, true, chainUrl, pollAt, polls, replaces, failure);
  }

  /** Returns this without the certificate that the order replaces. */
  public OrderState withoutReplaces() {
    return new OrderState(
        placed,
        url,
        finalizeUrl,
        authorizations,
        finalized,
        certificateUrl,
        pollAt,
        polls,
        false,
        failure);
  }

  /** Returns this after the order came to nothing. */
  public OrderState failed(String why) {
    return new OrderState(
        placed,
        url,
        finalizeUrl,
        authorizations,
        finalized,
        certificateUrl,
        pollAt,
        polls,
        replaces,
        why);
  }
}
