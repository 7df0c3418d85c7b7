package dev.perennial.core.manifest;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The anchors of one document of YAML. An alias stands for the very node of its anchor: nothing is
 * copied, but what it would expand to is counted. Not safe for use by several threads.
 */
final class Anchors {
  /** How many values the aliases of one manifest may add. */
  static final int MAX_ADDED = 200_000;

  private final Map<String, Anchored> anchors = new HashMap<>();
  private final Set<String> open = new HashSet<>();
  private int added;

  /**
   * A node with an anchor.
   *
   * @param weight how many values it holds, itself included
   * @param height how many levels lie below it
   */
  record Anchored(Node node, int weight, int height) {}

  /** Begins a new document; what was added is not forgotten. */
  void clear() {
    anchors.clear();
    open.clear();
  }

  void begin(String name) {
    anchors.remove(name);
    open.add(name);
  }

  void end(String name, Anchored anchored) {
    open.remove(name);
    anchors.put(name, anchored);
  }

  /** Returns the node of an anchor; null when there is none that is complete. */
  @Nullable Anchored find(String name) {
    return anchors.get(name);
  }

  /** Returns whether the node of an anchor is not complete: an alias in it stands for itself. */
  boolean isOpen(String name) {
    return open.contains(name);
  }

  /** Counts what an alias adds. Returns whether all of it together is little enough. */
  boolean count(int weight) {
    added += Math.min(weight, MAX_ADDED);
    return added <= MAX_ADDED;
  }
}
