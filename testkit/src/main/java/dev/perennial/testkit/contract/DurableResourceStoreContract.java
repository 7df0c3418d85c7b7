package dev.perennial.testkit.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.perennial.model.Resource;
import dev.perennial.model.ResourceType;
import dev.perennial.spi.ResourceStore;
import dev.perennial.spi.VersionConflictException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * The contract of a {@link ResourceStore} that keeps what it holds: {@link #open} called again
 * after the store was closed opens the same one. Called by one thread at a time.
 */
public abstract class DurableResourceStoreContract extends ResourceStoreContract {
  /** For subclasses. */
  protected DurableResourceStoreContract() {}

  @Test
  void whatWasWrittenIsThereAfterOpeningAgain() throws Exception {
    List<String> versions = new ArrayList<>();
    for (Resource resource : Resources.oneOfEach()) {
      versions.add(store().create(resource));
    }
    List<ResourceType> types = store().types();
    reopen();
    for (Resource resource : Resources.oneOfEach()) {
      assertEquals(resource, kept(resource.key()).resource());
      assertEquals(versions.remove(0), kept(resource.key()).version());
      assertTrue(store().list(resource.type()).contains(resource.key().name()));
    }
    assertEquals(types, store().types());
    assertEquals(List.of(), store().problems());
  }

  @Test
  void aVersionReadBeforeIsGoodAfter() throws Exception {
    String first = store().create(Resources.secret("tls", "1"));
    reopen();
    String second = store().update(Resources.secret("tls", "2"), first);
    reopen();
    assertEquals(second, kept(Resources.secret("tls", "1").key()).version());
    assertEquals("2", Resources.mark(kept(Resources.secret("tls", "1").key()).resource()));
    assertThrows(
        VersionConflictException.class, () -> store().update(Resources.secret("tls", "3"), first));
  }

  @Test
  void whatWasDeletedStaysAway() throws Exception {
    Resource secret = Resources.secret("tls", "1");
    store().delete(secret.key(), store().create(secret));
    reopen();
    assertEquals(Optional.empty(), store().read(secret.key()));
    assertEquals(List.of(), store().list(ResourceType.SECRET));
  }

  @Test
  void aVersionNeverComesBackAfterOpeningAgain() throws Exception {
    Set<String> seen = new HashSet<>();
    for (Resource resource : List.of(Resources.certificate("www"), Resources.secret("tls", "1"))) {
      for (int life = 0; life < 4; life++) {
        String version = store().create(resource);
        assertTrue(seen.add(resource.key() + version), () -> version + " came back");
        store().delete(resource.key(), version);
        reopen();
      }
    }
  }
}
