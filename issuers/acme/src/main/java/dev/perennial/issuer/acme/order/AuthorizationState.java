package dev.perennial.issuer.acme.order;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Where one authorization of an order stands. Immutable.
 *
 * @param url its URL
 * @param status its status as last seen (RFC 8555, section 7.1.6); empty before it was read
 * @param type the type of the identifier, {@code dns} or {@code ip}
 * @param value the identifier, without {@code *.}
 * @param wildcard whether it is for the wildcard of that name
 * @param challenge the challenge that is solved; null before one is chosen
 * @param pollAt when to look at it again; null when it was not looked at since it was accepted
 * @param polls how often it was looked at since then
 */
public record AuthorizationState(
    String url,
    String status,
    String type,
    String value,
    boolean wildcard,
    @Nullable ChallengeState challenge,
    @Nullable Instant pollAt,
    int polls) {
  /** Returns an authorization of which the URL alone is known. */
  static AuthorizationState unread(String url) {
    return new AuthorizationState(url, "", "", "", false, null, null, 0);
  }

  /** Returns whether it was read. */
  boolean isRead() {
    return !status.isEmpty();
  }

  /** Returns whether it is valid. */
  boolean isValid() {
    return status.equals("valid");
  }

  /** Returns whether the server waits for its challenge. */
  boolean isPending() {
    return status.equals("pending");
  }

  /** Returns whether an answer is shown that must be taken back some time. */
  boolean isPresented() {
    return challenge != null && challenge.isShown();
  }

  /** Returns the name as it stands in the certificate. */
  String name() {
    return wildcard ? "*." + value : value;
  }

  /** Returns this with another challenge. */
  AuthorizationState with(ChallengeState changed) {
    return new AuthorizationState(url, status, type, value, wildcard, changed, pollAt, polls);
  }

  /** Returns this after it was looked at. */
  AuthorizationState seen(String newStatus, @Nullable Instant nextPoll) {
    return new AuthorizationState(
        url, newStatus, type, value, wildcard, challenge, nextPoll, polls + 1);
  }

  /** Returns this, to be looked at first at an instant. */
  AuthorizationState firstPollAt(Instant instant) {
    return new AuthorizationState(url, status, type, value, wildcard, challenge, instant, 0);
  }
}
