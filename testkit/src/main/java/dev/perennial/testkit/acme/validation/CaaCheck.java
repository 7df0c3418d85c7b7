package dev.perennial.testkit.acme.validation;

import dev.perennial.testkit.acme.problem.ProblemType;
import dev.perennial.testkit.acme.problem.Refusal;
import java.util.Arrays;
import java.util.List;
import org.xbill.DNS.CAARecord;

/** Whether CAA records let this CA issue (RFC 8659; RFC 8657 for account and method). */
final class CaaCheck implements Check {
  private static final int CRITICAL = 0x80;
  private static final List<String> KNOWN = List.of("issue", "issuewild", "iodef");

  private final Resolver resolver;
  private final List<String> issuers;

  CaaCheck(Resolver resolver, List<String> issuers) {
    this.resolver = resolver;
    this.issuers = issuers;
  }

  @Override
  public void look(Target target) {
    if (target.identifier().isIp()) {
      // RFC 8738, section 9: CAA does not apply to addresses.
      return;
    }
    String name = target.identifier().base();
    List<CAARecord> records = relevant(name);
    for (CAARecord record : records) {
      boolean unknown = !KNOWN.contains(record.getTag());
      if (unknown && (record.getFlags() & CRITICAL) != 0) {
        throw caa(name, "has a critical property that is not known: " + record.getTag());
      }
    }
    List<CAARecord> allowing = tagged(records, "issue");
    if (target.identifier().isWildcard() && !tagged(records, "issuewild").isEmpty()) {
      // RFC 8659, section 4.3: issuewild goes before issue for wildcards.
      allowing = tagged(records, "issuewild");
    }
    if (!allowing.isEmpty() && allowing.stream().noneMatch(record -> allows(record, target))) {
      throw caa(name, "does not let " + String.join(" or ", issuers) + " issue");
    }
  }

  /** RFC 8659, section 3: the closest name up the tree that has records. */
  private List<CAARecord> relevant(String name) {
    for (String at = name; ; at = at.substring(at.indexOf('.') + 1)) {
      List<CAARecord> records = resolver.caa(at);
      if (!records.isEmpty() || at.indexOf('.') < 0) {
        return records;
      }
    }
  }

  private static List<CAARecord> tagged(List<CAARecord> records, String tag) {
    return records.stream().filter(record -> record.getTag().equalsIgnoreCase(tag)).toList();
  }

  private boolean allows(CAARecord record, Target target) {
    try {
      IssueValue value = IssueValue.parse(record.getValue());
      return issuers.contains(value.issuer())
          // RFC 8657, section 3.
          && value.parameter("accounturi").map(target.accountUrl()::equals).orElse(true)
          // RFC 8657, section 4.
          && value
              .parameter("validationmethods")
              .map(methods -> Arrays.asList(methods.split(",")).contains(target.type().token()))
              .orElse(true);
    } catch (IllegalArgumentException malformed) {
      return false;
    }
  }

  private static Refusal caa(String name, String why) {
    return Refusal.of(ProblemType.CAA, "the CAA record set of " + name + " " + why);
  }
}
