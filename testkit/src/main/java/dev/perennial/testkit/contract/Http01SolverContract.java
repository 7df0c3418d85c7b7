package dev.perennial.testkit.contract;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.perennial.spi.Http01Solver;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The contract of {@link Http01Solver}: an implementation is correct when a subclass of this class
 * passes. The subclass runs the web server in which the answers are shown.
 *
 * <pre>{@code
 * class WebrootTest extends Http01SolverContract {
 *   protected Http01Solver open() {
 *     return new Http01Webroot(folder);
 *   }
 *
 *   protected URI site() {
 *     return server.uri();
 *   }
 * }
 * }</pre>
 *
 * <p>Called by one thread at a time.
 */
public abstract class Http01SolverContract {
  private static final String TOKEN = "evaGxfADs6pSRb2LAv9IZf17Dt3juxGJ-PCt92wr_oA";
  private static final int MANY = 40;
  private static final int OK = 200;
  private static final int NOT_FOUND = 404;

  private @Nullable Http01Solver solver;

  /** For subclasses. */
  protected Http01SolverContract() {}

  /**
   * Opens a solver that shows nothing yet, and the server in which it shows answers.
   *
   * @throws Exception when it cannot, which fails the test
   */
  protected abstract Http01Solver open() throws Exception;

  /** Returns where the server is while it is open, such as {@code http://127.0.0.1:8080}. */
  protected abstract URI site();

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

  private Http01Solver solver() {
    Http01Solver opened = solver;
    if (opened == null) {
      throw new IllegalStateException("the solver is open only during a test");
    }
    return opened;
  }

  @Test
  void aPresentedAnswerIsShown() throws Exception {
    solver().present(TOKEN, TOKEN + ".print");
    assertShown(TOKEN, TOKEN + ".print");
  }

  @Test
  void presentingAgainChangesNothing() throws Exception {
    solver().present(TOKEN, TOKEN + ".print");
    solver().present(TOKEN, TOKEN + ".print");
    assertShown(TOKEN, TOKEN + ".print");
    solver().cleanUp(TOKEN);
    assertNotShown(TOKEN);
  }

  @Test
  void severalAnswersAreShownAtATime() throws Exception {
    solver().present("one", "one.print");
    solver().present("two", "two.print");
    assertShown("one", "one.print");
    assertShown("two", "two.print");
  }

  @Test
  void tokensHaveCase() throws Exception {
    solver().present("token-A", "token-A.print");
    solver().present("token-a", "token-a.print");
    assertShown("token-A", "token-A.print");
    assertShown("token-a", "token-a.print");
  }

  @Test
  void aTokenThatIsNotPresentedIsNotFound() throws Exception {
    solver().present(TOKEN, TOKEN + ".print");
    assertNotShown("another");
    assertNotShown(TOKEN + "x");
  }

  @Test
  void anAnswerIsShownUntilItIsTakenBack() throws Exception {
    solver().present(TOKEN, TOKEN + ".print");
    for (int i = 0; i < 5; i++) {
      assertShown(TOKEN, TOKEN + ".print");
    }
    solver().cleanUp(TOKEN);
    assertNotShown(TOKEN);
  }

  @Test
  void takingOneBackLeavesTheOthers() throws Exception {
    solver().present("one", "one.print");
    solver().present("two", "two.print");
    solver().cleanUp("one");
    assertNotShown("one");
    assertShown("two", "two.print");
  }

  @Test
  void takingBackWhatIsNotShownIsNoError() {
    assertDoesNotThrow(() -> solver().cleanUp(TOKEN));
    solver().present(TOKEN, TOKEN + ".print");
    solver().cleanUp(TOKEN);
    assertDoesNotThrow(() -> solver().cleanUp(TOKEN));
  }

  @Test
  void aTakenBackAnswerCanBeShownAgain() throws Exception {
    solver().present(TOKEN, TOKEN + ".print");
    solver().cleanUp(TOKEN);
    solver().present(TOKEN, TOKEN + ".print");
    assertShown(TOKEN, TOKEN + ".print");
  }

  /** A token of a hostile server must not choose a file (RFC 8555, section 8.3: base64url). */
  @Test
  void whatIsNoTokenIsRefused() {
    for (String odd : List.of("", ".", "..", "../x", "a/b", "a\\b", "a b", "a%2fb", "é", "a\n")) {
      assertThrows(RuntimeException.class, () -> solver().present(odd, "x.print"), odd);
      assertThrows(RuntimeException.class, () -> solver().cleanUp(odd), odd);
    }
  }

  @Test
  void noOtherPathShowsAnAnswer() throws Exception {
    solver().present(TOKEN, TOKEN + ".print");
    for (String path :
        List.of(
            "/" + TOKEN,
            "/.well-known/" + TOKEN,
            Http01Solver.PATH,
            Http01Solver.PATH + "x/" + TOKEN,
            Http01Solver.PATH + "..%2f" + TOKEN)) {
      assertNotEquals(OK, get("GET", path).statusCode(), path);
    }
  }

  @Test
  void aHeadRequestIsAnsweredWithoutABody() throws Exception {
    solver().present(TOKEN, TOKEN + ".print");
    HttpResponse<String> answer = get("HEAD", Http01Solver.PATH + TOKEN);
    assertEquals(OK, answer.statusCode());
    assertEquals("", answer.body());
    assertEquals(NOT_FOUND, get("HEAD", Http01Solver.PATH + "another").statusCode());
  }

  /** Many orders at a time, each looked at from several places. */
  @Test
  void manyAtATimeDoNotDisturbEachOther() {
    List<String> wrong =
        IntStream.range(0, MANY)
            .parallel()
            .mapToObj(i -> "token-" + i)
            .filter(token -> !comesAndGoes(token))
            .toList();
    assertEquals(List.of(), wrong);
  }

  private boolean comesAndGoes(String token) {
    try {
      solver().present(token, token + ".print");
      HttpResponse<String> shown = get("GET", Http01Solver.PATH + token);
      solver().cleanUp(token);
      int after = get("GET", Http01Solver.PATH + token).statusCode();
      return shown.body().equals(token + ".print") && after == NOT_FOUND;
    } catch (IOException | InterruptedException | RuntimeException e) {
      return false;
    }
  }

  private void assertShown(String token, String keyAuthorization) throws Exception {
    HttpResponse<String> answer = get("GET", Http01Solver.PATH + token);
    assertEquals(OK, answer.statusCode(), token);
    assertEquals(keyAuthorization, answer.body());
  }

  private void assertNotShown(String token) throws Exception {
    assertEquals(NOT_FOUND, get("GET", Http01Solver.PATH + token).statusCode(), token);
  }

  private HttpResponse<String> get(String method, String path)
      throws IOException, InterruptedException {
    return HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .build()
        .send(
            HttpRequest.newBuilder(URI.create(site() + path))
                .method(method, HttpRequest.BodyPublishers.noBody())
                .timeout(Duration.ofSeconds(10))
                .build(),
            HttpResponse.BodyHandlers.ofString());
  }
}
