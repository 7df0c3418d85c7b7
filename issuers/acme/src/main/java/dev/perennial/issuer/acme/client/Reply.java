package dev.perennial.issuer.acme.client;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.shredzone.acme4j.toolbox.JSON;

/**
 * What an ACME server answered. Immutable.
 *
 * @param body the JSON object; an empty one when the answer has another type
 * @param text the body as text, where it is no JSON; otherwise empty
 * @param location the {@code Location} header
 * @param retryAt the {@code Retry-After} header as an instant of our clock, never in the past
 * @param alternates the URLs of the other chains
 */
public record Reply(
    JSON body,
    String text,
    Optional<String> location,
    Optional<Instant> retryAt,
    List<String> alternates) {
  /** Copies the list. */
  public Reply {
    alternates = List.copyOf(alternates);
  }
}
