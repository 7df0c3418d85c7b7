package dev.perennial.architecture.wrong.core.pki;

import java.nio.file.Path;

/** A parser that opens files. */
final class PureReadsFile {
  Path target;
}
