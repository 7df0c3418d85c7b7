package dev.perennial.testkit.acme.validation;

import dev.perennial.testkit.acme.problem.ProblemType;
import dev.perennial.testkit.acme.problem.Refusal;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;

/**
 * DNS-01 (RFC 8555, section 8.4) and DNS-ACCOUNT-01, which differ in the name. CNAMEs are followed
 * by the DNS server that is asked.
 */
final class Dns01Check implements Check {
  private static final String LABEL = "_acme-challenge.";

  private final Resolver resolver;
  private final Function<Target, String> name;

  private Dns01Check(Resolver resolver, Function<Target, String> name) {
    this.resolver = resolver;
    this.name = name;
  }

  static Dns01Check plain(Resolver resolver) {
    return new Dns01Check(resolver, target -> LABEL + target.identifier().base());
  }

  static Dns01Check perAccount(Resolver resolver) {
    return new Dns01Check(
        resolver,
        target ->
            "_" + AccountLabel.of(target.accountUrl()) + "." + LABEL + target.identifier().base());
  }

  @Override
  public void look(Target target) {
    String where = name.apply(target);
    List<String> values = resolver.txt(where);
    String right = Base64.getUrlEncoder().withoutPadding().encodeToString(target.digest());
    if (values.isEmpty()) {
      throw Refusal.of(ProblemType.UNAUTHORIZED, "no TXT record found at " + where);
    }
    if (!values.contains(right)) {
      throw Refusal.of(
          ProblemType.UNAUTHORIZED,
          "incorrect TXT record \"" + values.get(0) + "\" found at " + where + more(values));
    }
  }

  private static String more(List<String> values) {
    return values.size() == 1 ? "" : " (and " + (values.size() - 1) + " more)";
  }
}
