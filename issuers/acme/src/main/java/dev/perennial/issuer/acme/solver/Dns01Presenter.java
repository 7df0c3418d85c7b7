package dev.perennial.issuer.acme.solver;

import dev.perennial.issuer.acme.config.DnsSolver;
import dev.perennial.issuer.acme.config.Solver;
import dev.perennial.issuer.acme.dns.Resolver;
import dev.perennial.issuer.acme.order.Answer;
import dev.perennial.issuer.acme.order.Presenter;
import dev.perennial.spi.IssuerException;
import dev.perennial.spi.TxtRecord;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Predicate;
import org.shredzone.acme4j.toolbox.AcmeUtils;

/**
 * Shows answers as TXT records: DNS-01 (RFC 8555, section 8.4), DNS-ACCOUNT-01
 * (draft-ietf-acme-dns-account-label) and DNS-PERSIST-01 (draft-ietf-acme-dns-persist), whose
 * record lasts. Source: cert-manager {@code pkg/issuer/acme/dns/dns.go}. Safe for use by several
 * threads.
 */
public final class Dns01Presenter implements Presenter {
  private static final String LABEL = "_acme-challenge.";

  /** cert-manager: the TTL of all but a few providers. */
  private static final Duration TTL = Duration.ofSeconds(60);

  private final DnsEditors editors;
  private final DnsLookups lookups;
  private final InstantSource clock;
  private final boolean selfCheck;

  /**
   * Makes a presenter.
   *
   * @param editors what publishes
   * @param lookups whom to ask
   * @param clock what tells the time
   * @param selfCheck whether answers are looked for before the server is asked to look
   */
  public Dns01Presenter(
      DnsEditors editors, DnsLookups lookups, InstantSource clock, boolean selfCheck) {
    this.editors = editors;
    this.lookups = lookups;
    this.clock = clock;
    this.selfCheck = selfCheck;
  }

  @Override
  public void present(Answer answer) {
    DnsSolver dns = DnsSolver.of(answer.solver().settings());
    boolean isThere = lasts(answer) && (!dns.publishes() || isSeen(answer, dns));
    if (!isThere) {
      editors.editor(dns).present(record(answer, dns));
    }
  }

  private boolean isSeen(Answer answer, DnsSolver dns) {
    return lookups.propagation(dns).problem(name(answer), proof(answer)).isEmpty();
  }

  @Override
  public Optional<String> check(Answer answer) {
    if (!selfCheck) {
      return Optional.empty();
    }
    DnsSolver dns = DnsSolver.of(answer.solver().settings());
    Optional<String> problem = lookups.propagation(dns).problem(name(answer), proof(answer));
    return dns.publishes()
        ? problem
        : problem.map(
            why ->
                why
                    + ". The solver publishes nothing: a TXT record at "
                    + name(answer)
                    + " must say \""
                    + value(answer)
                    + "\"");
  }

  /** A lasting record stays: it proves the next certificate too. */
  @Override
  public void cleanUp(Answer answer) {
    if (!lasts(answer)) {
      DnsSolver dns = DnsSolver.of(answer.solver().settings());
      editors.editor(dns).cleanUp(record(answer, dns));
    }
  }

  private TxtRecord record(Answer answer, DnsSolver dns) {
    Resolver resolver = lookups.resolver(dns);
    try {
      String name = dns.followsCnames() ? resolver.follow(name(answer)) : name(answer);
      String zone = editors.provider(dns).needsZone() ? resolver.zoneOf(name) : "";
      return new TxtRecord(name, zone, value(answer), TTL);
    } catch (IOException e) {
      throw IssuerException.retryable("PresentError", String.valueOf(e.getMessage()), e);
    }
  }

  private static boolean lasts(Answer answer) {
    return answer.solver().kind() == Solver.Kind.DNS_PERSIST_01;
  }

  /** Returns the name of the record; that of a wildcard is that of its base. */
  static String name(Answer answer) {
    return switch (answer.solver().kind()) {
      case DNS_PERSIST_01 -> LastingRecord.LABEL + answer.name();
      case DNS_ACCOUNT_01 -> AccountLabel.of(answer.accountUrl()) + "." + LABEL + answer.name();
      default -> LABEL + answer.name();
    };
  }

  static String value(Answer answer) {
    return lasts(answer)
        ? new LastingRecord(answer).value()
        : AcmeUtils.base64UrlEncode(AcmeUtils.sha256hash(answer.keyAuthorization()));
  }

  private Predicate<String> proof(Answer answer) {
    if (lasts(answer)) {
      LastingRecord record = new LastingRecord(answer);
      return seen -> record.isProvenBy(seen, clock.instant());
    }
    return value(answer)::equals;
  }
}
