package dev.perennial.architecture.wrong.issuer.two;

import dev.perennial.architecture.wrong.core.Manager;

/** An issuer that drives. */
final class IssuerUsesManager {
  Manager target;
}
