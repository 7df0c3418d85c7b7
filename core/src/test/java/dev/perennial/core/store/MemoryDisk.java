package dev.perennial.core.store;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.NotLinkException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * A disk that forgets: when the power goes, a folder is as it was last synced, or as it was last
 * changed, each folder for itself.
 */
final class MemoryDisk implements Disk {
  private sealed interface Node permits Data, Link, Folder {}

  private record Data(byte[] content) implements Node {}

  private record Link(String target) implements Node {}

  private static final class Folder implements Node {
    private Map<String, Node> now = new TreeMap<>();
    private Map<String, Node> durable = new TreeMap<>();
  }

  /** What a crash leaves. */
  enum Crash {
    /** The process dies: the system keeps all it was told. */
    KILL,
    /** The power goes: what was not synced is gone. */
    POWER,
    /** The power goes: of what was not synced, some folders are kept. */
    SOME
  }

  private final Folder top = new Folder();
  private int reads;

  void crash(Crash kind, Random random) {
    crash(top, kind, random, new IdentityHashMap<>());
  }

  private void crash(Folder folder, Crash kind, Random random, Map<Folder, Boolean> seen) {
    if (seen.put(folder, true) != null) {
      return;
    }
    List<Node> below = new ArrayList<>(folder.now.values());
    below.addAll(folder.durable.values());
    for (Node node : below) {
      if (node instanceof Folder f) {
        crash(f, kind, random, seen);
      }
    }
    boolean keeps = kind == Crash.KILL || (kind == Crash.SOME && random.nextBoolean());
    Map<String, Node> left = keeps ? folder.now : folder.durable;
    folder.now = new TreeMap<>(left);
    folder.durable = new TreeMap<>(left);
  }

  int reads() {
    return reads;
  }

  /** Returns all paths, for looking for leftovers. */
  List<String> paths() {
    List<String> paths = new ArrayList<>();
    collect(top, "", paths);
    return paths;
  }

  private static void collect(Folder folder, String prefix, List<String> paths) {
    folder.now.forEach(
        (name, node) -> {
          paths.add(prefix + name + (node instanceof Link l ? " -> " + l.target() : ""));
          if (node instanceof Folder f) {
            collect(f, prefix + name + "/", paths);
          }
        });
  }

  private Folder parent(Path path) throws IOException {
    Folder folder = top;
    for (int i = 0; i < path.getNameCount() - 1; i++) {
      Node next = folder.now.get(path.getName(i).toString());
      if (!(next instanceof Folder f)) {
        throw new NoSuchFileException(path.toString());
      }
      folder = f;
    }
    return folder;
  }

  private Node node(Path path) throws IOException {
    Node node = parent(path).now.get(path.getFileName().toString());
    if (node == null) {
      throw new NoSuchFileException(path.toString());
    }
    return node;
  }

  private Folder folder(Path path) throws IOException {
    if (path.getNameCount() == 0) {
      return top;
    }
    if (!(node(path) instanceof Folder folder)) {
      throw new NotDirectoryException(path.toString());
    }
    return folder;
  }

  private void add(Path path, Node node) throws IOException {
    if (parent(path).now.putIfAbsent(path.getFileName().toString(), node) != null) {
      throw new FileAlreadyExistsException(path.toString());
    }
  }

  @Override
  public void createDirectory(Path directory) throws IOException {
    if (!(parent(directory).now.get(directory.getFileName().toString()) instanceof Folder)) {
      add(directory, new Folder());
    }
  }

  @Override
  public void write(Path file, byte[] content) throws IOException {
    add(file, new Data(content.clone()));
  }

  @Override
  public void link(Path link, String target) throws IOException {
    add(link, new Link(target));
  }

  @Override
  public void move(Path from, Path to) throws IOException {
    Node moved = node(from);
    Node there = parent(to).now.get(to.getFileName().toString());
    if (there instanceof Folder f && !(moved instanceof Folder && f.now.isEmpty())) {
      throw new DirectoryNotEmptyException(to.toString());
    }
    parent(from).now.remove(from.getFileName().toString());
    parent(to).now.put(to.getFileName().toString(), moved);
  }

  @Override
  public void delete(Path path) throws IOException {
    Node there = parent(path).now.get(path.getFileName().toString());
    if (there instanceof Folder f && !f.now.isEmpty()) {
      throw new DirectoryNotEmptyException(path.toString());
    }
    parent(path).now.remove(path.getFileName().toString());
  }

  @Override
  public void sync(Path directory) throws IOException {
    Folder folder = folder(directory);
    folder.durable = new TreeMap<>(folder.now);
  }

  @Override
  public byte[] read(Path file) throws IOException {
    reads++;
    if (!(node(file) instanceof Data data)) {
      throw new IOException(file + ": is a folder");
    }
    return data.content().clone();
  }

  @Override
  public String readLink(Path link) throws IOException {
    if (!(node(link) instanceof Link l)) {
      throw new NotLinkException(link.toString());
    }
    return l.target();
  }

  @Override
  public List<String> list(Path directory) throws IOException {
    try {
      return List.copyOf(folder(directory).now.keySet());
    } catch (NoSuchFileException e) {
      return List.of();
    }
  }
}
