package dev.perennial.architecture.wrong.model;

import dev.perennial.architecture.wrong.spi.Port;

/** Up the arrow. */
final class ModelUsesSpi {
  Port target;
}
