package dev.perennial.issuer.acme.solver;

import dev.perennial.core.pki.Crypto;
import dev.perennial.issuer.acme.alpn.ChallengeCertificate;
import dev.perennial.issuer.acme.alpn.ServerName;
import dev.perennial.issuer.acme.alpn.TlsAlpn01Answers;
import dev.perennial.issuer.acme.order.Answer;
import dev.perennial.issuer.acme.order.Presenter;
import dev.perennial.spi.IssuerException;
import dev.perennial.spi.TlsAlpn01Solver;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * Shows the certificates of TLS-ALPN-01 challenges in the shared store, and wherever the host has
 * them shown besides. One name has one certificate at a time: the challenges of two certificates
 * for one name take turns, and what a crash left behind makes way within an hour.
 */
public final class TlsAlpn01Presenter implements Presenter {
  private final TlsAlpn01Answers answers;
  private final List<TlsAlpn01Solver> solvers;
  private final Optional<TlsAlpn01SelfCheck> selfCheck;
  private final InstantSource clock;
  private final Crypto crypto;

  /** Makes a presenter; {@code solvers} are those of the host. */
  public TlsAlpn01Presenter(
      TlsAlpn01Answers answers,
      List<TlsAlpn01Solver> solvers,
      Optional<TlsAlpn01SelfCheck> selfCheck,
      InstantSource clock,
      SecureRandom random) {
    this.answers = answers;
    this.solvers = List.copyOf(solvers);
    this.selfCheck = selfCheck;
    this.clock = clock;
    this.crypto = Crypto.of(random);
  }

  @Override
  public void present(Answer answer) {
    String serverName = ServerName.of(answer.name());
    if (TlsAlpn01Answers.place(serverName).isEmpty()) {
      throw IssuerException.terminal(
          "PresentError", answer.name() + " is no host name, which tls-alpn-01 needs", null);
    }
    Optional<ChallengeCertificate> shown = answers.shown(serverName);
    boolean mine = shown.filter(s -> answers(s, answer)).isPresent();
    Instant now = clock.instant();
    if (!mine && shown.filter(s -> isBusy(s, now)).isPresent()) {
      throw IssuerException.retryable(
          "PresentError", "another challenge for " + answer.name() + " is under way", null);
    }
    ChallengeCertificate own =
        mine
            ? shown.orElseThrow()
            : ChallengeCertificate.make(answer.name(), answer.keyAuthorization(), now, crypto);
    answers.present(serverName, own.key(), own.certificate());
    solvers.forEach(s -> s.present(serverName, own.key(), own.certificate()));
  }

  private static boolean answers(ChallengeCertificate shown, Answer answer) {
    return ChallengeCertificate.answers(shown.certificate(), answer.keyAuthorization());
  }

  private static boolean isBusy(ChallengeCertificate shown, Instant now) {
    return now.isBefore(shown.certificate().getNotAfter().toInstant());
  }

  /** What is no longer shown, since somebody deleted it, is shown again. */
  @Override
  public Optional<String> check(Answer answer) {
    if (answers.shown(ServerName.of(answer.name())).filter(s -> answers(s, answer)).isEmpty()) {
      present(answer);
    }
    return selfCheck.flatMap(c -> c.problem(answer.name(), answer.keyAuthorization()));
  }

  /** Takes back what is this challenge's; what another one shows for the name stays. */
  @Override
  public void cleanUp(Answer answer) {
    String serverName = ServerName.of(answer.name());
    Optional<ChallengeCertificate> shown = answers.shown(serverName);
    if (shown.isEmpty() || answers(shown.get(), answer)) {
      solvers.forEach(s -> s.cleanUp(serverName));
      answers.cleanUp(serverName);
    }
  }
}
