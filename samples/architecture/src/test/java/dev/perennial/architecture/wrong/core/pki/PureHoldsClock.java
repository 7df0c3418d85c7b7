package dev.perennial.architecture.wrong.core.pki;

import java.time.InstantSource;

/** A clock where there is no time. */
final class PureHoldsClock {
  InstantSource target;
}
