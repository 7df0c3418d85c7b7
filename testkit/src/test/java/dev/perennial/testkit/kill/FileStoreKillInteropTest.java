package dev.perennial.testkit.kill;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same as {@link FileStoreKillTest}, for longer. */
@Tag("interop")
class FileStoreKillInteropTest {
  @Test
  void killedAThousandTimesItLosesNothing(@TempDir Path folder) throws Exception {
    new KillRun(folder, 2).run(Integer.getInteger("perennial.kills", 1000));
  }
}
