package dev.perennial.architecture.wrong.core.pki;

import java.security.KeyPairGenerator;

/** A key from a source of its own. */
final class PureDrawsRandom {
  void run(KeyPairGenerator generator) {
    generator.initialize(2048);
  }
}
