package dev.perennial.core.store;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * All that the file store does to a disk, in steps of which each happens whole or, but for {@link
 * #write}, not at all. Tests put faults between any two of them.
 *
 * <p>What a step did is durable only when the folder it changed has been synced.
 */
interface Disk {
  /** Makes a folder for the owner alone; nothing happens when it is there. */
  void createDirectory(Path directory) throws IOException;

  /** Makes a file for the owner alone, writes and syncs it; a failure may leave a part of it. */
  void write(Path file, byte[] content) throws IOException;

  /** Makes a symbolic link. */
  void link(Path link, String target) throws IOException;

  /** Renames a file, link or folder; a file or link of the new name is replaced. */
  void move(Path from, Path to) throws IOException;

  /** Deletes a file, a link or an empty folder; nothing happens when it is not there. */
  void delete(Path path) throws IOException;

  /** Makes the entries of a folder durable. */
  void sync(Path directory) throws IOException;

  /**
   * Returns the content of a file.
   *
   * @throws java.nio.file.NoSuchFileException when there is none
   */
  byte[] read(Path file) throws IOException;

  /**
   * Returns where a link points to.
   *
   * @throws java.nio.file.NoSuchFileException when there is none
   * @throws java.nio.file.NotLinkException when it is something else
   */
  String readLink(Path link) throws IOException;

  /**
   * Returns the names in a folder, in no order; none when the folder is not there.
   *
   * @throws java.nio.file.NotDirectoryException when it is something else
   */
  List<String> list(Path directory) throws IOException;
}
