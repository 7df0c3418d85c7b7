package dev.perennial.testkit.kill;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nothing is lost and nothing mismatched when the process dies, whenever it does. */
class FileStoreKillTest {
  @Test
  void killedAtRandomMomentsItLosesNothing(@TempDir Path folder) throws Exception {
    new KillRun(folder, 1).run(Integer.getInteger("perennial.kills", 200));
  }
}
