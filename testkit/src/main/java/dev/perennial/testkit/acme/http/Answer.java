package dev.perennial.testkit.acme.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One HTTP answer. Immutable.
 *
 * @param status the status code
 * @param headers the headers in their order, without those that the listener adds
 * @param body the body; empty for none
 * @param delivery how much of it reaches the client
 */
public record Answer(int status, List<Header> headers, String body, Delivery delivery) {
  /** A header field. */
  public record Header(String name, String value) {}

  /** How much of an answer reaches the client. */
  public enum Delivery {
    /** All of it. */
    WHOLE,
    /** Nothing: the connection is closed. */
    NOTHING,
    /** All headers, and the first half of the body. */
    HALF
  }

  /** Copies the list. */
  public Answer {
    headers = List.copyOf(headers);
  }

  /** Returns an answer without headers and body. */
  public static Answer of(int status) {
    return new Answer(status, List.of(), "", Delivery.WHOLE);
  }

  /** Returns the answer with a body of a media type. */
  public Answer withBody(String contentType, String text) {
    return new Answer(status, headers, text, delivery).withHeader("Content-Type", contentType);
  }

  /** Returns the answer with one more header. */
  public Answer withHeader(String name, String value) {
    List<Header> more = new ArrayList<>(headers);
    more.add(new Header(name, value));
    return new Answer(status, more, body, delivery);
  }

  /** Returns the answer with another delivery. */
  public Answer withDelivery(Delivery other) {
    return new Answer(status, headers, body, other);
  }

  /** Returns the first value of a header. */
  public Optional<String> header(String name) {
    return headers.stream()
        .filter(header -> header.name().equalsIgnoreCase(name))
        .map(Header::value)
        .findFirst();
  }
}
