package dev.perennial.core.store;

import dev.perennial.model.Resource;
import dev.perennial.model.ResourceKey;
import dev.perennial.model.ResourceName;
import dev.perennial.spi.Versioned;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * One YAML file for each resource. A file that somebody edited or put there is read like any other
 * and has a version of its own.
 */
final class YamlShelf implements Shelf {
  private final Folders folders;
  private final Disk disk;
  private final Workbench bench;
  private final ResourceCodec codec;

  YamlShelf(Folders folders, Workbench bench, ResourceCodec codec) {
    this.folders = folders;
    this.disk = folders.disk();
    this.bench = bench;
    this.codec = codec;
  }

  @Override
  public Optional<Versioned<Resource>> read(ResourceKey key) throws IOException {
    Optional<byte[]> content = content(key);
    if (content.isEmpty()) {
      return Optional.empty();
    }
    if (Stamp.isCutShort(content.get())) {
      throw new CorruptFileException(file(key), "is cut short: its last line is missing");
    }
    Resource resource = parse(codec, file(key), content.get(), key);
    return Optional.of(new Versioned<>(resource, version(content.get())));
  }

  /** Reads a resource that must be the one its place says. */
  static Resource parse(ResourceCodec codec, Path file, byte[] content, ResourceKey key)
      throws CorruptFileException {
    Resource resource;
    try {
      resource = codec.read(content);
    } catch (RuntimeException e) {
      throw new CorruptFileException(file, String.valueOf(e.getMessage()));
    }
    if (!resource.key().equals(key)) {
      throw new CorruptFileException(file, "holds " + resource.key() + ", not " + key);
    }
    return resource;
  }

  @Override
  public Optional<String> version(ResourceKey key) throws IOException {
    return content(key).map(YamlShelf::version);
  }

  private static String version(byte[] content) {
    Optional<Stamp> stamp = Stamp.of(content);
    if (stamp.isPresent() && stamp.get().intact()) {
      return stamp.get().version().toString();
    }
    String written = stamp.map(s -> s.version().toString()).orElse("0-0");
    return written + "+" + Stamp.digest(content).substring(0, 16);
  }

  @Override
  public void create(Resource resource, Version version) throws IOException {
    Path folder = folders.make(resource.key());
    Path file = file(resource.key());
    Path staged = stage(resource, version);
    discardUnless(
        staged, () -> bench.commit(() -> disk.move(staged, file), folder, () -> disk.delete(file)));
  }

  @Override
  public void replace(Resource resource, Version version) throws IOException {
    Path file = file(resource.key());
    byte[] before = disk.read(file);
    Path staged = stage(resource, version);
    IoStep undo = () -> disk.move(bench.file(before), file);
    discardUnless(
        staged,
        () -> bench.commit(() -> disk.move(staged, file), folders.of(resource.key()), undo));
  }

  private Path stage(Resource resource, Version version) throws IOException {
    byte[] content = Stamp.put(version, Stamp.ended(codec.write(resource)));
    NioDisk.checkSize(resource.key().toString(), content);
    return bench.file(content);
  }

  private void discardUnless(Path staged, IoStep step) throws IOException {
    try {
      step.run();
    } catch (IOException e) {
      bench.discard(staged);
      throw e;
    }
  }

  @Override
  public void delete(ResourceKey key) throws IOException {
    Path file = file(key);
    Path away = bench.place();
    bench.commit(() -> disk.move(file, away), folders.of(key), () -> disk.move(away, file));
    bench.discard(away);
  }

  @Override
  public Optional<String> repair(ResourceKey key, Version version) throws IOException {
    try {
      read(key);
      return Optional.empty();
    } catch (CorruptFileException e) {
      ResourceName name = key.name();
      Path aside = folders.of(key).resolve(FileNames.corrupt(FileNames.file(name.name()), version));
      Path file = file(key);
      bench.commit(() -> disk.move(file, aside), folders.of(key), () -> disk.move(aside, file));
      return Optional.of(e.getMessage() + "; set aside as " + aside.getFileName());
    }
  }

  private Optional<byte[]> content(ResourceKey key) throws IOException {
    try {
      return Optional.of(disk.read(file(key)));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  private Path file(ResourceKey key) {
    return folders.of(key).resolve(FileNames.file(key.name().name()));
  }
}
