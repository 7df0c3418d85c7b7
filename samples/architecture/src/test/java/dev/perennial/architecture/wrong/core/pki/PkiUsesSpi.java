package dev.perennial.architecture.wrong.core.pki;

import dev.perennial.architecture.wrong.spi.Port;

/** The room of keys takes no plug-ins. */
final class PkiUsesSpi {
  Port target;
}
