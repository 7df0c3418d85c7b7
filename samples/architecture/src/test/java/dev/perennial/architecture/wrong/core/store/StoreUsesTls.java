package dev.perennial.architecture.wrong.core.store;

import dev.perennial.architecture.wrong.core.tls.Tls;

/** Rooms that know each other. */
final class StoreUsesTls {
  Tls target;
}
