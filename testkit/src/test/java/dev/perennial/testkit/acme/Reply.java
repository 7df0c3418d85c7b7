package dev.perennial.testkit.acme;

import java.net.http.HttpHeaders;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** An answer of the CA. */
record Reply(int status, HttpHeaders headers, String body) {
  private static final Pattern LINK = Pattern.compile("<([^>]*)>;rel=\"([^\"]*)\"");

  JsonNode json() {
    return TestJws.MAPPER.readTree(body);
  }

  String text(String name) {
    return json().path(name).stringValue("");
  }

  String header(String name) {
    return headers.firstValue(name).orElse("");
  }

  String location() {
    return header("Location");
  }

  List<String> links(String relation) {
    return headers.allValues("Link").stream()
        .map(LINK::matcher)
        .filter(Matcher::matches)
        .filter(matcher -> matcher.group(2).equals(relation))
        .map(matcher -> matcher.group(1))
        .toList();
  }

  /** The status and the last part of the error type, as in {@code 400 badNonce}. */
  String problem() {
    String type = header("Content-Type").equals("application/problem+json") ? text("type") : "";
    return status + " " + type.replace("urn:ietf:params:acme:error:", "");
  }
}
