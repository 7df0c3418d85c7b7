package dev.perennial.core.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.perennial.core.store.InMemoryStore;
import dev.perennial.model.ResourceName;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/** Which certificate a client sees, in real handshakes over TLS 1.2 and 1.3. */
class SniChoiceTest {
  private final InMemoryStore store = new InMemoryStore();
  private final Map<X509Certificate, String> names = new HashMap<>();

  SniChoiceTest() {
    add("exact", Fixtures.EC_1, "www.example.com", "Mixed.Example.com");
    add("wildcard", Fixtures.EC_2, "*.example.com");
    add("deep", Fixtures.EC_2, "*.a.example.com");
    add("rsa", Fixtures.RSA, "rsa.example.org");
    add("ed25519", Fixtures.ED25519, "ed.example.org");
    add("fallback", Fixtures.EC_1, "default.invalid");
    add("odd", Fixtures.EC_1, "w*.example.net", "*", "*.*.example.net", "root.example.net.");
  }

  private void add(String name, PrivateKey key, String... dnsNames) {
    X509Certificate leaf = Fixtures.leaf(key, dnsNames);
    names.put(leaf, name);
    Fixtures.put(store, Fixtures.secret(name, key, leaf));
  }

  private LiveKeyManager.Builder manager() {
    return LiveKeyManager.builder(store, InstantSource.fixed(Fixtures.NOW))
        .secrets(
            SecretSelection.of(
                names.values().stream().map(Fixtures::name).toArray(ResourceName[]::new)));
  }

  @ParameterizedTest
  @CsvFileSource(resources = "sni.csv", numLinesToSkip = 1)
  void theNameAskedForDecides(String sni, String withDefault, String without, String why)
      throws Exception {
    SSLContext fallback =
        LiveTls.serverContext(manager().defaultSecret(Fixtures.name("fallback")).build());
    SSLContext strict = LiveTls.serverContext(manager().build());
    // The JDK does Ed25519 in TLS 1.2 as well.
    for (String protocol : new String[] {"TLSv1.2", "TLSv1.3"}) {
      assertEquals(withDefault, names.get(Handshake.leaf(fallback, sni, protocol)), why);
      if (without == null) {
        assertThrows(SSLHandshakeException.class, () -> Handshake.leaf(strict, sni, protocol), why);
      } else {
        assertEquals(without, names.get(Handshake.leaf(strict, sni, protocol)), why);
      }
    }
  }
}
