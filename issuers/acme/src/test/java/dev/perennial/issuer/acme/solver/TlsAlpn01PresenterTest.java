package dev.perennial.issuer.acme.solver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.perennial.issuer.acme.alpn.ChallengeCertificate;
import dev.perennial.issuer.acme.alpn.TlsAlpn01Answers;
import dev.perennial.issuer.acme.config.Fields;
import dev.perennial.issuer.acme.config.Solver;
import dev.perennial.issuer.acme.order.Answer;
import dev.perennial.model.Issuer;
import dev.perennial.model.IssuerSpec;
import dev.perennial.model.ObjectMeta;
import dev.perennial.spi.IssuerException;
import dev.perennial.spi.TlsAlpn01Solver;
import dev.perennial.testkit.issuer.TestIssuerContext;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is shown, when, and until when. */
class TlsAlpn01PresenterTest {
  private final TestIssuerContext context =
      new TestIssuerContext(
          Issuer.builder()
              .meta(ObjectMeta.builder().namespace("demo").name("acme").build())
              .spec(IssuerSpec.of(Map.of("acme", Map.of())))
              .build(),
          1);
  private final TlsAlpn01Answers answers = new TlsAlpn01Answers(context.secretStore());
  private final List<String> told = new ArrayList<>();
  private final TlsAlpn01Presenter presenter =
      new TlsAlpn01Presenter(
          answers, List.of(new Noting()), Optional.empty(), context.clock(), context.random());

  private final class Noting implements TlsAlpn01Solver {
    @Override
    public void present(String serverName, PrivateKey key, X509Certificate certificate) {
      told.add("present " + serverName + " " + certificate.getSerialNumber());
    }

    @Override
    public void cleanUp(String serverName) {
      told.add("cleanUp " + serverName);
    }
  }

  private static Answer answer(String name, String keyAuthorization) {
    Solver solver = new Solver(null, Solver.Kind.TLS_ALPN_01, Fields.NONE, Optional.empty());
    return new Answer("dns", name, false, "t", keyAuthorization, "https://ca/1", List.of(), solver);
  }

  private boolean shows(String serverName, String keyAuthorization) {
    return answers
        .shown(serverName)
        .filter(s -> ChallengeCertificate.answers(s.certificate(), keyAuthorization))
        .isPresent();
  }

  @Test
  void presentingTwiceShowsTheSameCertificate() {
    presenter.present(answer("a.example", "t.1"));
    presenter.present(answer("a.example", "t.1"));
    assertTrue(shows("a.example", "t.1"));
    assertEquals(2, told.size());
    assertEquals(told.get(0), told.get(1));
  }

  @Test
  void severalNamesAreShownAtATime() {
    presenter.present(answer("a.example", "t.1"));
    presenter.present(answer("b.example", "t.2"));
    presenter.present(answer("192.0.2.1", "t.3"));
    assertTrue(shows("a.example", "t.1"));
    assertTrue(shows("b.example", "t.2"));
    assertTrue(shows("1.2.0.192.in-addr.arpa", "t.3"));
    presenter.cleanUp(answer("a.example", "t.1"));
    assertEquals(Optional.empty(), answers.shown("a.example"));
    assertTrue(shows("b.example", "t.2"));
  }

  @Test
  void twoChallengesForOneNameTakeTurns() {
    presenter.present(answer("a.example", "t.1"));
    Answer second = answer("a.example", "t.2");
    IssuerException busy = assertThrows(IssuerException.class, () -> presenter.present(second));
    assertTrue(busy.isTransient());
    assertEquals("another challenge for a.example is under way", busy.getMessage());
    presenter.cleanUp(second);
    assertTrue(shows("a.example", "t.1"), "the clean-up of the second leaves the first");
    presenter.cleanUp(answer("a.example", "t.1"));
    presenter.present(second);
    assertTrue(shows("a.example", "t.2"));
  }

  @Test
  void whatWasLeftBehindMakesWay() {
    presenter.present(answer("a.example", "t.1"));
    context.clock().advance(Duration.ofHours(1));
    presenter.present(answer("a.example", "t.2"));
    assertTrue(shows("a.example", "t.2"));
  }

  @Test
  void cleaningUpTwiceIsNoError() {
    presenter.cleanUp(answer("a.example", "t.1"));
    presenter.present(answer("a.example", "t.1"));
    presenter.cleanUp(answer("a.example", "t.1"));
    presenter.cleanUp(answer("a.example", "t.1"));
    assertEquals(Optional.empty(), answers.shown("a.example"));
  }

  @Test
  void whatIsNoHostNameIsRefused() {
    Answer odd = answer("_a.example", "t.1");
    IssuerException refused = assertThrows(IssuerException.class, () -> presenter.present(odd));
    assertFalse(refused.isTransient());
    assertEquals("_a.example is no host name, which tls-alpn-01 needs", refused.getMessage());
  }
}
