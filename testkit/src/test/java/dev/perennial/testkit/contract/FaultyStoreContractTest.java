package dev.perennial.testkit.contract;

import dev.perennial.core.store.InMemoryStore;
import dev.perennial.spi.ResourceStore;
import dev.perennial.testkit.fault.FaultyStore;

/** Without a planned fault it is a store like any other. */
class FaultyStoreContractTest extends ResourceStoreContract {
  @Override
  protected ResourceStore open() {
    return FaultyStore.around(new InMemoryStore());
  }
}
