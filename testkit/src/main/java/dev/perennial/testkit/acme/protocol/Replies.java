package dev.perennial.testkit.acme.protocol;

import dev.perennial.testkit.acme.http.Answer;
import dev.perennial.testkit.acme.http.Answer.Header;
import dev.perennial.testkit.acme.jws.Json;
import dev.perennial.testkit.acme.problem.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/** The forms that answers have. */
final class Replies {
  /** The media type of problem documents (RFC 7807, section 3). */
  static final String PROBLEM = "application/problem+json";

  /** IMF-fixdate (RFC 9110, section 5.6.7). */
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  private Replies() {}

  static Answer json(int status, JsonNode body) {
    return Answer.of(status).withBody("application/json", Json.write(body));
  }

  static Answer refusal(Refusal refusal) {
    Answer answer =
        Answer.of(refusal.problem().status())
            .withBody(PROBLEM, Json.write(Json.of(refusal.problem())));
    for (Header header : refusal.headers()) {
      answer = answer.withHeader(header.name(), header.value());
    }
    return answer;
  }

  static Answer withLink(Answer answer, String url, String relation) {
    return answer.withHeader("Link", link(url, relation));
  }

  static String link(String url, String relation) {
    return "<" + url + ">;rel=\"" + relation + "\"";
  }

  static String date(Instant time) {
    return DATE.format(time);
  }

  /** Returns a duration as Retry-After has it: whole seconds, rounded up. */
  static String seconds(Duration duration) {
    return Long.toString(duration.plusMillis(999).toSeconds());
  }
}
