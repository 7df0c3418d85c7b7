package dev.perennial.testkit.acme;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Each row of refusals.txt: a request that is right but for one thing, and what is answered. */
final class RefusalsTest {
  private static RefusalsFixture fixture;

  private record Row(
      String what,
      String as,
      String method,
      String resource,
      String headerChange,
      String jwsChange,
      String httpHeader,
      String payload,
      String expected) {}

  @BeforeAll
  static void start() throws IOException {
    fixture = new RefusalsFixture();
  }

  @AfterAll
  static void stop() {
    fixture.close();
  }

  @TestFactory
  Stream<DynamicTest> refusals() throws IOException {
    return rows().stream()
        .map(row -> DynamicTest.dynamicTest(row.what() + ": " + row.expected(), () -> check(row)));
  }

  private static void check(Row row) {
    int orders = fixture.ca.orders().size();
    Reply reply = send(row);
    assertEquals(row.expected(), reply.problem(), reply::body);
    assertEquals(reply.status(), reply.json().path("status").asInt(), reply::body);
    assertTrue(!reply.text("detail").isEmpty(), reply::body);
    // RFC 8555, section 6.5: a nonce comes with errors of POST too.
    assertEquals(row.method().equals("POST"), !reply.header("Replay-Nonce").isEmpty());
    assertEquals(orders, fixture.ca.orders().size(), "nothing was done");
  }

  private static Reply send(Row row) {
    RawClient client = fixture.clients.get(row.as());
    String url = url(row.resource());
    String[] header = row.httpHeader().split(": ", 2);
    Map<String, String> headers = new HashMap<>();
    if (!row.method().equals("POST")) {
      return client.send(row.method(), url, "", headers);
    }
    headers.put("Content-Type", "application/jose+json");
    if (header.length == 2) {
      headers.put(header[0], header[1]);
    }
    ObjectNode signed = patch(client.header(url), row.headerChange());
    ObjectNode jws = patch(TestJws.sign(signed, words(row.payload()), client.key), row.jwsChange());
    return client.send("POST", url, jws.toString(), headers);
  }

  private static String url(String resource) {
    String exact = fixture.urls.get(resource);
    if (exact != null) {
      return exact;
    }
    // A resource of a kind with another name.
    String kind = resource.substring(0, resource.indexOf('/'));
    String name = resource.substring(kind.length());
    String url = fixture.urls.get(kind);
    return kind.equals("renewalInfo") || kind.equals("orders")
        ? url + name
        : url.substring(0, url.lastIndexOf('/')) + name;
  }

  private static ObjectNode patch(ObjectNode object, String change) {
    if (!change.isEmpty()) {
      JsonNode members = TestJws.MAPPER.readTree(words(change));
      members
          .properties()
          .forEach(
              member -> {
                if (member.getValue().isNull()) {
                  object.remove(member.getKey());
                } else {
                  object.set(member.getKey(), member.getValue());
                }
              });
    }
    return object;
  }

  private static String words(String text) {
    String result = text;
    for (Map.Entry<String, String> word : fixture.words.entrySet()) {
      result = result.replace("{" + word.getKey() + "}", word.getValue());
    }
    return result;
  }

  private static List<Row> rows() throws IOException {
    try (InputStream in = RefusalsTest.class.getResourceAsStream("refusals.txt")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.isEmpty() && !line.startsWith("#"))
          .map(RefusalsTest::row)
          .toList();
    }
  }

  private static Row row(String line) {
    String[] cells = line.split("\\|", -1);
    assertEquals(9, cells.length, line);
    String[] request = cells[2].strip().split(" ", 2);
    assertTrue(!cells[8].isBlank(), "a row names its source: " + line);
    return new Row(
        cells[0].strip(),
        cells[1].strip(),
        request[0],
        request[1],
        cells[3].strip(),
        cells[4].strip(),
        cells[5].strip(),
        cells[6].strip(),
        cells[7].strip());
  }
}
