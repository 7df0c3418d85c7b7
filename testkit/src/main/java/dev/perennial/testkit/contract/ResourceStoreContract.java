package dev.perennial.testkit.contract;

import dev.perennial.spi.ResourceStore;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/**
 * The contract of {@link ResourceStore}: an implementation is correct when a subclass of this class
 * passes, or of {@link DurableResourceStoreContract} when it keeps what it holds.
 *
 * <pre>{@code
 * class InMemoryStoreContractTest extends ResourceStoreContract {
 *   protected ResourceStore open() {
 *     return new InMemoryStore();
 *   }
 * }
 * }</pre>
 *
 * <p>That a list by prefix costs no more than what it returns is for a benchmark to show. Called by
 * one thread at a time.
 */
public abstract class ResourceStoreContract
    implements KeyRules, WriteRules, ListRules, WatchRules, ConcurrencyRules, CloseRules {
  private @Nullable ResourceStore store;

  /** For subclasses. */
  protected ResourceStoreContract() {}

  /**
   * Opens the store: an empty one, the first time that a test calls this.
   *
   * @throws Exception when it cannot, which fails the test
   */
  protected abstract ResourceStore open() throws Exception;

  @BeforeEach
  void openStore() throws Exception {
    store = open();
  }

  @AfterEach
  void closeStore() {
    store().close();
  }

  @Override
  public ResourceStore store() {
    ResourceStore opened = store;
    if (opened == null) {
      throw new IllegalStateException("the store is open only during a test");
    }
    return opened;
  }

  /** Closes the store and opens it again. */
  void reopen() throws Exception {
    store().close();
    store = open();
  }
}
