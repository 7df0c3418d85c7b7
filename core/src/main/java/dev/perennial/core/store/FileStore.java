package dev.perennial.core.store;

import dev.perennial.model.Resource;
import dev.perennial.model.ResourceKey;
import dev.perennial.model.ResourceName;
import dev.perennial.model.ResourceType;
import dev.perennial.spi.ResourceStore;
import dev.perennial.spi.StoreException;
import dev.perennial.spi.VersionConflictException;
import dev.perennial.spi.Versioned;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Keeps resources in a folder: manifests as YAML files, and secrets as PEM files that a web server
 * can be pointed at. The package's page shows the layout.
 *
 * <pre>{@code
 * try (FileStore store = FileStore.open(Path.of("/var/lib/perennial"), codec)) {
 *   ...
 * }
 * // nginx: ssl_certificate /var/lib/perennial/web/secrets/www/tls.crt;
 * }</pre>
 *
 * <p>What a write returned from survives the crash of the process and of the machine, as far as the
 * disk keeps what was synced. Key, chain and metadata of a secret are switched together. A reader
 * that opens {@code tls.crt} and {@code tls.key} one after the other may still meet a switch in
 * between: it should resolve the link {@code ..data} once and read both from there (and begin again
 * when that folder is gone, two switches later), or be told to reload after the change, as nginx
 * is, which refuses a pair that does not fit and goes on with the one it has.
 *
 * <p>Folders and files are made for the owner alone (0700, 0600), against the umask too. Damaged
 * files are set aside under names that begin with {@code .corrupt-}; a damaged secret goes back to
 * its last good generation. One store at a time uses a folder. What a person edits there meanwhile
 * is seen by the next read of it; a file that a person adds is listed once it was read, or when the
 * store is opened the next time. Watchers hear of neither.
 *
 * <p>Safe for use by several threads; writes of different resources run side by side.
 */
public final class FileStore implements ResourceStore {
  private final Folders folders;
  private final FileStoreState state;
  private final KeyLocks locks = new KeyLocks();
  private final Watchers watchers = new Watchers();

  private FileStore(Folders folders, FileStoreState state) {
    this.folders = folders;
    this.state = state;
  }

  /**
   * Opens the store in a folder, which is made when it is not there. Reads the names of what is
   * there, and nothing else.
   *
   * @param root the folder
   * @param codec how resources are written, such as the manifests of cert-manager
   * @throws StoreException when the folder cannot be used, or somebody uses it already
   */
  public static FileStore open(Path root, ResourceCodec codec) {
    Objects.requireNonNull(codec, "codec");
    try {
      Path folder = makeRoot(root);
      NioDisk disk = new NioDisk(folder);
      StoreLock lock = StoreLock.take(folder, disk);
      try {
        FileStore store = open(folder, codec, disk, lock);
        if (!disk.posix()) {
          store.state.problem(
              folder + ": the file system has no owner's permissions; files are as open as it is");
        }
        return store;
      } catch (IOException | RuntimeException e) {
        lock.close();
        throw e;
      }
    } catch (IOException e) {
      throw new StoreException(
          root + ": cannot be opened as a store: " + e + "; nothing was written", e);
    }
  }

  private static Path makeRoot(Path root) throws IOException {
    Path folder = root.toAbsolutePath().normalize();
    if (!Files.isDirectory(folder)) {
      Path parent = folder.getParent();
      if (parent != null) {
        makeParent(parent);
        NioDisk disk = new NioDisk(parent);
        disk.createDirectory(folder);
        disk.sync(parent);
      }
    }
    return folder.toRealPath();
  }

  /** Makes a folder as the umask has it; each is durable before the next one is put into it. */
  private static void makeParent(Path folder) throws IOException {
    Path parent = folder.getParent();
    if (Files.isDirectory(folder) || parent == null) {
      return;
    }
    makeParent(parent);
    Files.createDirectories(folder);
    new NioDisk(parent).sync(parent);
  }

  /** Opens a store on a disk of the caller's; frees the lock when it is closed. */
  static FileStore open(Path root, ResourceCodec codec, Disk disk, AutoCloseable lock)
      throws IOException {
    Folders folders = new Folders(disk, root);
    return new FileStore(folders, FileStoreState.open(folders, codec, lock));
  }

  @Override
  public Optional<Versioned<Resource>> read(ResourceKey key) {
    state.requireUsable();
    Shelf shelf = state.shelf(StoreKeys.check(key));
    try {
      return locks.reading(
          key,
          () -> {
            Optional<Versioned<Resource>> found = shelf.read(key);
            state.noteKey(key, found.isPresent());
            return found;
          });
    } catch (CorruptFileException e) {
      return repaired(key, shelf, () -> shelf.read(key));
    } catch (IOException e) {
      throw failed(key, "could not be read", e);
    }
  }

  private <T> T repaired(ResourceKey key, Shelf shelf, IoCall<T> then) {
    try {
      T result =
          locks.writing(
              key,
              () -> {
                shelf.repair(key, state.nextVersion()).ifPresent(state::problem);
                state.noteKey(key, shelf.version(key).isPresent());
                return then.call();
              });
      watchers.changed(key);
      return result;
    } catch (UncertainWriteException e) {
      throw state.unusable(key + ": " + e.getMessage(), e);
    } catch (IOException e) {
      throw failed(key, "is damaged and could not be set aside", e);
    }
  }

  @Override
  public List<ResourceName> list(ResourceType type) {
    state.requireUsable();
    return StoreKeys.list(state.keys(), type);
  }

  @Override
  public List<ResourceName> list(ResourceType type, String namespace, String prefix) {
    state.requireUsable();
    return StoreKeys.list(state.keys(), type, namespace, prefix);
  }

  @Override
  public List<ResourceType> types() {
    state.requireUsable();
    return StoreKeys.types(state.keys());
  }

  @Override
  public String create(Resource resource) {
    state.requireUsable();
    ResourceKey key = StoreKeys.check(resource);
    Shelf shelf = state.shelf(key);
    Version created = state.nextVersion();
    write(
        key,
        shelf,
        () -> {
          if (shelf.version(key).isPresent()) {
            throw new VersionConflictException(key, "expected nothing there, found it");
          }
          shelf.create(resource, created);
          state.noteKey(key, true);
        });
    return created.toString();
  }

  @Override
  public String update(Resource resource, String version) {
    state.requireUsable();
    ResourceKey key = StoreKeys.check(resource);
    Shelf shelf = state.shelf(key);
    Version updated = state.nextVersion();
    write(
        key,
        shelf,
        () -> {
          expect(key, shelf, version);
          shelf.replace(resource, updated);
        });
    return updated.toString();
  }

  @Override
  public void delete(ResourceKey key, String version) {
    state.requireUsable();
    Shelf shelf = state.shelf(StoreKeys.check(key));
    write(
        key,
        shelf,
        () -> {
          expect(key, shelf, version);
          shelf.delete(key);
          state.noteKey(key, false);
        });
  }

  private void expect(ResourceKey key, Shelf shelf, String version) throws IOException {
    Optional<String> found = shelf.version(key);
    if (!found.equals(Optional.of(version))) {
      throw new VersionConflictException(
          key, "expected version " + version + ", found " + found.orElse("nothing"));
    }
  }

  private void write(ResourceKey key, Shelf shelf, IoStep step) {
    try {
      attempt(key, step);
    } catch (CorruptFileException e) {
      repaired(key, shelf, () -> key);
      write(key, shelf, step);
      return;
    } catch (UncertainWriteException e) {
      throw state.unusable(key + ": " + e.getMessage(), e);
    } catch (IOException e) {
      throw failed(key, "could not be written", e);
    }
    watchers.changed(key);
  }

  private void attempt(ResourceKey key, IoStep step) throws IOException {
    locks.writing(
        key,
        () -> {
          state.requireUsable(); // it may have been closed while this call waited
          step.run();
          return key;
        });
  }

  private StoreException failed(ResourceKey key, String what, IOException e) {
    return new StoreException(
        key + " in " + folders.root() + ": " + what + ": " + e + "; nothing was written", e);
  }

  @Override
  public Registration watch(Consumer<ResourceKey> watcher) {
    state.requireUsable();
    return watchers.add(watcher);
  }

  @Override
  public List<String> problems() {
    return state.problems();
  }

  /** Waits for the writes under way and frees the folder. Later calls throw. */
  @Override
  public void close() {
    locks.all(state::close);
  }
}
