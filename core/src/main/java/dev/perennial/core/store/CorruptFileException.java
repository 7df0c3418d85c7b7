package dev.perennial.core.store;

import java.io.IOException;
import java.nio.file.Path;

/** A file holds something else than what the store wrote there. */
final class CorruptFileException extends IOException {
  private static final long serialVersionUID = 1L;

  CorruptFileException(Path file, String what) {
    super(file + ": " + what);
  }
}
