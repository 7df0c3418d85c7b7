package dev.perennial.core.store;

import dev.perennial.model.ResourceKey;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The folders of namespaces and types. Safe for use by several threads. */
final class Folders {
  private final Disk disk;
  private final Path root;
  private final Set<Path> made = ConcurrentHashMap.newKeySet();

  Folders(Disk disk, Path root) {
    this.disk = disk;
    this.root = root;
  }

  Disk disk() {
    return disk;
  }

  Path root() {
    return root;
  }

  /** Returns the folder in which a resource lies. */
  Path of(ResourceKey key) {
    return namespace(key).resolve(FileNames.type(key.type()));
  }

  private Path namespace(ResourceKey key) {
    return root.resolve(FileNames.namespace(key.name().namespace()));
  }

  /** Returns the folder in which a resource lies, and makes it durably there. */
  Path make(ResourceKey key) throws IOException {
    Path folder = of(key);
    if (!made.contains(folder)) {
      Path namespace = namespace(key);
      disk.createDirectory(namespace);
      disk.sync(root);
      disk.createDirectory(folder);
      disk.sync(namespace);
      made.add(folder);
    }
    return folder;
  }
}
