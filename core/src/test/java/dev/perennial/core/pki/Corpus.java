package dev.perennial.core.pki;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** The files beside the tests; {@code make-corpus.sh} there makes them anew. */
final class Corpus {
  private Corpus() {}

  static byte[] read(String file) {
    try (InputStream in = Corpus.class.getResourceAsStream(file)) {
      if (in == null) {
        throw new AssertionError("no file " + file);
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
