package dev.perennial.issuer.acme.order;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where one challenge stands. Immutable.
 *
 * @param type its type, such as {@code http-01}
 * @param url its URL
 * @param token its token; empty for types without
 * @param issuerDomains the names of the CA, one of which a lasting record has to name
 *     (draft-ietf-acme-dns-persist); empty for other types
 * @param solver the index of the solver in the issuer's list
 * @param stage how far it is
 * @param presentedAt since when its answer is shown; null before
 * @param checkAt when to check next whether the answer can be seen; null for at once
 */
public record ChallengeState(
    String type,
    String url,
    String token,
    List<String> issuerDomains,
    int solver,
    Stage stage,
    @Nullable Instant presentedAt,
    @Nullable Instant checkAt) {
  /** Copies the list. */
  public ChallengeState {
    issuerDomains = List.copyOf(issuerDomains);
  }

  /** How far a challenge is. */
  public enum Stage {
    /** It was chosen: its answer is about to be shown, or is shown already. */
    CHOSEN,
    /** Its answer is shown. */
    PRESENTED,
    /** The server was asked to look. */
    ACCEPTED,
    /** Its answer was taken back. */
    CLEANED
  }

  /** Returns a challenge that was just chosen. */
  static ChallengeState chosen(
      String type, String url, String token, List<String> issuerDomains, int solver) {
    return new ChallengeState(type, url, token, issuerDomains, solver, Stage.CHOSEN, null, null);
  }

  /** Returns whether its answer may be shown, so that it must be taken back. */
  boolean isShown() {
    return stage != Stage.CLEANED;
  }

  ChallengeState presented(Instant now) {
    return new ChallengeState(type, url, token, issuerDomains, solver, Stage.PRESENTED, now, null);
  }

  ChallengeState checkedAgainAt(Instant instant) {
    return new ChallengeState(type, url, token, issuerDomains, solver, stage, presentedAt, instant);
  }

  ChallengeState accepted() {
    return new ChallengeState(
        type, url, token, issuerDomains, solver, Stage.ACCEPTED, presentedAt, null);
  }

  ChallengeState cleaned() {
    return new ChallengeState(
        type, url, token, issuerDomains, solver, Stage.CLEANED, presentedAt, null);
  }
}
