package dev.perennial.core.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** A disk through {@code java.nio.file}. Safe for use by several threads. */
final class NioDisk implements Disk {
  /** Far above any bundle; a larger file is not one of ours. */
  static final int MAX_FILE_BYTES = 16 << 20;

  private static final Set<PosixFilePermission> OWNER_FILE =
      PosixFilePermissions.fromString("rw-------");
  private static final Set<PosixFilePermission> OWNER_FOLDER =
      PosixFilePermissions.fromString("rwx------");
  private static final boolean WINDOWS = System.getProperty("os.name", "").startsWith("Windows");

  private final boolean posix;

  /** Makes a disk for the file system that holds a folder. */
  NioDisk(Path folder) throws IOException {
    this(Files.getFileStore(folder).supportsFileAttributeView("posix"));
  }

  /**
   * Makes a disk.
   *
   * @param posix whether files have owners' permissions; otherwise they have what their folder
   *     hands down, which on Windows is its access list
   */
  NioDisk(boolean posix) {
    this.posix = posix;
  }

  boolean posix() {
    return posix;
  }

  /** Refuses to write what would not be read back. */
  static void checkSize(String what, byte[] content) throws IOException {
    if (content.length > MAX_FILE_BYTES) {
      throw new IOException(
          what
              + ": has "
              + content.length
              + " bytes; at most "
              + MAX_FILE_BYTES
              + " can be stored");
    }
  }

  @Override
  public void createDirectory(Path directory) throws IOException {
    try {
      Files.createDirectory(directory, owner(OWNER_FOLDER));
    } catch (FileAlreadyExistsException e) {
      if (!Files.isDirectory(directory)) {
        throw e;
      }
      return;
    }
    force(directory, OWNER_FOLDER);
  }

  @Override
  public void write(Path file, byte[] content) throws IOException {
    Files.createFile(file, owner(OWNER_FILE));
    force(file, OWNER_FILE);
    uninterrupted(
        () -> {
          try (FileChannel channel =
              FileChannel.open(
                  file, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            ByteBuffer rest = ByteBuffer.wrap(content);
            while (rest.hasRemaining()) {
              channel.write(rest);
            }
            channel.force(true);
          }
        });
  }

  private FileAttribute<?>[] owner(Set<PosixFilePermission> permissions) {
    return posix
        ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(permissions)}
        : new FileAttribute<?>[0];
  }

  /** The umask may have taken away what the owner needs. */
  private void force(Path path, Set<PosixFilePermission> permissions) throws IOException {
    if (posix && !Files.getPosixFilePermissions(path).equals(permissions)) {
      Files.setPosixFilePermissions(path, permissions);
    }
  }

  @Override
  public void link(Path link, String target) throws IOException {
    try {
      Files.createSymbolicLink(link, link.getFileSystem().getPath(target));
    } catch (UnsupportedOperationException e) {
      throw new IOException(link + ": the file system has no symbolic links", e);
    }
  }

  @Override
  public void move(Path from, Path to) throws IOException {
    Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
  }

  @Override
  public void delete(Path path) throws IOException {
    Files.deleteIfExists(path);
  }

  @Override
  public void sync(Path directory) throws IOException {
    if (WINDOWS) {
      return; // has no such thing: a folder cannot be opened there
    }
    uninterrupted(
        () -> {
          try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
          }
        });
  }

  @Override
  public byte[] read(Path file) throws IOException {
    BasicFileAttributes found =
        Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    if (!found.isRegularFile()) {
      // Reading it could lead elsewhere, or wait for ever on a pipe.
      String what =
          found.isSymbolicLink() ? "a link" : found.isDirectory() ? "a folder" : "a device";
      throw new CorruptFileException(file, "is " + what + ", not a file of the store");
    }
    if (found.size() > MAX_FILE_BYTES) {
      throw new CorruptFileException(file, "is larger than " + MAX_FILE_BYTES + " bytes");
    }
    return Files.readAllBytes(file);
  }

  @Override
  public String readLink(Path link) throws IOException {
    return Files.readSymbolicLink(link).toString();
  }

  @Override
  public List<String> list(Path directory) throws IOException {
    List<String> names = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
      for (Path entry : entries) {
        names.add(String.valueOf(entry.getFileName()));
      }
    } catch (NoSuchFileException e) {
      if (Files.exists(directory, LinkOption.NOFOLLOW_LINKS)) {
        throw e;
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    return names;
  }

  /**
   * Does a step again that an interrupt broke, and keeps the interrupt for the caller: a write is
   * short, and half of one helps nobody.
   */
  private static void uninterrupted(IoStep step) throws IOException {
    boolean interrupted = Thread.interrupted();
    try {
      while (true) {
        try {
          step.run();
          return;
        } catch (ClosedByInterruptException e) {
          interrupted |= Thread.interrupted();
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
