package dev.perennial.core.store;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.NotLinkException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Brings the folder of a secret into its resting state: the current generation, the one before it,
 * and a link for each file of the current one. Does it from what is there, so that it is right
 * after a write, after a failed write, and after a crash at any point.
 */
final class SecretTidy {
  private final Disk disk;
  private final Workbench bench;
  private final Generation generation;

  SecretTidy(Disk disk, Workbench bench, Generation generation) {
    this.disk = disk;
    this.bench = bench;
    this.generation = generation;
  }

  /** Returns where the link of a file points to. */
  static String target(String file) {
    return "..data/" + file;
  }

  /** Tidies a folder; nothing happens when it is gone or damaged, which reading it repairs. */
  void tidy(Path folder) throws IOException {
    Optional<Version> current = current(folder);
    if (current.isEmpty()) {
      return;
    }
    List<String> names = disk.list(folder);
    for (Version version : outdated(names, current.get())) {
      Path away = bench.place();
      disk.move(folder.resolve(Generation.name(version)), away);
      bench.discard(away);
    }
    links(folder, names, generation.linked(folder.resolve(Generation.name(current.get()))));
  }

  private Optional<Version> current(Path folder) throws IOException {
    try {
      return Generation.version(disk.readLink(folder.resolve("..data")));
    } catch (NoSuchFileException | NotLinkException | NotDirectoryException e) {
      return Optional.empty();
    }
  }

  private static List<Version> outdated(List<String> names, Version current) {
    NavigableSet<Version> versions = new TreeSet<>();
    names.forEach(name -> Generation.version(name).ifPresent(versions::add));
    List<Version> outdated = new ArrayList<>(versions);
    outdated.remove(current);
    outdated.remove(versions.lower(current));
    return outdated;
  }

  private void links(Path folder, List<String> names, List<String> wanted) throws IOException {
    for (String name : names) {
      if (!name.startsWith("..") && !wanted.contains(name) && isOurs(folder.resolve(name))) {
        disk.delete(folder.resolve(name));
      }
    }
    for (String file : wanted) {
      if (!names.contains(file)) {
        disk.link(folder.resolve(file), target(file));
      }
    }
  }

  /** What somebody else put into the folder stays. */
  private boolean isOurs(Path link) throws IOException {
    try {
      return disk.readLink(link).equals(target(String.valueOf(link.getFileName())));
    } catch (NotLinkException e) {
      return false;
    }
  }
}
