package dev.perennial.architecture.wrong.spi;

import dev.perennial.model.SecretBytes;

/** A plug-in point that looks into secrets. */
final class SpiRevealsSecret {
  byte[] run(SecretBytes secret) {
    return secret.revealBytes();
  }
}
