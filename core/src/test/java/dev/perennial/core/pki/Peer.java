package dev.perennial.core.pki;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** Runs a program of somebody else in a folder. */
final class Peer {
  private static final long SECONDS = 60;

  private final Path folder;

  Peer(Path folder) {
    this.folder = folder;
  }

  /** What a program printed, and how it ended. */
  record Result(int code, String output) {}

  /** Runs a command line that must succeed and returns what it printed. */
  String run(String... command) {
    Result result = tryRun(command);
    if (result.code() != 0) {
      throw new AssertionError(String.join(" ", command) + ": " + result);
    }
    return result.output();
  }

  /** Runs a command line. */
  Result tryRun(String... command) {
    try {
      Process process =
          new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
      process.getOutputStream().close();
      byte[] output = process.getInputStream().readAllBytes();
      if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new AssertionError(command[0] + " does not end");
      }
      return new Result(process.exitValue(), new String(output, StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new AssertionError("cannot run " + command[0], e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }
}
