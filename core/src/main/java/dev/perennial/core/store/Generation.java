package dev.perennial.core.store;

import dev.perennial.model.ResourceKey;
import dev.perennial.model.SecretBundle;
import dev.perennial.model.SecretBytes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One generation of a secret: a folder with a file for each data key and {@code ..secret.yaml},
 * which holds the rest of the secret and, in comments, the digest of each file.
 */
final class Generation {
  private static final String META = "..secret.yaml";
  private static final Pattern DATA_LINE =
      Pattern.compile("# data ([0-9a-f]{64}) ([-._a-zA-Z0-9]+) ([-._a-zA-Z0-9]+)");

  private final Disk disk;
  private final ResourceCodec codec;

  Generation(Disk disk, ResourceCodec codec) {
    this.disk = disk;
    this.codec = codec;
  }

  /** Returns the name of the folder of a generation. */
  static String name(Version version) {
    return ".." + version;
  }

  /** Returns the version of the generation in a folder. */
  static Optional<Version> version(String name) {
    return name.startsWith("..") ? Version.parse(name.substring(2)) : Optional.empty();
  }

  /** Returns the names under which the data of a secret is stored. */
  static Map<String, String> files(SecretBundle secret) {
    Map<String, String> files = new LinkedHashMap<>();
    Set<String> taken = new HashSet<>();
    for (String key : secret.data().keySet()) {
      boolean own = FileNames.portable(key) && taken.add(key.toLowerCase(Locale.ROOT));
      files.put(key, own ? key : "..data-" + files.size());
    }
    return files;
  }

  /** Writes a generation into a folder that is not there yet, and syncs it. */
  void write(Path folder, SecretBundle secret, Version version) throws IOException {
    disk.createDirectory(folder);
    StringBuilder lines = new StringBuilder();
    for (Map.Entry<String, String> file : files(secret).entrySet()) {
      byte[] content = secret.data().getOrDefault(file.getKey(), SecretBytes.EMPTY).revealBytes();
      NioDisk.checkSize(file.getKey(), content);
      disk.write(folder.resolve(file.getValue()), content);
      lines
          .append("# data ")
          .append(Stamp.digest(content))
          .append(' ')
          .append(file.getValue())
          .append(' ')
          .append(file.getKey())
          .append('\n');
    }
    ByteArrayOutputStream meta = new ByteArrayOutputStream();
    meta.writeBytes(lines.toString().getBytes(StandardCharsets.US_ASCII));
    meta.writeBytes(codec.write(secret.toBuilder().data(Map.of()).build()));
    byte[] stamped = Stamp.put(version, meta.toByteArray());
    NioDisk.checkSize(META, stamped);
    disk.write(folder.resolve(META), stamped);
    disk.sync(folder);
  }

  /**
   * Reads a generation.
   *
   * @throws CorruptFileException when anything is not as it was written
   */
  SecretBundle read(Path folder, ResourceKey key) throws IOException {
    Path file = folder.resolve(META);
    byte[] meta = content(file);
    if (!Stamp.of(meta).map(Stamp::intact).orElse(false)) {
      throw new CorruptFileException(file, "is not as the store wrote it");
    }
    if (!(YamlShelf.parse(codec, file, meta, key) instanceof SecretBundle secret)) {
      throw new CorruptFileException(file, "is not a secret");
    }
    Map<String, SecretBytes> data = new LinkedHashMap<>();
    for (String line : new String(meta, StandardCharsets.UTF_8).lines().skip(1).toList()) {
      Matcher parts = DATA_LINE.matcher(line);
      if (!parts.matches()) {
        break;
      }
      Path dataFile = folder.resolve(parts.group(2));
      byte[] content = content(dataFile);
      if (!Stamp.digest(content).equals(parts.group(1))) {
        throw new CorruptFileException(dataFile, "is not as the store wrote it");
      }
      data.put(parts.group(3), SecretBytes.copyOf(content));
    }
    return secret.toBuilder().data(data).build();
  }

  private byte[] content(Path file) throws IOException {
    try {
      return disk.read(file);
    } catch (NoSuchFileException e) {
      throw new CorruptFileException(file, "is missing");
    }
  }

  /** Returns the files of a generation that are reached through a link beside it. */
  List<String> linked(Path folder) throws IOException {
    return disk.list(folder).stream().filter(name -> !name.startsWith("..")).toList();
  }
}
