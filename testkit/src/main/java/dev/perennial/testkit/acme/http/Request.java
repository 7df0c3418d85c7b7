package dev.perennial.testkit.acme.http;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * One HTTP request. Immutable.
 *
 * @param method the method, upper case
 * @param path path and query as they were sent
 * @param headers values by lower-case name
 * @param body the body, as UTF-8; empty when there was none
 */
public record Request(String method, String path, Map<String, List<String>> headers, String body) {
  /** Returns the first value of a header. */
  public Optional<String> header(String name) {
    return headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of()).stream().findFirst();
  }

  /** Returns whether the body is to be signed. */
  public boolean isPost() {
    return method.equals("POST");
  }

  /** Returns whether a body may not follow the answer. */
  boolean isHead() {
    return method.equals("HEAD");
  }
}
