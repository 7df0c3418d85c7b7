package dev.perennial.issuer.acme.provider;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import dev.perennial.issuer.acme.config.Fields;
import dev.perennial.spi.DnsContext;
import dev.perennial.spi.DnsProvider;
import dev.perennial.spi.IssuerException;
import dev.perennial.spi.TxtRecord;
import dev.perennial.testkit.contract.DnsProviderContract;
import dev.perennial.testkit.contract.DnsTrouble;
import dev.perennial.testkit.issuer.TestDnsContext;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The provider for acme-dns, against its API (github.com/joohoi/acme-dns, README). */
class AcmeDnsContractTest extends DnsProviderContract {
  private static final String PASSWORD = "htB9mR9DYgcu9bX_afHF62erXaH2TS7bg9KW3F7Z";
  private static final Map<String, String> NAMES =
      Map.of(
          "8e5700ea-a4bf-41c7-8a77-e990661dcc6a", "_acme-challenge.example.com",
          "c36f50e8-4632-44f0-83fe-e070fef28a10", "_acme-challenge.www.example.com");

  /** {@code POST /update}: keeps the last two values of a subdomain. */
  private static final class Service extends FakeService {
    private final Map<String, Deque<String>> slots = new HashMap<>();

    @Override
    synchronized Reply answer(HttpExchange exchange, String method, String path, String body) {
      require(method.equals("POST") && path.equals("/update"), "POST /update");
      String user = exchange.getRequestHeaders().getFirst("X-Api-User");
      String key = exchange.getRequestHeaders().getFirst("X-Api-Key");
      if (!"c36f50e8".equals(user) || !PASSWORD.equals(key)) {
        return unauthorized();
      }
      Fields update = json(body);
      String name = NAMES.get(update.text("subdomain"));
      require(update.names().size() == 2, "two fields");
      require(name != null, "bad_subdomain");
      require(update.text("txt").matches("[A-Za-z0-9_-]{43}"), "bad_txt");
      Deque<String> kept = slots.computeIfAbsent(name, n -> new ArrayDeque<>());
      kept.addLast(update.text("txt"));
      if (kept.size() > 2) {
        kept.removeFirst();
      }
      records.put(name, List.copyOf(kept));
      return new Reply(200, "{\"txt\": \"" + update.text("txt") + "\"}");
    }

    @Override
    Reply unauthorized() {
      return new Reply(401, "{\"error\": \"forbidden\"}");
    }
  }

  private final Service service = new Service();
  private final TestDnsContext context =
      new TestDnsContext(
              Map.of(
                  "host", service.url(),
                  "accountSecretRef", Map.of("name", "accounts", "key", "acmedns.json")))
          .put("accounts", "acmedns.json", accounts())
          .timeout(Duration.ofSeconds(2));

  private static String accounts() {
    StringBuilder json = new StringBuilder("{");
    NAMES.forEach(
        (subdomain, name) ->
            json.append(json.length() > 1 ? "," : "")
                .append(
                    """
                    "%s": {"username": "c36f50e8", "password": "%s", "subdomain": "%s",
                    "fulldomain": "%s.auth.test", "allowfrom": []}
                    """
                        .formatted(name.substring(16), PASSWORD, subdomain, subdomain)));
    return json.append("}").toString();
  }

  @AfterEach
  void close() {
    service.close();
  }

  @Override
  public DnsProvider provider() {
    return new AcmeDnsProvider();
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
    return Optional.of("accounts");
  }

  @Override
  public Optional<String> secretValue() {
    return Optional.of(PASSWORD);
  }

  @Override
  public boolean takesBack() {
    return false;
  }

  @Override
  public boolean takesAnyValue() {
    return false;
  }

  @Override
  public int valuesAtOneName() {
    return 2;
  }

  @Override
  public int copiesAfterRepeating() {
    return 2;
  }

  private IssuerException failure(String name, String value) {
    return assertThrows(
        IssuerException.class,
        () -> editor().present(new TxtRecord(name, "", value, Duration.ofSeconds(60))));
  }

  @Test
  void aDomainWithoutAccountIsNamed() {
    IssuerException fault = failure("_acme-challenge.other.test", "v".repeat(43));
    String message = String.valueOf(fault.getMessage());
    assertTrue(message.contains("has no acme-dns account for \"other.test\""), message);
    assertTrue(fault.isTransient());
  }

  @Test
  void theNameBehindACnameFindsItsAccount() {
    String behind = "8e5700ea-a4bf-41c7-8a77-e990661dcc6a.auth.test";
    editor().present(new TxtRecord(behind, "", "v".repeat(43), Duration.ofSeconds(60)));
    assertEquals(List.of("v".repeat(43)), service.values("_acme-challenge.example.com"));
  }

  @Test
  void aLastingRecordCannotBeKeptThere() {
    assertFalse(failure("_validation-persist.example.com", "ca.test; accounturi=x").isTransient());
  }

  @Test
  void anAccountFileThatIsNoJsonIsNamedAndNotShown() {
    context.put("accounts", "acmedns.json", "{password: " + PASSWORD);
    IssuerException fault = failure("_acme-challenge.example.com", "v".repeat(43));
    String message = String.valueOf(fault.getMessage());
    assertTrue(message.contains("secret \"accounts\" must be a JSON object"), message);
    assertFalse(message.contains(PASSWORD), message);
    assertEquals(null, fault.getCause());
  }
}
