package dev.perennial.core.store;

import java.io.IOException;
import java.nio.file.Path;

/** A write failed at its end and could not be taken back: only opening again tells what holds. */
final class UncertainWriteException extends IOException {
  private static final long serialVersionUID = 1L;

  UncertainWriteException(Path path, IOException failure) {
    super(path + ": could neither be written nor put back: " + failure.getMessage(), failure);
  }
}
