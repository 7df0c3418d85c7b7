package dev.perennial.issuer.acme.provider;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.perennial.spi.DnsContext;
import dev.perennial.spi.DnsEditor;
import dev.perennial.spi.DnsProvider;
import dev.perennial.spi.IssuerException;
import dev.perennial.spi.TxtRecord;
import dev.perennial.testkit.contract.DnsProviderContract;
import dev.perennial.testkit.contract.DnsTrouble;
import dev.perennial.testkit.issuer.TestDnsContext;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The provider for Cloudflare, against the API as it is published. */
class CloudflareContractTest extends DnsProviderContract {
  private final FakeCloudflare service =
      new FakeCloudflare(Map.of("Authorization", "Bearer " + FakeCloudflare.TOKEN));
  private final TestDnsContext context =
      new TestDnsContext(Map.of("apiTokenSecretRef", Map.of("name", "cf", "key", "token")))
          .put("cf", "token", FakeCloudflare.TOKEN)
          .timeout(Duration.ofSeconds(2));

  @AfterEach
  void close() {
    service.close();
  }

  private static DnsProvider provider(FakeCloudflare service) {
    return new CloudflareProvider(URI.create(service.url() + "/client/v4"));
  }

  @Override
  public DnsProvider provider() {
    return provider(service);
  }

  @Override
  public DnsContext context() {
    return context;
  }

  @Override
  public List<String> values(String name) {
    return service.values(name);
  }

  @Override
  public void cause(DnsTrouble trouble) {
    service.trouble = trouble;
  }

  @Override
  public Optional<String> secretName() {
    return Optional.of("cf");
  }

  @Override
  public Optional<String> secretValue() {
    return Optional.of(FakeCloudflare.TOKEN);
  }

  private static TxtRecord record(String name) {
    return new TxtRecord(name, "", "value", Duration.ofSeconds(60));
  }

  @Test
  void theZoneIsLookedForUpwardsOnce() {
    editor().present(record("_acme-challenge.www.example.com"));
    editor().cleanUp(record("_acme-challenge.www.example.com"));
    assertEquals(
        List.of("_acme-challenge.www.example.com", "www.example.com", "example.com"),
        service.requests.stream()
            .filter(r -> r.startsWith("GET /client/v4/zones?"))
            .map(r -> r.replaceAll(".*[?&]name=([^&]*).*", "$1"))
            .toList());
  }

  @Test
  void aZoneThatTheTokenDoesNotShowIsExplained() {
    IssuerException fault =
        assertThrows(
            IssuerException.class, () -> editor().present(record("_acme-challenge.other.test")));
    String message = String.valueOf(fault.getMessage());
    assertTrue(message.contains("no zone that holds _acme-challenge.other.test"), message);
    assertTrue(message.contains("key \"token\" of secret \"cf\""), message);
  }

  @Test
  void aGlobalKeyGoesWithItsEmail() {
    try (FakeCloudflare other =
        new FakeCloudflare(Map.of("X-Auth-Email", "a@example.com", "X-Auth-Key", "k3y"))) {
      TestDnsContext byKey =
          new TestDnsContext(
                  Map.of(
                      "email",
                      "a@example.com",
                      "apiKeySecretRef",
                      Map.of("name", "cf", "key", "key")))
              .put("cf", "key", "k3y\n");
      try (DnsEditor editor = provider(other).open(byKey)) {
        editor.present(record("_acme-challenge.example.com"));
      }
      assertEquals(List.of("value"), other.values("_acme-challenge.example.com"));
    }
  }

  @Test
  void aTokenWithALineBreakInsideIsNamedAndNotShown() {
    context.put("cf", "token", "two\nlines");
    IssuerException fault =
        assertThrows(
            IssuerException.class, () -> editor().present(record("_acme-challenge.example.com")));
    assertTrue(String.valueOf(fault.getMessage()).contains("secret \"cf\" has characters"));
    assertFalse(String.valueOf(fault.getMessage()).contains("lines"));
  }
}
