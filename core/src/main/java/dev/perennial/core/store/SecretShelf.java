package dev.perennial.core.store;

import dev.perennial.model.Resource;
import dev.perennial.model.ResourceKey;
import dev.perennial.model.SecretBundle;
import dev.perennial.spi.Versioned;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.NotLinkException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A folder for each secret, in which one link names the current generation. */
final class SecretShelf implements Shelf {
  private static final String DATA = "..data";

  private final Folders folders;
  private final Disk disk;
  private final Workbench bench;
  private final Generation generation;
  private final SecretTidy tidy;

  SecretShelf(Folders folders, Workbench bench, ResourceCodec codec) {
    this.folders = folders;
    this.disk = folders.disk();
    this.bench = bench;
    this.generation = new Generation(disk, codec);
    this.tidy = new SecretTidy(disk, bench, generation);
  }

  @Override
  public Optional<Versioned<Resource>> read(ResourceKey key) throws IOException {
    Optional<String> version = version(key);
    if (version.isEmpty()) {
      return Optional.empty();
    }
    Path folder = folder(key).resolve(".." + version.get());
    return Optional.of(new Versioned<>(generation.read(folder, key), version.get()));
  }

  @Override
  public Optional<String> version(ResourceKey key) throws IOException {
    Path data = folder(key).resolve(DATA);
    try {
      String target = disk.readLink(data);
      return Optional.of(
          Generation.version(target)
              .orElseThrow(() -> new CorruptFileException(data, "names no generation"))
              .toString());
    } catch (NoSuchFileException e) {
      return whatIsThereInstead(key);
    } catch (NotLinkException e) {
      throw new CorruptFileException(data, "is not a link to a generation");
    } catch (FileSystemException e) {
      whatIsThereInstead(key);
      throw e;
    }
  }

  private Optional<String> whatIsThereInstead(ResourceKey key) throws IOException {
    try {
      if (disk.list(folder(key)).isEmpty()) {
        return Optional.empty();
      }
      throw new CorruptFileException(folder(key).resolve(DATA), "is missing");
    } catch (NotDirectoryException e) {
      throw new CorruptFileException(folder(key), "is not the folder of a secret");
    }
  }

  @Override
  public void create(Resource resource, Version version) throws IOException {
    ResourceKey key = resource.key();
    SecretBundle secret = (SecretBundle) resource;
    Path parent = folders.make(key);
    Path staged = bench.place();
    try {
      disk.createDirectory(staged);
      generation.write(staged.resolve(Generation.name(version)), secret, version);
      disk.link(staged.resolve(DATA), Generation.name(version));
      link(staged, secret, List.of());
      disk.sync(staged);
      bench.commit(
          () -> disk.move(staged, folder(key)), parent, () -> disk.move(folder(key), staged));
    } catch (IOException e) {
      bench.discard(staged);
      throw e;
    }
  }

  /** Makes the links that a secret needs; those not in the current generation lead nowhere yet. */
  private void link(Path folder, SecretBundle secret, List<String> there) throws IOException {
    for (String file : Generation.files(secret).values()) {
      if (!file.startsWith("..") && !there.contains(file)) {
        disk.link(folder.resolve(file), SecretTidy.target(file));
      }
    }
  }

  @Override
  public void replace(Resource resource, Version version) throws IOException {
    Path folder = folder(resource.key());
    SecretBundle secret = (SecretBundle) resource;
    Path task = bench.begin(folder);
    Path staged = bench.place();
    try {
      generation.write(staged, secret, version);
      disk.move(staged, folder.resolve(Generation.name(version)));
      link(folder, secret, disk.list(folder));
      disk.sync(folder);
      switchTo(Generation.name(version), folder);
    } catch (UncertainWriteException e) {
      throw e;
    } catch (IOException e) {
      bench.discard(staged);
      finish(folder, task);
      throw e;
    }
    finish(folder, task);
  }

  private void switchTo(String name, Path folder) throws IOException {
    Path data = folder.resolve(DATA);
    Optional<String> before = current(data);
    IoStep undo =
        () -> {
          if (before.isPresent()) {
            disk.move(bench.link(before.get()), data);
          } else {
            disk.delete(data);
          }
        };
    Path link = bench.link(name);
    try {
      bench.commit(() -> disk.move(link, data), folder, undo);
    } catch (IOException e) {
      bench.discard(link);
      throw e;
    }
  }

  private Optional<String> current(Path data) throws IOException {
    try {
      return Optional.of(disk.readLink(data));
    } catch (NoSuchFileException | NotLinkException e) {
      return Optional.empty();
    }
  }

  /** Removes what nobody needs any more; what fails here is done when the store is opened. */
  private void finish(Path folder, Path task) {
    try {
      tidy.tidy(folder);
      disk.delete(task);
    } catch (IOException e) {
      System.getLogger(SecretShelf.class.getName())
          .log(System.Logger.Level.DEBUG, "left for the next opening: " + folder, e);
    }
  }

  @Override
  public void delete(ResourceKey key) throws IOException {
    Path folder = folder(key);
    Path away = bench.place();
    bench.commit(() -> disk.move(folder, away), folders.of(key), () -> disk.move(away, folder));
    bench.discard(away);
  }

  @Override
  public Optional<String> repair(ResourceKey key, Version version) throws IOException {
    try {
      read(key);
      return Optional.empty();
    } catch (CorruptFileException e) {
      Path folder = folder(key);
      Path aside = folders.of(key).resolve(FileNames.corrupt(key.name().name(), version));
      Optional<Map.Entry<Version, SecretBundle>> good = lastGood(key);
      if (good.isEmpty()) {
        bench.commit(
            () -> disk.move(folder, aside), folders.of(key), () -> disk.move(aside, folder));
        return Optional.of(e.getMessage() + "; set aside as " + aside.getFileName());
      }
      Optional<String> damaged = current(folder.resolve(DATA));
      replace(good.get().getValue(), version);
      if (damaged.isPresent() && disk.list(folder).contains(damaged.get())) {
        disk.move(folder.resolve(damaged.get()), aside);
      }
      return Optional.of(
          e.getMessage() + "; went back to what was written as version " + good.get().getKey());
    }
  }

  /** Returns the newest whole generation before the current one, or else the newest whole one. */
  private Optional<Map.Entry<Version, SecretBundle>> lastGood(ResourceKey key) throws IOException {
    Path folder = folder(key);
    Version current =
        current(folder.resolve(DATA))
            .flatMap(Generation::version)
            .orElse(new Version(Long.MAX_VALUE, 0));
    for (Version candidate : candidates(folder, current)) {
      try {
        Path place = folder.resolve(Generation.name(candidate));
        return Optional.of(Map.entry(candidate, generation.read(place, key)));
      } catch (CorruptFileException e) {
        // It stays where it is; an older one may be whole.
      }
    }
    return Optional.empty();
  }

  private List<Version> candidates(Path folder, Version current) throws IOException {
    List<Version> versions = new ArrayList<>();
    try {
      disk.list(folder).forEach(name -> Generation.version(name).ifPresent(versions::add));
    } catch (NotDirectoryException e) {
      return List.of();
    }
    versions.remove(current);
    Comparator<Version> earlierFirst = Comparator.comparing(v -> v.compareTo(current) > 0);
    versions.sort(earlierFirst.thenComparing(Comparator.reverseOrder()));
    return versions;
  }

  /** Tidies up the folder of a secret at which work was cut short. */
  void resume(Path folder) throws IOException {
    tidy.tidy(folder);
  }

  private Path folder(ResourceKey key) {
    return folders.of(key).resolve(FileNames.name(key.name().name()));
  }
}
