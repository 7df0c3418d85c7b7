package dev.perennial.testkit.contract;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.perennial.spi.Http01Solver;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A solver with a server of its own that keeps all rules but one; with none, it is right. */
final class WrongHttp01Solver implements Http01Solver, AutoCloseable {
  /** What it does wrong. */
  enum Way {
    NONE(""),
    ADDS_A_LINE("aPresentedAnswerIsShown"),
    TWICE_SHOWS_TWICE("presentingAgainChangesNothing"),
    ONE_AT_A_TIME("severalAnswersAreShownAtATime"),
    NO_CASE("tokensHaveCase"),
    ANY_TOKEN("aTokenThatIsNotPresentedIsNotFound"),
    SHOWS_ONCE("anAnswerIsShownUntilItIsTakenBack"),
    TAKES_ALL_BACK("takingOneBackLeavesTheOthers"),
    MISSES_IT("takingBackWhatIsNotShownIsNoError"),
    NEVER_AGAIN("aTakenBackAnswerCanBeShownAgain"),
    TAKES_ANY_TEXT("whatIsNoTokenIsRefused"),
    ANY_PATH("noOtherPathShowsAnAnswer"),
    NO_HEAD("aHeadRequestIsAnsweredWithoutABody"),
    LOSES_SOME("manyAtATimeDoNotDisturbEachOther");

    final String caughtBy;

    Way(String caughtBy) {
      this.caughtBy = caughtBy;
    }
  }

  private final Way way;
  private final HttpServer server;
  private final Map<String, String> answers = new ConcurrentHashMap<>();
  private final Map<String, Integer> presented = new ConcurrentHashMap<>();

  WrongHttp01Solver(Way way) throws IOException {
    this.way = way;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  int port() {
    return server.getAddress().getPort();
  }

  private String key(String token) {
    if (way != Way.TAKES_ANY_TEXT && !token.matches("[A-Za-z0-9_-]+")) {
      throw new IllegalArgumentException("no token");
    }
    return way == Way.NO_CASE ? token.toLowerCase(Locale.ROOT) : token;
  }

  @Override
  public void present(String token, String keyAuthorization) {
    String key = key(token);
    int times = presented.merge(key, 1, Integer::sum);
    if (way == Way.NEVER_AGAIN && times > 1 && !answers.containsKey(key)) {
      return;
    }
    if (way == Way.ONE_AT_A_TIME) {
      answers.clear();
    }
    if (way == Way.LOSES_SOME && token.equals("token-17")) {
      return;
    }
    answers.put(key, keyAuthorization);
  }

  @Override
  public void cleanUp(String token) {
    String key = key(token);
    if (way == Way.MISSES_IT && !answers.containsKey(key)) {
      throw new IllegalStateException("not shown");
    }
    if (way == Way.TAKES_ALL_BACK) {
      answers.clear();
    }
    if (way == Way.TWICE_SHOWS_TWICE && presented.merge(key, -1, Integer::sum) > 0) {
      return;
    }
    answers.remove(key);
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      String token = path.substring(path.lastIndexOf('/') + 1);
      boolean place = way == Way.ANY_PATH || path.equals(PATH + token);
      Map<String, String> shown = new HashMap<>(answers);
      String answer =
          place ? shown.get(way == Way.NO_CASE ? token.toLowerCase(Locale.ROOT) : token) : null;
      if (place && way == Way.ANY_TOKEN) {
        answer = shown.values().stream().findFirst().orElse(null);
      }
      boolean head = exchange.getRequestMethod().equals("HEAD");
      if (way == Way.SHOWS_ONCE) {
        answers.remove(token);
      }
      if (answer == null || (head && way == Way.NO_HEAD)) {
        exchange.sendResponseHeaders(answer == null ? 404 : 405, -1);
        return;
      }
      byte[] body =
          (answer + (way == Way.ADDS_A_LINE ? "\nx" : "")).getBytes(StandardCharsets.US_ASCII);
      exchange.sendResponseHeaders(200, head ? -1 : body.length);
      if (!head) {
        exchange.getResponseBody().write(body);
      }
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
