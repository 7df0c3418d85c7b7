package dev.perennial.architecture.wrong.spi;

import dev.perennial.architecture.wrong.core.pki.Pki;

/** Up the arrow. */
final class SpiUsesCore {
  Pki target;
}
