package dev.perennial.testkit.contract;

import dev.perennial.core.store.InMemoryStore;
import dev.perennial.spi.ResourceStore;

class InMemoryStoreContractTest extends ResourceStoreContract {
  @Override
  protected ResourceStore open() {
    return new InMemoryStore();
  }
}
