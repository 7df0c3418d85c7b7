package dev.perennial.core.lifecycle;

import dev.perennial.model.ResourceName;
import java.time.Instant;
import java.util.List;

/**
 * What happened in a {@link Simulation}, in order of time. Immutable.
 *
 * @param entries what happened
 */
public record Timeline(List<Entry> entries) {
  /** Copies the list. */
  public Timeline {
    entries = List.copyOf(entries);
  }

  /** What can happen. */
  public enum Kind {
    /** An issuance began. */
    TRIGGERED,
    /** An issuance succeeded. */
    ISSUED,
    /** An issuance failed. */
    FAILED,
    /** A leaf reached the end of its validity before it was replaced. */
    EXPIRED,
    /** A loop of issuances was held back. */
    HELD
  }

  /**
   * One thing that happened. Immutable.
   *
   * @param time when
   * @param certificate to which certificate
   * @param kind what
   * @param reason one word for programs
   * @param message a sentence for people
   */
  public record Entry(
      Instant time, ResourceName certificate, Kind kind, String reason, String message) {}

  /** Returns the entries of one kind. */
  public List<Entry> of(Kind kind) {
    return entries.stream().filter(e -> e.kind() == kind).toList();
  }

  /** Returns the entries of one certificate. */
  public List<Entry> of(ResourceName certificate) {
    return entries.stream().filter(e -> e.certificate().equals(certificate)).toList();
  }

  /** Returns one line for each entry. */
  public String text() {
    StringBuilder text = new StringBuilder();
    for (Entry e : entries) {
      text.append(e.time())
          .append(' ')
          .append(e.certificate())
          .append(' ')
          .append(e.kind())
          .append(' ')
          .append(e.reason())
          .append(e.message().isEmpty() ? "" : ": " + e.message())
          .append('\n');
    }
    return text.toString();
  }
}
