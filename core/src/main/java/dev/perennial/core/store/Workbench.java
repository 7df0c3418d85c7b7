package dev.perennial.core.store;

import java.io.IOException;
import java.nio.file.NotDirectoryException;
import java.nio.file.NotLinkException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The folder in which things are made ready before one rename puts them where they belong, and into
 * which one rename takes them away. What lies here belongs to nobody: opening the store empties it.
 */
final class Workbench {
  static final String FOLDER = ".staging";

  /** Marks a link to a secret at which work was going on. */
  static final String TASK = "task-";

  private final Disk disk;
  private final Path folder;
  private final AtomicLong last = new AtomicLong();

  Workbench(Disk disk, Path root) {
    this.disk = disk;
    this.folder = root.resolve(FOLDER);
  }

  Path folder() {
    return folder;
  }

  /** Keeps out of the way of what lies here from before. */
  void reserve(String entry) {
    String number = entry.startsWith(TASK) ? entry.substring(TASK.length()) : entry;
    Version.parse(number + "-0").ifPresent(v -> last.accumulateAndGet(v.epoch(), Math::max));
  }

  /** Returns a place not used before since the store was opened. */
  Path place() {
    return folder.resolve(Long.toString(last.incrementAndGet()));
  }

  /** Writes a file ready to be moved. */
  Path file(byte[] content) throws IOException {
    Path file = place();
    try {
      disk.write(file, content);
    } catch (IOException e) {
      discard(file);
      throw e;
    }
    return file;
  }

  /** Makes a link ready to be moved. */
  Path link(String target) throws IOException {
    Path link = place();
    disk.link(link, target);
    return link;
  }

  /** Notes that work on a folder begins, for the next opening to tidy it up after a crash. */
  Path begin(Path target) throws IOException {
    Path task = folder.resolve(TASK + last.incrementAndGet());
    disk.link(task, folder.relativize(target).toString());
    return task;
  }

  /**
   * Does the one step that counts and makes it durable, or takes it back.
   *
   * @param step happens whole or not at all
   * @param changed the folder it changes
   * @param undo the opposite step
   */
  void commit(IoStep step, Path changed, IoStep undo) throws IOException {
    step.run();
    try {
      disk.sync(changed);
    } catch (IOException failure) {
      try {
        undo.run();
        disk.sync(changed);
      } catch (IOException again) {
        failure.addSuppressed(again);
        throw new UncertainWriteException(changed, failure);
      }
      throw failure;
    }
  }

  /** Deletes a thing with all in it, if it can be; what stays is for the next opening. */
  void discard(Path path) {
    try {
      deleteAll(path);
    } catch (IOException e) {
      // It lies where nobody looks, and the write it belonged to has its own outcome.
      System.getLogger(Workbench.class.getName())
          .log(System.Logger.Level.DEBUG, "left for the next opening: " + path, e);
    }
  }

  /** Deletes a thing with all in it: our things are three folders deep at most. */
  void deleteAll(Path path) throws IOException {
    if (isFolder(path)) {
      for (String entry : disk.list(path)) {
        deleteAll(path.resolve(entry));
      }
    }
    disk.delete(path);
  }

  private boolean isFolder(Path path) throws IOException {
    try {
      disk.readLink(path);
      return false; // and what it points to is not ours to delete
    } catch (NotLinkException e) {
      return isFolderNotLink(path);
    } catch (java.nio.file.NoSuchFileException e) {
      return false;
    }
  }

  private boolean isFolderNotLink(Path path) throws IOException {
    try {
      disk.list(path);
      return true;
    } catch (NotDirectoryException e) {
      return false;
    }
  }
}
