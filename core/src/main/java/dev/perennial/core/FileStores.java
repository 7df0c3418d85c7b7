package dev.perennial.core;

import dev.perennial.core.manifest.Manifests;
import dev.perennial.core.store.FileStore;
import dev.perennial.core.store.ResourceCodec;
import dev.perennial.model.Resource;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** Opens stores that keep resources as cert-manager YAML in a folder. */
public final class FileStores {
  private FileStores() {}

  /**
   * Opens the store in a folder, made if it is not there.
   *
   * @throws dev.perennial.spi.StoreException when the folder cannot be used, or somebody uses it
   */
  public static FileStore open(Path folder) {
    return FileStore.open(folder, new YamlCodec());
  }

  /** One resource for each file. Safe for use by several threads. */
  private static final class YamlCodec implements ResourceCodec {
    @Override
    public byte[] write(Resource resource) {
      return Manifests.write(resource).getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public Resource read(byte[] content) {
      List<Resource> resources = Manifests.read("the file", content);
      if (resources.size() != 1) {
        throw new IllegalArgumentException(
            "the file must hold one resource, not " + resources.size());
      }
      return resources.get(0);
    }
  }
}
