package dev.perennial.core.store;

import dev.perennial.spi.StoreException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a second user out of a folder, be it another process or another store of this one. The
 * operating system frees the lock of a process that dies.
 */
final class StoreLock implements AutoCloseable {
  private static final String FILE = ".lock";

  /** The lock lies beyond the text, so that Windows lets others read who holds it. */
  private static final long POSITION = 1L << 40;

  /**
   * The folders open in this JVM. It must be asked before the lock file is touched: POSIX frees all
   * locks that a process has on a file as soon as it closes any handle of it.
   */
  private static final Set<Path> OPEN = ConcurrentHashMap.newKeySet();

  private final Path root;
  private final FileChannel channel;

  private StoreLock(Path root, FileChannel channel) {
    this.root = root;
    this.channel = channel;
  }

  /**
   * Takes the lock of a folder.
   *
   * @throws StoreException when somebody has it; the message says who
   */
  static StoreLock take(Path folder, Disk disk) throws IOException {
    Path root = folder.toRealPath();
    if (!OPEN.add(root)) {
      throw inUse(root, "is open in this process already");
    }
    try {
      Path file = root.resolve(FILE);
      if (!Files.exists(file)) {
        makeFile(file, disk);
      }
      return lock(root, file);
    } catch (IOException | RuntimeException e) {
      OPEN.remove(root);
      throw e;
    }
  }

  private static void makeFile(Path file, Disk disk) throws IOException {
    try {
      disk.write(file, new byte[0]);
    } catch (java.nio.file.FileAlreadyExistsException e) {
      return; // another process was quicker, and the lock decides
    }
  }

  private static StoreLock lock(Path root, Path file) throws IOException {
    FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
    boolean taken = false;
    try {
      @Nullable FileLock lock = channel.tryLock(POSITION, 1, false);
      if (lock == null) {
        throw inUse(root, "is in use by process " + Files.readString(file).strip());
      }
      channel.truncate(0);
      String pid = ProcessHandle.current().pid() + "\n";
      channel.write(ByteBuffer.wrap(pid.getBytes(StandardCharsets.US_ASCII)), 0);
      taken = true;
      return new StoreLock(root, channel);
    } finally {
      if (!taken) {
        channel.close();
      }
    }
  }

  private static StoreException inUse(Path root, String by) {
    return new StoreException(
        root + ": " + by + "; close it there, or use another folder; nothing was written", null);
  }

  /** Frees the folder. The file stays: removing it would let two others lock one name each. */
  @Override
  public void close() throws IOException {
    try {
      channel.truncate(0);
    } finally {
      channel.close();
      OPEN.remove(root);
    }
  }
}
