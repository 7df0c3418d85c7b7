package dev.perennial.testkit.contract;

import dev.perennial.core.store.FileStore;
import dev.perennial.spi.ResourceStore;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class FileStoreContractTest extends DurableResourceStoreContract {
  private final RememberingCodec codec = new RememberingCodec();

  @TempDir private Path folder;

  @Override
  protected ResourceStore open() {
    return FileStore.open(folder.resolve("store"), codec);
  }
}
