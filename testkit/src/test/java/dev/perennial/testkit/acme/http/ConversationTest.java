package dev.perennial.testkit.acme.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** HTTP/1.1 on a connection of bytes. */
final class ConversationTest {
  private final List<Request> requests = new ArrayList<>();
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  private Conversation conversation(String input) {
    return new Conversation(
        new ByteArrayInputStream(input.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8)),
        out);
  }

  private Answer answer(Request request) {
    requests.add(request);
    return Answer.of(200).withBody("text/plain", "12345678");
  }

  private String sent() {
    return out.toString(StandardCharsets.UTF_8);
  }

  @Test
  void requestsFollowEachOtherOnOneConnection() throws IOException {
    Conversation conversation =
        conversation(
            "POST /a?b HTTP/1.1\nContent-Length: 3\nX-Y: 1\nx-y: 2\n\nabc"
                + "GET /c HTTP/1.1\nConnection: close\n\n");
    assertTrue(conversation.exchange(this::answer));
    assertFalse(conversation.exchange(this::answer));
    assertEquals("abc", requests.get(0).body());
    assertEquals("/a?b", requests.get(0).path());
    assertEquals(List.of("1", "2"), requests.get(0).headers().get("x-y"));
    assertEquals("/c", requests.get(1).path());
    assertTrue(sent().endsWith("Connection: close\r\n\r\n12345678"), sent());
  }

  @Test
  void endOfTheConnectionIsNoRequest() throws IOException {
    assertFalse(conversation("").exchange(this::answer));
    assertEquals(List.of(), requests);
  }

  @Test
  void headHasNoBodyButItsLength() throws IOException {
    conversation("HEAD / HTTP/1.1\n\n").exchange(this::answer);
    assertTrue(sent().endsWith("Content-Length: 8\r\n\r\n"), sent());
  }

  @Test
  void bodyIsAskedForWhenItIsHeldBack() throws IOException {
    conversation("POST / HTTP/1.1\nExpect: 100-continue\nContent-Length: 1\n\na")
        .exchange(this::answer);
    assertTrue(sent().startsWith("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200"), sent());
  }

  @Test
  void answersAreDeliveredInPart() throws IOException {
    Conversation conversation = conversation("GET / HTTP/1.1\n\nGET / HTTP/1.1\n\n");
    assertFalse(
        conversation.exchange(request -> answer(request).withDelivery(Answer.Delivery.HALF)));
    assertTrue(sent().contains("Content-Length: 8\r\n"), sent());
    assertTrue(sent().endsWith("\r\n\r\n1234"), sent());
    out.reset();
    assertFalse(
        conversation.exchange(request -> answer(request).withDelivery(Answer.Delivery.NOTHING)));
    assertEquals("", sent());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nonsense\n\n",
        "GET / HTTP/1.1\nContent-Length: x\n\n",
        "GET / HTTP/1.1\nContent-Length: -1\n\n",
        "GET / HTTP/1.1\nContent-Length: 99999999\n\n",
        "POST / HTTP/1.1\nTransfer-Encoding: chunked\n\n0\n\n",
        "POST / HTTP/1.1\nContent-Length: 9\n\nabc",
      })
  void wrongRequestsEndTheConnection(String input) {
    assertThrows(IOException.class, () -> conversation(input).exchange(this::answer));
    assertEquals(List.of(), requests);
  }
}
