package dev.perennial.testkit.acme.validation;

import dev.perennial.testkit.acme.problem.ProblemType;
import dev.perennial.testkit.acme.problem.Refusal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * DNS-PERSIST-01 (draft-ietf-acme-dns-persist): a lasting TXT record that names the CA and the
 * account, in the syntax of a CAA issue value (RFC 8659, section 4.2).
 */
final class DnsPersist01Check implements Check {
  private final Resolver resolver;
  private final List<String> issuers;

  DnsPersist01Check(Resolver resolver, List<String> issuers) {
    this.resolver = resolver;
    this.issuers = issuers;
  }

  @Override
  public void look(Target target) {
    String where = "_validation-persist." + target.identifier().base();
    List<String> malformed = new ArrayList<>();
    List<String> refused = new ArrayList<>();
    for (String record : resolver.txt(where)) {
      try {
        IssueValue value = IssueValue.parse(record);
        if (!issuers.contains(value.issuer())) {
          // A record for another CA.
          continue;
        }
        Optional<String> reason = reason(value, target);
        if (reason.isEmpty()) {
          return;
        }
        refused.add(reason.get());
      } catch (IllegalArgumentException e) {
        malformed.add(String.valueOf(e.getMessage()));
      }
    }
    if (!malformed.isEmpty()) {
      throw Refusal.malformed("malformed record at " + where + ": " + String.join("; ", malformed));
    }
    throw Refusal.of(
        ProblemType.UNAUTHORIZED,
        refused.isEmpty()
            ? "no TXT record for " + String.join(" or ", issuers) + " found at " + where
            : "the record at " + where + " does not allow it: " + String.join("; ", refused));
  }

  /** Returns why a record does not allow it, or empty when it does. */
  private static Optional<String> reason(IssueValue value, Target target) {
    Optional<String> account = value.parameter("accounturi");
    if (account.isEmpty()) {
      throw new IllegalArgumentException("the record has no accounturi");
    }
    if (!account.get().equals(target.accountUrl())) {
      return Optional.of(
          "accounturi is " + account.get() + "; " + target.accountUrl() + " would be right");
    }
    boolean forWildcards =
        value.parameter("policy").filter("wildcard"::equalsIgnoreCase).isPresent();
    if (target.identifier().isWildcard() && !forWildcards) {
      return Optional.of("a wildcard name needs policy=wildcard");
    }
    Optional<Instant> until = value.parameter("persistuntil").map(DnsPersist01Check::seconds);
    if (until.isPresent() && target.time().isAfter(until.get())) {
      return Optional.of("persistUntil has passed: " + until.get());
    }
    return Optional.empty();
  }

  private static Instant seconds(String text) {
    try {
      return Instant.ofEpochSecond(Long.parseLong(text));
    } catch (NumberFormatException | java.time.DateTimeException e) {
      throw new IllegalArgumentException("persistUntil is no number of seconds: " + text, e);
    }
  }
}
