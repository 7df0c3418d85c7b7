package dev.perennial.testkit.acme.jws;

import dev.perennial.testkit.acme.problem.Identifier;
import dev.perennial.testkit.acme.problem.Problem;
import dev.perennial.testkit.acme.problem.Refusal;
import java.util.Base64;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Reads and writes JSON and base64url, strictly. Safe for use by several threads. */
public final class Json {
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private Json() {}

  /** Returns an empty object. */
  public static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  /** Returns the text of a value. */
  public static String write(JsonNode value) {
    return MAPPER.writeValueAsString(value);
  }

  /**
   * Reads a JSON object.
   *
   * @param what names it in the refusal
   * @throws Refusal when it is none
   */
  public static JsonNode readObject(String text, String what) {
    try {
      JsonNode node = MAPPER.readTree(text);
      if (node.isObject()) {
        return node;
      }
    } catch (JacksonException e) {
      throw Refusal.malformed(what + " is not JSON: " + e.getOriginalMessage());
    }
    throw Refusal.malformed(what + " is not a JSON object");
  }

  /**
   * Returns a text member of an object, or empty when it has none.
   *
   * @throws Refusal when it is there and no text
   */
  public static Optional<String> text(JsonNode object, String name) {
    JsonNode node = object.path(name);
    if (node.isMissingNode()) {
      return Optional.empty();
    }
    if (!node.isString()) {
      throw Refusal.malformed("\"" + name + "\" must be a string");
    }
    return Optional.of(node.stringValue());
  }

  /**
   * Returns a text member that must be there.
   *
   * @throws Refusal when it is not
   */
  public static String requireText(JsonNode object, String name, String what) {
    return text(object, name)
        .orElseThrow(() -> Refusal.malformed(what + " has no \"" + name + "\""));
  }

  /**
   * Returns a boolean member; false when there is none.
   *
   * @throws Refusal when it is there and no boolean
   */
  public static boolean flag(JsonNode object, String name) {
    JsonNode node = object.path(name);
    if (!node.isMissingNode() && !node.isBoolean()) {
      throw Refusal.malformed("\"" + name + "\" must be true or false");
    }
    return node.asBoolean(false);
  }

  /**
   * Returns the bytes of a base64url text without padding (RFC 8555, section 6.1).
   *
   * @throws Refusal when it is none
   */
  public static byte[] decode(String text, String what) {
    boolean plain =
        text.chars().allMatch(c -> Character.isLetterOrDigit(c) && c < 128 || c == '-' || c == '_');
    if (plain) {
      try {
        return Base64.getUrlDecoder().decode(text);
      } catch (IllegalArgumentException e) {
        throw Refusal.malformed(what + " is not base64url: " + e.getMessage());
      }
    }
    throw Refusal.malformed(what + " is not base64url without padding (RFC 8555, section 6.1)");
  }

  /** Returns base64url without padding. */
  public static String encode(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** Returns a problem as JSON (RFC 7807; RFC 8555, section 6.7.1). */
  public static ObjectNode of(Problem problem) {
    ObjectNode node = object();
    node.put("type", problem.type().urn());
    node.put("detail", problem.detail());
    node.put("status", problem.status());
    if (problem.identifier() != null) {
      node.set("identifier", of(problem.identifier()));
    }
    if (!problem.subproblems().isEmpty()) {
      problem.subproblems().forEach(sub -> node.withArray("subproblems").add(of(sub)));
    }
    if (!problem.algorithms().isEmpty()) {
      problem.algorithms().forEach(node.withArray("algorithms")::add);
    }
    return node;
  }

  /** Returns an identifier as JSON. */
  public static ObjectNode of(Identifier identifier) {
    return object().put("type", identifier.type()).put("value", identifier.value());
  }
}
