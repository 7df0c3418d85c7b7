package dev.perennial.core.manifest;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.dataformat.yaml.YAMLFactory;
import tools.jackson.dataformat.yaml.YAMLParser;

/**
 * Reads YAML (and so JSON) into trees of {@link Node}. Sizes are bounded before anything is parsed;
 * anchors and aliases are refused, so that nothing expands. Not safe for use by several threads.
 */
final class TreeReader {
  /** The largest manifest in bytes: what Kubernetes takes in one request. */
  static final int MAX_BYTES = 3 * 1024 * 1024;

  private static final int MAX_DEPTH = 100;
  private static final int MAX_DOCUMENTS = 10_000;

  private static final YAMLFactory YAML =
      YAMLFactory.builder()
          .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
          .build();

  private final String source;

  TreeReader(String source) {
    this.source = source;
  }

  /** Returns the documents that are not empty. */
  List<Node> read(byte[] bytes) {
    String text = decode(bytes);
    List<Node> documents = new ArrayList<>();
    try (YAMLParser parser = (YAMLParser) YAML.createParser(ObjectReadContext.empty(), text)) {
      while (parser.nextToken() != null) {
        Node document = node(parser);
        if (!document.isNull()) {
          documents.add(document);
        }
        if (documents.size() > MAX_DOCUMENTS) {
          throw problem(1, 1, "a manifest has at most " + MAX_DOCUMENTS + " documents");
        }
      }
      return documents;
    } catch (JacksonException e) {
      TokenStreamLocation place = e.getLocation();
      throw problem(
          place == null ? 1 : Math.max(1, place.getLineNr()),
          place == null ? 1 : Math.max(1, place.getColumnNr()),
          "this is not YAML: " + firstLine(e.getOriginalMessage()));
    }
  }

  private static String firstLine(String message) {
    int end = message.indexOf('\n');
    return end < 0 ? message : message.substring(0, end);
  }

  private String decode(byte[] bytes) {
    if (bytes.length > MAX_BYTES) {
      throw problem(
          1, 1, "a manifest has at most " + MAX_BYTES + " bytes, this one has " + bytes.length);
    }
    try {
      CharBuffer text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
      boolean marked = text.length() > 0 && text.charAt(0) == '\uFEFF';
      return marked ? text.subSequence(1, text.length()).toString() : text.toString();
    } catch (CharacterCodingException e) {
      throw problem(1, 1, "a manifest must be encoded in UTF-8");
    }
  }

  private Node node(YAMLParser parser) {
    TokenStreamLocation place = parser.currentTokenLocation();
    int line = place.getLineNr();
    int column = place.getColumnNr();
    if (parser.isCurrentAlias() || parser.getObjectId() != null) {
      throw problem(
          line, column, "anchors and aliases are not supported; write the value where it is used");
    }
    JsonToken token = parser.currentToken();
    return switch (token) {
      case START_OBJECT -> fields(parser, line, column);
      case START_ARRAY -> items(parser, line, column);
      case VALUE_STRING -> scalar(parser, line, column, Node.Scalar.Kind.TEXT);
      case VALUE_NUMBER_INT -> scalar(parser, line, column, Node.Scalar.Kind.INTEGER);
      case VALUE_NUMBER_FLOAT -> scalar(parser, line, column, Node.Scalar.Kind.DECIMAL);
      case VALUE_TRUE, VALUE_FALSE -> scalar(parser, line, column, Node.Scalar.Kind.BOOLEAN);
      case VALUE_NULL -> scalar(parser, line, column, Node.Scalar.Kind.NULL);
      default -> throw problem(line, column, "this kind of YAML value is not supported");
    };
  }

  private static Node scalar(YAMLParser parser, int line, int column, Node.Scalar.Kind kind) {
    String text = kind == Node.Scalar.Kind.NULL ? "" : parser.getString();
    return new Node.Scalar(line, column, kind, text);
  }

  private Node items(YAMLParser parser, int line, int column) {
    List<Node> nodes = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      nodes.add(node(parser));
    }
    return new Node.Items(line, column, nodes);
  }

  private Node fields(YAMLParser parser, int line, int column) {
    Map<String, Node.Entry> entries = new LinkedHashMap<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      TokenStreamLocation place = parser.currentTokenLocation();
      String name = parser.currentName();
      parser.nextToken();
      Node.Entry entry = new Node.Entry(place.getLineNr(), place.getColumnNr(), node(parser));
      if (entries.put(name, entry) != null) {
        throw problem(
            place.getLineNr(), place.getColumnNr(), "\"" + name + "\" stands twice; keep one");
      }
    }
    return new Node.Fields(line, column, entries);
  }

  private ManifestException problem(int line, int column, String message) {
    return new ManifestException(
        List.of(new ManifestException.Problem(source, line, column, "", message)));
  }
}
