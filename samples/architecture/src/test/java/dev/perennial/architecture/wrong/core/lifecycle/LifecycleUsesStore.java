package dev.perennial.architecture.wrong.core.lifecycle;

import dev.perennial.architecture.wrong.core.store.Store;

/** A decision that reads a store. */
final class LifecycleUsesStore {
  Store target;
}
