package dev.perennial.testkit.kill;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.perennial.core.FileStores;
import dev.perennial.core.pki.Certificates;
import dev.perennial.core.pki.PrivateKeys;
import dev.perennial.model.Resource;
import dev.perennial.model.ResourceKey;
import dev.perennial.model.ResourceType;
import dev.perennial.model.SecretBundle;
import dev.perennial.model.SecretBytes;
import dev.perennial.spi.ResourceStore;
import dev.perennial.spi.Versioned;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What must be stored, from what the writers said. */
final class Expected {
  private final Path root;
  private final Content content;
  private final Map<String, String> acknowledged = new HashMap<>();
  private final Map<String, String> underWay = new HashMap<>();
  private int writes;
  private int cutShort;
  private int cutShortButThere;

  Expected(Path root, Content content) {
    this.root = root;
    this.content = content;
  }

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
  void check(String where) throws IOException {
    try (ResourceStore store = FileStores.open(root)) {
      Set<String> there = new HashSet<>();
      Set<String> names = new HashSet<>(acknowledged.keySet());
      names.addAll(underWay.keySet());
      for (String name : names) {
        String found = found(store, name, where);
        settle(name, found, where);
        if (!found.equals(Writer.GONE)) {
          there.add(name);
        }
      }
      underWay.clear();
      assertEquals(there, listed(store), where);
      assertEquals(List.of(), store.problems(), where);
      Layout.check(root, where);
    }
  }

  private static Set<String> listed(ResourceStore store) {
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

  private String found(ResourceStore store, String name, String where) throws IOException {
    ResourceKey key = Content.key(name);
    Path folder = root.resolve(Content.NAMESPACE + "/secrets/" + key.name().name());
    Optional<Resource> read = store.read(key).map(Versioned::resource);
    if (read.isEmpty()) {
      boolean secret = key.type().equals(ResourceType.SECRET);
      assertTrue(!secret || Files.notExists(folder, LinkOption.NOFOLLOW_LINKS), where + name);
      return Writer.GONE;
    }
    String mark = String.valueOf(read.get().meta().annotation(Content.MARK));
    assertEquals(content.resource(key, mark), read.get(), where + ": a mixture");
    if (read.get() instanceof SecretBundle secret) {
      checkPair(folder, where + ": " + name);
      checkFiles(secret, folder, where + ": " + name);
    }
    return mark;
  }

  /** Any reader of PEM files gets a pair that fits. */
  private static void checkPair(Path folder, String where) throws IOException {
    byte[] key = Files.readAllBytes(folder.resolve("tls.key"));
    byte[] chain = Files.readAllBytes(folder.resolve("tls.crt"));
    assertTrue(
        PrivateKeys.matches(
            PrivateKeys.decode(key), Certificates.decodeFirst(chain).getPublicKey()),
        where + ": the key does not fit");
  }

  private static void checkFiles(SecretBundle secret, Path folder, String where)
      throws IOException {
    for (Map.Entry<String, SecretBytes> data : secret.data().entrySet()) {
      assertArrayEquals(
          data.getValue().revealBytes(),
          Files.readAllBytes(folder.resolve(data.getKey())),
          where + "/" + data.getKey());
    }
    assertEquals(secret.data().keySet(), Layout.visible(folder), where);
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
