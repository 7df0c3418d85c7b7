package dev.perennial.architecture.wrong.core.tls;

import dev.perennial.architecture.wrong.core.store.Store;

/** Rooms that know each other. */
final class TlsUsesStore {
  Store target;
}
