package dev.perennial.testkit.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.perennial.model.Resource;
import dev.perennial.model.ResourceKey;
import dev.perennial.model.SecretBundle;
import dev.perennial.model.SecretBytes;
import dev.perennial.spi.VersionConflictException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a write does, and on which condition. */
interface WriteRules extends StoreRules {
  @Test
  default void whatIsReadIsWhatWasWritten() {
    for (Resource resource : Resources.oneOfEach()) {
      String created = store().create(resource);
      assertEquals(resource, kept(resource.key()).resource());
      assertEquals(created, kept(resource.key()).version());
    }
  }

  @Test
  default void aSecretKeepsItsDataAndTheirOrder() {
    Map<String, SecretBytes> data = new LinkedHashMap<>();
    byte[] bytes = new byte[256];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) i;
    }
    data.put("z", SecretBytes.copyOf(bytes));
    data.put("empty", SecretBytes.EMPTY);
    data.put("a", SecretBytes.ofUtf8("# data\r\n"));
    data.put("A", SecretBytes.ofUtf8("not the same as a"));
    data.put(".hidden", SecretBytes.ofUtf8("1"));
    data.put("con.txt", SecretBytes.ofUtf8("2"));
    data.put("k".repeat(253), SecretBytes.ofUtf8("3"));
    SecretBundle secret = Resources.secret("tls", "0", data);
    String created = store().create(secret);
    SecretBundle read = (SecretBundle) kept(secret.key()).resource();
    assertEquals(secret, read);
    assertEquals(List.copyOf(data.keySet()), List.copyOf(read.data().keySet()));
    assertEquals(created, kept(secret.key()).version());
  }

  @Test
  default void anUpdateReplacesTheWhole() {
    SecretBundle full = Resources.secret("tls", "1");
    String first = store().create(full);
    SecretBundle less =
        Resources.secret("tls", "2", Map.of("tls.key", SecretBytes.ofUtf8("tls.key 2")));
    String second = store().update(less, first);
    assertEquals(less, kept(full.key()).resource());
    assertEquals(second, kept(full.key()).version());
  }

  @Test
  default void whatIsNotThereIsEmpty() {
    ResourceKey key = Resources.certificate("nobody").key();
    assertEquals(Optional.empty(), store().read(key));
    String version = store().create(Resources.certificate("nobody"));
    store().delete(key, version);
    assertEquals(Optional.empty(), store().read(key));
  }

  @Test
  default void createRefusesWhatIsThere() {
    for (Resource resource : Resources.oneOfEach()) {
      String version = store().create(resource);
      conflict(resource.key(), () -> store().create(resource));
      assertEquals(version, kept(resource.key()).version());
    }
  }

  @Test
  default void aRefusedCreateChangesNothing() {
    String created = store().create(Resources.secret("tls", "1"));
    ResourceKey key = Resources.secret("tls", "1").key();
    conflict(key, () -> store().create(Resources.secret("tls", "2")));
    assertEquals("1", Resources.mark(kept(key).resource()));
    assertEquals(created, kept(key).version());
  }

  @Test
  default void updateRefusesAnotherVersion() {
    ResourceKey key = Resources.secret("tls", "1").key();
    String first = store().create(Resources.secret("tls", "1"));
    String second = store().update(Resources.secret("tls", "2"), first);
    for (String wrong : List.of(first, "", "0", second + "x", "nothing")) {
      conflict(key, () -> store().update(Resources.secret("tls", "3"), wrong));
    }
    assertEquals("2", Resources.mark(kept(key).resource()));
    assertEquals(second, kept(key).version());
  }

  @Test
  default void updateRefusesWhatIsGone() {
    Resource certificate = Resources.certificate("www");
    conflict(certificate.key(), () -> store().update(certificate, "1"));
    conflict(certificate.key(), () -> store().update(certificate, "nothing"));
    String version = store().create(certificate);
    store().delete(certificate.key(), version);
    conflict(certificate.key(), () -> store().update(certificate, version));
    assertEquals(Optional.empty(), store().read(certificate.key()));
  }

  @Test
  default void deleteRefusesAnotherVersion() {
    ResourceKey key = Resources.secret("tls", "1").key();
    conflict(key, () -> store().delete(key, "1"));
    String first = store().create(Resources.secret("tls", "1"));
    String second = store().update(Resources.secret("tls", "2"), first);
    conflict(key, () -> store().delete(key, first));
    assertEquals(second, kept(key).version());
    store().delete(key, second);
    conflict(key, () -> store().delete(key, second));
  }

  private static void conflict(ResourceKey key, Runnable write) {
    VersionConflictException conflict = assertThrows(VersionConflictException.class, write::run);
    assertEquals(key, conflict.key());
    assertTrue(String.valueOf(conflict.getMessage()).contains(key.toString()));
  }

  @Test
  default void aVersionNeverComesBack() {
    for (Resource resource : List.of(Resources.certificate("www"), Resources.secret("tls", "1"))) {
      Set<String> seen = new HashSet<>();
      List<String> ordered = new ArrayList<>();
      for (int life = 0; life < 5; life++) {
        String version = store().create(resource);
        ordered.add(version);
        for (int i = 0; i < 3; i++) {
          version = store().update(resource, version); // the same content too
          ordered.add(version);
        }
        store().delete(resource.key(), version);
      }
      for (String version : ordered) {
        assertTrue(seen.add(version), () -> version + " came back: " + ordered);
        assertFalse(version.isEmpty());
      }
    }
  }
}
