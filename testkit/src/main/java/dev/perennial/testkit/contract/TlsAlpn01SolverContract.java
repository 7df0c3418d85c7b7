package dev.perennial.testkit.contract;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.perennial.spi.TlsAlpn01Solver;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The contract of {@link TlsAlpn01Solver}: an implementation is correct when a subclass of this
 * class passes. The subclass runs the TLS server in which the certificates are shown. Called by one
 * thread at a time.
 */
public abstract class TlsAlpn01SolverContract {
  private static final List<String> VERSIONS = List.of("TLSv1.2", "TLSv1.3");
  private static final String REVERSE = "1.2.0.192.in-addr.arpa";

  private final Challenge one = Challenge.of("one.example");
  private final Challenge two = Challenge.of("two.example");
  private @Nullable TlsAlpn01Solver solver;

  /** For subclasses. */
  protected TlsAlpn01SolverContract() {}

  /**
   * Opens a solver that shows nothing yet, and the server in which it shows certificates.
   *
   * @throws Exception when it cannot, which fails the test
   */
  protected abstract TlsAlpn01Solver open() throws Exception;

  /** Returns where the server listens while it is open. */
  protected abstract InetSocketAddress address();

  /**
   * Closes the server.
   *
   * @throws Exception when it cannot, which fails the test
   */
  protected abstract void shut() throws Exception;

  @BeforeEach
  void openSolver() throws Exception {
    solver = open();
  }

  @AfterEach
  void shutSolver() throws Exception {
    shut();
  }

  private void present(String name, Challenge challenge) {
    solver().present(name, challenge.key(), challenge.certificate());
  }

  private TlsAlpn01Solver solver() {
    TlsAlpn01Solver opened = solver;
    if (opened == null) {
      throw new IllegalStateException("the solver is open only during a test");
    }
    return opened;
  }

  private Optional<String> seen(String name, String version, String... protocols) {
    return Challenge.seen(address(), name, version, protocols);
  }

  private void assertShown(String name, Challenge challenge) {
    for (String version : VERSIONS) {
      assertEquals(
          Optional.of(challenge.serial()),
          seen(name, version, TlsAlpn01Solver.PROTOCOL),
          name + " in " + version);
    }
  }

  private void assertRefused(String name) {
    for (String version : VERSIONS) {
      assertEquals(
          Optional.empty(), seen(name, version, TlsAlpn01Solver.PROTOCOL), name + " in " + version);
    }
  }

  @Test
  void aPresentedCertificateIsShown() {
    present("one.example", one);
    assertShown("one.example", one);
  }

  @Test
  void anAddressGoesByItsReverseName() {
    present(REVERSE, one);
    assertShown(REVERSE, one);
  }

  @Test
  void onOtherProtocolsItIsNotShown() {
    present("one.example", one);
    for (String version : VERSIONS) {
      Optional<String> shown = Optional.of(one.serial());
      assertNotEquals(shown, seen("one.example", version, "http/1.1"), version);
      assertNotEquals(shown, seen("one.example", version, "h2", "http/1.1"), version);
      assertNotEquals(shown, seen("one.example", version), version);
    }
  }

  @Test
  void aNameThatIsNotPresentedIsRefused() {
    present("one.example", one);
    assertRefused("two.example");
    assertRefused("sub.one.example");
  }

  @Test
  void severalNamesAreShownAtATime() {
    present("one.example", one);
    present("two.example", two);
    assertShown("one.example", one);
    assertShown("two.example", two);
  }

  @Test
  void namesHaveNoCase() {
    present("one.example", one);
    assertShown("ONE.Example", one);
  }

  @Test
  void anotherCertificateForTheNameReplacesIt() {
    present("one.example", one);
    present("one.example", two);
    assertShown("one.example", two);
  }

  @Test
  void itIsShownUntilItIsTakenBack() {
    present("one.example", one);
    assertShown("one.example", one);
    assertShown("one.example", one);
    solver().cleanUp("one.example");
    assertRefused("one.example");
  }

  @Test
  void takingOneBackLeavesTheOthers() {
    present("one.example", one);
    present("two.example", two);
    solver().cleanUp("one.example");
    assertRefused("one.example");
    assertShown("two.example", two);
  }

  @Test
  void takingBackWhatIsNotShownIsNoError() {
    assertDoesNotThrow(() -> solver().cleanUp("one.example"));
    present("one.example", one);
    solver().cleanUp("one.example");
    assertDoesNotThrow(() -> solver().cleanUp("one.example"));
  }
}
