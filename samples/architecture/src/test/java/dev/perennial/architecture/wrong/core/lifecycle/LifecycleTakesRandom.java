package dev.perennial.architecture.wrong.core.lifecycle;

import java.security.SecureRandom;

/** A decision that throws dice. */
final class LifecycleTakesRandom {
  SecureRandom target;
}
