package dev.perennial.issuer.acme.order;

import java.util.Optional;

/** Shows the answers of one type of challenge. Safe for use by several threads. */
public interface Presenter {
  /**
   * Shows an answer; doing it again changes nothing.
   *
   * @throws dev.perennial.spi.IssuerException when it cannot be shown
   */
  void present(Answer answer);

  /** Returns why the server would not see the answer yet, or empty when it would. */
  Optional<String> check(Answer answer);

  /**
   * Takes an answer back; doing it again changes nothing.
   *
   * @throws dev.perennial.spi.IssuerException when it cannot be taken back
   */
  void cleanUp(Answer answer);
}
