package dev.perennial.architecture.wrong.core.store;

import dev.perennial.model.SecretBytes;

/** A store that looks into secrets. */
final class StoreRevealsSecret {
  byte[] run(SecretBytes secret) {
    return secret.revealBytes();
  }
}
