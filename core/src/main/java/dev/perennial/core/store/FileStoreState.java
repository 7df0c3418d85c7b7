package dev.perennial.core.store;

import dev.perennial.model.ResourceKey;
import dev.perennial.model.ResourceType;
import dev.perennial.spi.StoreException;
import java.io.IOException;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * What an open file store knows: which keys are there, which version comes next, and whether it can
 * still be used. Safe for use by several threads.
 */
final class FileStoreState {
  private final NavigableSet<ResourceKey> keys;
  private final SecretShelf secrets;
  private final YamlShelf others;
  private final Problems problems;
  private final AutoCloseable lock;
  private final AtomicLong lastCount = new AtomicLong();
  private final long epoch;
  private volatile @Nullable String unusable;

  private FileStoreState(
      Opening opening, SecretShelf secrets, YamlShelf others, Problems problems, AutoCloseable lock)
      throws IOException {
    this.secrets = secrets;
    this.others = others;
    this.problems = problems;
    this.lock = lock;
    opening.recover(secrets);
    this.keys = opening.scan();
    this.epoch = opening.beginEpoch(this::highestEpoch);
  }

  static FileStoreState open(Folders folders, ResourceCodec codec, AutoCloseable lock)
      throws IOException {
    Problems problems = new Problems();
    Workbench bench = new Workbench(folders.disk(), folders.root());
    return new FileStoreState(
        new Opening(folders, bench, problems),
        new SecretShelf(folders, bench, codec),
        new YamlShelf(folders, bench, codec),
        problems,
        lock);
  }

  private long highestEpoch(NavigableSet<ResourceKey> all) throws IOException {
    problem("the number of the last opening was lost; looked through all files for it");
    long highest = 0;
    for (ResourceKey key : all) {
      String version = versionOf(key).orElse("");
      String plain = version.replaceFirst("\\+.*", "");
      highest = Math.max(highest, Version.parse(plain).map(Version::epoch).orElse(0L));
    }
    return highest;
  }

  private Optional<String> versionOf(ResourceKey key) throws IOException {
    try {
      return shelf(key).version(key);
    } catch (CorruptFileException e) {
      return Optional.empty(); // the first read of it sets it aside
    }
  }

  Shelf shelf(ResourceKey key) {
    return key.type().equals(ResourceType.SECRET) ? secrets : others;
  }

  NavigableSet<ResourceKey> keys() {
    return keys;
  }

  Version nextVersion() {
    return new Version(epoch, lastCount.incrementAndGet());
  }

  void noteKey(ResourceKey key, boolean there) {
    if (!there) {
      keys.remove(key);
    } else if (!keys.contains(key)) {
      keys.add(key);
    }
  }

  void problem(String text) {
    problems.add(text);
  }

  List<String> problems() {
    return problems.list();
  }

  void requireUsable() {
    String reason = unusable;
    if (reason != null) {
      throw new StoreException(reason + "; nothing was written", null);
    }
  }

  /** Gives the store up: what the disk holds is known only after it has been opened again. */
  StoreException unusable(String why, IOException cause) {
    String reason = why + "; open the store again to know what holds";
    unusable = reason;
    problem(reason);
    return new StoreException(reason, cause);
  }

  void close() {
    if (closed) {
      return;
    }
    closed = true;
    unusable = "the store is closed";
    try {
      lock.close();
    } catch (Exception e) {
      throw new StoreException("the lock of the store could not be freed: " + e.getMessage(), e);
    }
  }

  private boolean closed;
}
