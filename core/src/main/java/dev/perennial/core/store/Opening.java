package dev.perennial.core.store;

import dev.perennial.model.ResourceKey;
import dev.perennial.model.ResourceName;
import dev.perennial.model.ResourceType;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListSet;

/**
 * What is done when a store is opened: clears what a crash left, finds the names of what is there
 * without reading it, and begins a new epoch.
 */
final class Opening {
  private static final String EPOCH = ".epoch-";

  private final Folders folders;
  private final Disk disk;
  private final Workbench bench;
  private final Problems problems;
  private final NavigableSet<ResourceKey> keys = new ConcurrentSkipListSet<>();

  Opening(Folders folders, Workbench bench, Problems problems) {
    this.folders = folders;
    this.disk = folders.disk();
    this.bench = bench;
    this.problems = problems;
  }

  /** Empties the workbench, after tidying up where work was going on. What fails stays there. */
  void recover(SecretShelf secrets) throws IOException {
    disk.createDirectory(bench.folder());
    List<String> entries = disk.list(bench.folder());
    for (String entry : entries) {
      bench.reserve(entry);
    }
    for (String entry : entries) {
      Path path = bench.folder().resolve(entry);
      try {
        if (entry.startsWith(Workbench.TASK)) {
          resume(secrets, bench.folder().resolve(disk.readLink(path)).normalize());
        }
        bench.deleteAll(path);
      } catch (IOException e) {
        problems.add(path + ": is left over and could not be removed: " + e.getMessage());
      }
    }
  }

  private void resume(SecretShelf secrets, Path secret) throws IOException {
    if (secret.startsWith(folders.root())) {
      secrets.resume(secret);
    }
  }

  /** Returns the keys of what is there. */
  NavigableSet<ResourceKey> scan() throws IOException {
    for (String folder : sorted(folders.root())) {
      Optional<String> namespace = FileNames.toNamespace(folder);
      Path path = folders.root().resolve(folder);
      if (namespace.isPresent()) {
        scanNamespace(path, namespace.get());
      } else if (!folder.startsWith(".")) {
        problems.add(path + ": is not a namespace of the store; ignored");
      }
    }
    return keys;
  }

  private void scanNamespace(Path path, String namespace) throws IOException {
    for (String folder : sorted(path)) {
      Optional<ResourceType> type =
          FileNames.toType(folder).filter(t -> t.clusterScoped() == namespace.isEmpty());
      if (type.isPresent()) {
        scanType(path.resolve(folder), type.get(), namespace);
      } else {
        problems.add(path.resolve(folder) + ": is not a type of resource; ignored");
      }
    }
  }

  private void scanType(Path path, ResourceType type, String namespace) throws IOException {
    boolean secrets = type.equals(ResourceType.SECRET);
    for (String entry : sorted(path)) {
      Optional<String> name = secrets ? FileNames.toName(entry) : FileNames.toFileName(entry);
      if (name.isPresent()) {
        keys.add(new ResourceKey(type, new ResourceName(namespace, name.get())));
      } else if (entry.startsWith(FileNames.CORRUPT)) {
        problems.add(path.resolve(entry) + ": was set aside earlier; look at it, then remove it");
      } else {
        problems.add(path.resolve(entry) + ": is not a resource of the store; ignored");
      }
    }
  }

  private List<String> sorted(Path folder) throws IOException {
    try {
      return disk.list(folder).stream().sorted().toList();
    } catch (NotDirectoryException e) {
      problems.add(folder + ": is not a folder; ignored");
      return List.of();
    } catch (AccessDeniedException e) {
      if (folder.equals(folders.root())) {
        throw e;
      }
      problems.add(folder + ": cannot be read by this user; ignored with all in it");
      return List.of();
    }
  }

  /**
   * Begins a new epoch: its number is durable before any version carries it.
   *
   * @param written the highest epoch found in the store, asked only when the number was lost
   */
  long beginEpoch(EpochSearch written) throws IOException {
    List<String> files = new ArrayList<>();
    long last = -1;
    for (String name : disk.list(folders.root())) {
      if (name.startsWith(EPOCH)) {
        files.add(name);
        last = Math.max(last, epochOf(name));
      }
    }
    long epoch = 1 + (last >= 0 || keys.isEmpty() ? Math.max(last, 0) : written.highest(keys));
    disk.write(folders.root().resolve(EPOCH + epoch), new byte[0]);
    disk.sync(folders.root());
    for (String name : files) {
      disk.delete(folders.root().resolve(name));
    }
    return epoch;
  }

  private static long epochOf(String name) {
    return Version.parse(name.substring(EPOCH.length()) + "-0").map(Version::epoch).orElse(0L);
  }

  /** Looks into everything for the highest epoch. */
  @FunctionalInterface
  interface EpochSearch {
    long highest(NavigableSet<ResourceKey> keys) throws IOException;
  }
}
