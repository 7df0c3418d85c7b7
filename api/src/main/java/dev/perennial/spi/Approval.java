package dev.perennial.spi;

/**
 * A decision on a request. Immutable.
 *
 * @param decision what was decided
 * @param reason one word for programs
 * @param message why
 */
public record Approval(Decision decision, String reason, String message) {
  /** What was decided. */
  public enum Decision {
    /** It may be signed. */
    APPROVED,
    /** It may not be signed. */
    DENIED,
    /** Somebody else decides, or it is decided later. */
    UNDECIDED
  }

  /** Returns an approval. */
  public static Approval approved(String reason, String message) {
    return new Approval(Decision.APPROVED, reason, message);
  }

  /** Returns a denial. */
  public static Approval denied(String reason, String message) {
    return new Approval(Decision.DENIED, reason, message);
  }

  /** Returns no decision. */
  public static Approval undecided() {
    return new Approval(Decision.UNDECIDED, "", "");
  }
}
