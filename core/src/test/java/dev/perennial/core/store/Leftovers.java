package dev.perennial.core.store;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds what does not belong into a store at rest. */
final class Leftovers {
  private static final Pattern STAGED = Pattern.compile("(store/)?\\.staging/.*");
  private static final Pattern GENERATION = Pattern.compile("(.*/secrets/[^/]+)/\\.\\.\\d+-\\d+");
  private static final Pattern LINK =
      Pattern.compile("(.*/secrets/[^/]+)/([^/]+) -> \\.\\.data/.*");

  private Leftovers() {}

  /** Checks all paths of a store, links written with their targets. */
  static void check(List<String> paths, String where) {
    for (String path : paths) {
      assertEquals(false, STAGED.matcher(path).matches(), where + ": leftover " + path);
      Matcher generation = GENERATION.matcher(path);
      if (generation.matches()) {
        checkGenerations(paths, generation.group(1), where);
      }
      Matcher link = LINK.matcher(path);
      if (link.matches()) {
        String target = current(paths, link.group(1)) + "/" + link.group(2);
        assertEquals(true, paths.contains(target), where + ": leads nowhere: " + path);
      }
    }
  }

  private static void checkGenerations(List<String> paths, String secret, String where) {
    List<String> found = paths.stream().filter(p -> isGenerationOf(p, secret)).toList();
    assertEquals(true, found.contains(current(paths, secret)), where + ": current of " + found);
    assertEquals(true, found.size() <= 2, where + ": generations " + found);
  }

  private static boolean isGenerationOf(String path, String secret) {
    Matcher generation = GENERATION.matcher(path);
    return generation.matches() && generation.group(1).equals(secret);
  }

  private static String current(List<String> paths, String secret) {
    String prefix = secret + "/..data -> ";
    return paths.stream()
        .filter(p -> p.startsWith(prefix))
        .map(p -> secret + "/" + p.substring(prefix.length()))
        .findAny()
        .orElse(secret + " without ..data");
  }
}
