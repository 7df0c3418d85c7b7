package dev.perennial.core.store;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What went wrong, once each. Safe for use by several threads. */
final class Problems {
  private static final int MAX = 10_000;

  private final Set<String> texts = new LinkedHashSet<>();

  synchronized void add(String text) {
    if (texts.size() < MAX) {
      texts.add(text);
    }
  }

  synchronized List<String> list() {
    return List.copyOf(new ArrayList<>(texts));
  }
}
