package dev.perennial.testkit.contract;

import dev.perennial.model.Resource;
import dev.perennial.model.ResourceKey;
import dev.perennial.spi.ResourceStore;
import dev.perennial.spi.Versioned;

/** What the groups of rules have in common: the store under test. */
interface StoreRules {
  /** Returns the store under test, empty when a test begins. */
  ResourceStore store();

  /** Returns what is there, or fails. */
  default Versioned<Resource> kept(ResourceKey key) {
    return store().read(key).orElseThrow(() -> new AssertionError(key + " is not there"));
  }
}
