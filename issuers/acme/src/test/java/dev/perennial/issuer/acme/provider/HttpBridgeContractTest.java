package dev.perennial.issuer.acme.provider;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import dev.perennial.issuer.acme.config.Fields;
import dev.perennial.model.FieldPath;
import dev.perennial.model.Violation;
import dev.perennial.spi.DnsContext;
import dev.perennial.spi.DnsEditor;
import dev.perennial.spi.DnsProvider;
import dev.perennial.spi.IssuerException;
import dev.perennial.spi.TxtRecord;
import dev.perennial.testkit.contract.DnsProviderContract;
import dev.perennial.testkit.contract.DnsTrouble;
import dev.perennial.testkit.issuer.TestDnsContext;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The bridge to an HTTP endpoint, against one that takes what lego's httpreq sends. */
class HttpBridgeContractTest extends DnsProviderContract {
  private static final String PASSWORD = "p4ssword";

  private static final class Service extends FakeService {
    private final String authorization;

    Service(String authorization) {
      this.authorization = authorization;
    }

    @Override
    synchronized Reply answer(HttpExchange exchange, String method, String path, String body) {
      if (!authorization.equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
        return unauthorized();
      }
      require(method.equals("POST"), "POST");
      Fields record = json(body);
      require(record.names().size() == 2, "two fields");
      require(record.text("fqdn").endsWith("."), "fqdn");
      String name = record.text("fqdn").replaceFirst("\\.$", "");
      List<String> values = new ArrayList<>(values(name));
      values.remove(record.text("value"));
      if (path.equals("/dns/present")) {
        values.add(record.text("value"));
      } else {
        require(path.equals("/dns/cleanup"), "path " + path);
      }
      records.put(name, values);
      return new Reply(200, "");
    }

    @Override
    Reply unauthorized() {
      return new Reply(401, "");
    }
  }

  private final Service service =
      new Service(
          "Basic "
              + Base64.getEncoder()
                  .encodeToString(("me:" + PASSWORD).getBytes(StandardCharsets.UTF_8)));
  private final TestDnsContext context =
      new TestDnsContext(
              Map.of(
                  "url",
                  service.url() + "/dns/",
                  "username",
                  "me",
                  "passwordSecretRef",
                  Map.of("name", "bridge", "key", "password")))
          .put("bridge", "password", PASSWORD)
          .timeout(Duration.ofSeconds(2));

  @AfterEach
  void close() {
    service.close();
  }

  @Override
  public DnsProvider provider() {
    return new HttpBridgeProvider();
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
    return Optional.of("bridge");
  }

  @Override
  public Optional<String> secretValue() {
    return Optional.of(PASSWORD);
  }

  @Test
  void aTokenIsABearer() {
    try (Service other = new Service("Bearer t0ken")) {
      TestDnsContext byToken =
          new TestDnsContext(
                  Map.of(
                      "url",
                      other.url() + "/dns",
                      "tokenSecretRef",
                      Map.of("name", "bridge", "key", "token")))
              .put("bridge", "token", "t0ken");
      try (DnsEditor editor = provider().open(byToken)) {
        editor.present(new TxtRecord("a.test", "", "v", Duration.ofSeconds(60)));
      }
      assertEquals(List.of("v"), other.values("a.test"));
    }
  }

  @Test
  void withoutCredentialsItSaysWhatToSet() {
    TestDnsContext none = new TestDnsContext(Map.of("url", service.url() + "/dns"));
    try (DnsEditor editor = provider().open(none)) {
      IssuerException fault =
          assertThrows(
              IssuerException.class,
              () -> editor.present(new TxtRecord("a.test", "", "v", Duration.ofSeconds(60))));
      assertTrue(String.valueOf(fault.getMessage()).contains("set username or tokenSecretRef"));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "ftp://x, url",
    "https://u:p@x/, url",
    "https://x/?k=v, url",
    "'', url",
  })
  void urlsThatCannotBeAreRefused(String url, String field) {
    List<Violation> violations = provider().validate(Map.of("url", url), FieldPath.SPEC);
    assertEquals(1, violations.size(), violations::toString);
    assertEquals("spec." + field, violations.get(0).path().toString());
  }

  @Test
  void aUserNameNeedsAPasswordAndNoToken() {
    List<Violation> violations =
        provider()
            .validate(
                Map.of("url", "https://x", "username", "u", "tokenSecretRef", Map.of("name", "n")),
                FieldPath.SPEC);
    assertEquals(2, violations.size(), violations::toString);
  }
}
