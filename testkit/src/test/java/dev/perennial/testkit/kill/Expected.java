package dev.perennial.testkit.kill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.perennial.core.store.FileStore;
import dev.perennial.model.Resource;
import dev.perennial.model.ResourceKey;
import dev.perennial.model.ResourceType;
import dev.perennial.model.SecretBundle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** What must be stored, from what the writers said. */
final class Expected {
  private final Map<String, String> acknowledged = new HashMap<>();
  private final Map<String, String> underWay = new HashMap<>();
  private int writes;
  private int cutShort;
  private int cutShortButThere;

  /** Hears a whole line of a writer. */
  void hear(String line) {
    String[] words = line.split(" ");
    assertEquals(3, words.length, line);
    if (words[0].equals("try")) {
      underWay.put(words[1], words[2]);
    } else {
      assertEquals(words[2], underWay.remove(words[1]), line);
      acknowledged.put(words[1], words[2]);
      writes++;
    }
  }

  /** Checks a store after a kill, and takes what it holds for the new state. */
  void check(Path root, String where) throws IOException {
    try (FileStore store = FileStore.open(root, new MarkCodec())) {
      Set<String> there = new HashSet<>();
      Set<String> names = new HashSet<>(acknowledged.keySet());
      names.addAll(underWay.keySet());
      for (String name : names) {
        String found = found(store, root, name, where);
        settle(name, found, where);
        if (!found.equals(Writer.GONE)) {
          there.add(name);
        }
      }
      underWay.clear();
      assertEquals(there, listed(store), where);
      assertEquals(List.of(), store.problems(), where);
      checkLeftovers(root, where);
    }
  }

  private static Set<String> listed(FileStore store) {
    Set<String> listed = new HashSet<>();
    store.list(ResourceType.SECRET).forEach(name -> listed.add("s/" + name.name()));
    store.list(ResourceType.CERTIFICATE).forEach(name -> listed.add("c/" + name.name()));
    return listed;
  }

  private void settle(String name, String found, String where) {
    String before = acknowledged.getOrDefault(name, Writer.GONE);
    String tried = underWay.get(name);
    assertTrue(
        found.equals(before) || found.equals(tried),
        () -> where + ": " + name + " is " + found + ", said " + before + ", trying " + tried);
    if (tried != null) {
      cutShort++;
      cutShortButThere += found.equals(tried) ? 1 : 0;
    }
    acknowledged.put(name, found);
  }

  private static String found(FileStore store, Path root, String name, String where)
      throws IOException {
    ResourceKey key = MarkCodec.key(name);
    Path folder = root.resolve(MarkCodec.NAMESPACE + "/secrets/" + key.name().name());
    if (store.read(key).isEmpty()) {
      boolean secret = key.type().equals(ResourceType.SECRET);
      assertTrue(!secret || Files.notExists(folder, LinkOption.NOFOLLOW_LINKS), where + name);
      return Writer.GONE;
    }
    Resource resource = store.read(key).orElseThrow().resource();
    String mark = String.valueOf(resource.meta().annotation("mark"));
    assertEquals(MarkCodec.resource(key, mark), resource, where + ": a mixture");
    if (resource instanceof SecretBundle secret) {
      for (String file : secret.data().keySet()) {
        String content = Files.readString(folder.resolve(file));
        assertEquals(MarkCodec.content(file, mark), content, where + ": " + file);
      }
      assertEquals(secret.data().keySet(), visible(folder), where);
    }
    return mark;
  }

  private static Set<String> visible(Path secret) throws IOException {
    try (Stream<Path> files = Files.list(secret)) {
      Set<String> names = new HashSet<>();
      files.map(file -> file.getFileName().toString()).forEach(names::add);
      assertTrue(names.stream().filter(n -> n.startsWith("..")).count() <= 3, names::toString);
      names.removeIf(name -> name.startsWith(".."));
      return names;
    }
  }

  private static void checkLeftovers(Path root, String where) throws IOException {
    try (Stream<Path> all = Files.walk(root)) {
      for (Path path : all.toList()) {
        assertTrue(!path.toString().contains("/.staging/"), where + ": leftover " + path);
        if (!Files.isSymbolicLink(path)) {
          assertEquals(
              Files.isDirectory(path) ? "rwx------" : "rw-------",
              PosixFilePermissions.toString(Files.getPosixFilePermissions(path)),
              path.toString());
        }
      }
    }
  }

  int writes() {
    return writes;
  }

  @Override
  public String toString() {
    return writes
        + " acknowledged writes, none lost; "
        + cutShort
        + " cut short, of which "
        + cutShortButThere
        + " had happened; no pair mismatched, nothing left over";
  }
}
