package dev.perennial.core.manifest;

import dev.perennial.core.manifest.Node.Scalar.Kind;
import dev.perennial.model.Violation.Rule;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/**
 * Reads YAML (and so JSON) into trees of {@link Node}, one document after the other. Everything is
 * bounded: depth, the number of values, and what aliases add to it. Works on the events of the
 * parser below Jackson's, since Jackson's own hides what aliases stand for, tags, and whether a
 * word was quoted. Not safe for use by several threads.
 */
final class TreeReader {
  /** How deep values may be nested. */
  static final int MAX_DEPTH = 100;

  /** How many values a manifest may have. */
  static final int MAX_VALUES = 2_000_000;

  private final String source;
  private final Iterator<Event> events;
  private final Anchors anchors = new Anchors();
  private final Map<String, String> names = new HashMap<>();
  private int values;
  private int deepest;

  private TreeReader(String source, String text) {
    this.source = source;
    this.events = parser(text);
  }

  /**
   * The parser copies all of a long text for each piece it reads: pieces grow with the manifest.
   */
  private static ParserImpl parser(String text) {
    LoadSettings settings =
        LoadSettings.builder()
            .setCodePointLimit(Integer.MAX_VALUE)
            .setBufferSize(Math.max(1024, text.length() / 32))
            .build();
    return new ParserImpl(settings, new StreamReader(settings, new PairedReader(text)));
  }

  /** Hands the documents that are not empty to {@code consumer}, in order. */
  static void read(String source, byte[] bytes, Consumer<Node> consumer) {
    String text = SourceText.decode(source, bytes);
    try {
      new TreeReader(source, text).documents(consumer);
    } catch (MarkedYamlEngineException e) {
      Optional<Mark> mark = e.getProblemMark().or(e::getContextMark);
      throw SourceText.problem(
          source,
          mark.map(Mark::getLine).orElse(0) + 1,
          mark.map(Mark::getColumn).orElse(0) + 1,
          "this is not YAML: " + e.getProblem());
    } catch (YamlEngineException e) {
      throw SourceText.problem(source, 1, 1, "this is not YAML");
    }
  }

  private void documents(Consumer<Node> consumer) {
    while (events.hasNext()) {
      Event event = events.next();
      if (event.getEventId() == Event.ID.DocumentStart) {
        anchors.clear();
        Node document = node(events.next(), 1);
        if (!document.isNull()) {
          consumer.accept(document);
        }
      }
    }
  }

  private Node node(Event event, int depth) {
    deepest = Math.max(deepest, depth);
    if (depth > MAX_DEPTH) {
      throw problem(event, "values are nested more than " + MAX_DEPTH + " levels deep");
    }
    if (++values > MAX_VALUES) {
      throw problem(event, "a manifest has at most " + MAX_VALUES + " values");
    }
    if (event instanceof AliasEvent alias) {
      return aliased(alias, depth);
    }
    Optional<Anchor> anchor = ((NodeEvent) event).getAnchor();
    return anchor.isPresent()
        ? anchored(anchor.get().getValue(), event, depth)
        : content(event, depth);
  }

  private Node anchored(String name, Event event, int depth) {
    int before = values;
    int outside = deepest;
    deepest = depth;
    anchors.begin(name);
    Node node = content(event, depth);
    anchors.end(name, new Anchors.Anchored(node, values - before + 1, deepest - depth));
    deepest = Math.max(outside, deepest);
    return node;
  }

  private Node aliased(AliasEvent event, int depth) {
    String name = event.getAlias().getValue();
    Anchors.Anchored anchored = anchors.find(name);
    if (anchored == null) {
      throw problem(
          event,
          anchors.isOpen(name)
              ? "the alias \"" + name + "\" stands for something that contains it"
              : "there is no anchor \"" + name + "\" before this alias");
    }
    values += anchored.weight() - 1;
    deepest = Math.max(deepest, depth + anchored.height());
    if (depth + anchored.height() > MAX_DEPTH) {
      throw problem(event, "values are nested more than " + MAX_DEPTH + " levels deep");
    }
    if (!anchors.count(anchored.weight())) {
      throw problem(
          event, "aliases add more than " + Anchors.MAX_ADDED + " values; write fewer of them");
    }
    return anchored.node();
  }

  private Node content(Event event, int depth) {
    if (event instanceof ScalarEvent scalar) {
      return scalar(scalar);
    }
    CollectionStartEvent start = (CollectionStartEvent) event;
    boolean list = event.getEventId() == Event.ID.SequenceStart;
    String tag = start.getTag().orElse("!");
    if (!tag.equals("!") && !tag.equals(list ? Tags.LIST : Tags.MAP)) {
      throw problem(event, Tags.refused(tag));
    }
    return list ? items(event, depth) : fields(event, depth);
  }

  private Node.Scalar scalar(ScalarEvent event) {
    try {
      Scalars.Word word = Tags.read(event.getTag(), event.isPlain(), event.getValue());
      SourceText.requirePairs(word.text());
      return new Node.Scalar(line(event), column(event), word.kind(), word.text());
    } catch (IllegalArgumentException e) {
      throw problem(event, String.valueOf(e.getMessage()));
    }
  }

  private Node items(Event start, int depth) {
    List<Node> nodes = new ArrayList<>();
    Event event = events.next();
    while (event.getEventId() != Event.ID.SequenceEnd) {
      nodes.add(node(event, depth + 1));
      event = events.next();
    }
    return new Node.Items(line(start), column(start), nodes);
  }

  private Node fields(Event start, int depth) {
    Map<String, Node.Entry> entries = new LinkedHashMap<>();
    Map<String, Boolean> merged = new HashMap<>();
    Event event = events.next();
    while (event.getEventId() != Event.ID.MappingEnd) {
      if (isMerge(event)) {
        merge(event, node(events.next(), depth + 1), entries, merged);
      } else {
        String name = name(event, depth);
        Node.Entry entry =
            new Node.Entry(line(event), column(event), node(events.next(), depth + 1));
        boolean wasMerged = merged.remove(name) != null;
        if (entries.put(name, entry) != null && !wasMerged) {
          throw SourceText.problem(
              source,
              line(event),
              column(event),
              Rule.DUPLICATE,
              "\"" + name + "\" stands twice; keep one");
        }
      }
      event = events.next();
    }
    return new Node.Fields(line(start), column(start), index(event) - index(start), entries);
  }

  /** Returns a name as JSON has it: what is not a text becomes the text that JSON writes for it. */
  private String name(Event event, int depth) {
    Node node = node(event, depth + 1);
    if (node instanceof Node.Scalar scalar && scalar.kind() != Kind.NULL) {
      return names.computeIfAbsent(scalar.text(), name -> name);
    }
    String hint = node instanceof Node.Fields ? "; is this a template that is not filled in?" : "";
    throw problem(event, "the name of a field must be a text, not " + node.title() + hint);
  }

  private static boolean isMerge(Event event) {
    return event instanceof ScalarEvent scalar
        && scalar.isPlain()
        && scalar.getValue().equals("<<")
        && scalar.getTag().map(Tags.MERGE::equals).orElse(true);
  }

  /**
   * Merges as Kubernetes' reader does: in the order of the text, so that what is merged replaces
   * what stands before it, and is replaced by what stands behind; of a list, the first wins.
   */
  private void merge(
      Event place, Node value, Map<String, Node.Entry> entries, Map<String, Boolean> merged) {
    List<Node> maps = value instanceof Node.Items items ? items.nodes() : List.of(value);
    for (int i = maps.size() - 1; i >= 0; i--) {
      if (!(maps.get(i) instanceof Node.Fields fields)) {
        throw problem(place, "\"<<\" must stand for an object or a list of objects");
      }
      fields
          .entries()
          .forEach(
              (name, entry) -> {
                entries.put(name, entry);
                merged.put(name, true);
              });
    }
  }

  private static int line(Event event) {
    return event.getStartMark().map(Mark::getLine).orElse(0) + 1;
  }

  private static int column(Event event) {
    return event.getStartMark().map(Mark::getColumn).orElse(0) + 1;
  }

  private static int index(Event event) {
    return event.getStartMark().map(Mark::getIndex).orElse(0);
  }

  private ManifestException problem(Event event, String message) {
    return SourceText.problem(source, line(event), column(event), message);
  }
}
