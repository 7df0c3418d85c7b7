package dev.perennial.testkit.contract;

import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.perennial.model.Resource;
import dev.perennial.model.ResourceType;
import dev.perennial.spi.StoreException;
import org.junit.jupiter.api.Test;

/** What closing means. */
interface CloseRules extends StoreRules {
  @Test
  default void laterCallsThrow() {
    Resource resource = Resources.certificate("www");
    String version = store().create(resource);
    store().close();
    assertThrows(StoreException.class, () -> store().read(resource.key()));
    assertThrows(StoreException.class, () -> store().list(ResourceType.CERTIFICATE));
    assertThrows(StoreException.class, () -> store().list(ResourceType.CERTIFICATE, "shop", ""));
    assertThrows(StoreException.class, () -> store().types());
    assertThrows(StoreException.class, () -> store().create(Resources.certificate("other")));
    assertThrows(StoreException.class, () -> store().update(resource, version));
    assertThrows(StoreException.class, () -> store().delete(resource.key(), version));
    assertThrows(StoreException.class, () -> store().watch(key -> {}));
  }

  @Test
  default void closingTwiceIsHarmless() {
    store().close();
    store().close();
  }
}
