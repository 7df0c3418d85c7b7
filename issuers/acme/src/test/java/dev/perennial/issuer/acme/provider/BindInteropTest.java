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
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Dynamic updates (RFC 2136) with transaction signatures (RFC 8945) at BIND. */
@Tag("interop")
class BindInteropTest extends DnsProviderContract {
  private static final String SECRET_NAME = "tsig";

  @TempDir static Path folder;
  private static Bind bind;

  private final TestDnsContext context = context("HMACSHA256", "UDP", Clock.systemUTC());

  @BeforeAll
  static void start() throws IOException {
    bind = Bind.start(folder);
  }

  @AfterAll
  static void stop() {
    bind.close();
  }

  @BeforeEach
  void clear() {
    for (String name : List.of("_acme-challenge.example.com", "_acme-challenge.www.example.com")) {
      values(name).forEach(value -> editor().cleanUp(record(name, "example.com", value)));
    }
  }

  private static TxtRecord record(String name, String zone, String value) {
    return new TxtRecord(name, zone, value, Duration.ofSeconds(60));
  }

  private static TestDnsContext context(String algorithm, String protocol, InstantSource clock) {
    Map<String, Object> config = new HashMap<>();
    config.put("nameserver", "127.0.0.1:" + bind.port());
    config.put("protocol", protocol);
    config.put("tsigKeyName", algorithm.toLowerCase(java.util.Locale.ROOT) + ".key.");
    config.put("tsigAlgorithm", algorithm);
    config.put("tsigSecretSecretRef", Map.of("name", SECRET_NAME, "key", "secret"));
    return new TestDnsContext(config, clock).put(SECRET_NAME, "secret", Bind.SECRET);
  }

  @Override
  public DnsProvider provider() {
    return new Rfc2136Provider();
  }

  @Override
  public DnsContext context() {
    return context;
  }

  @Override
  public List<String> values(String name) {
    try {
      return bind.values(name);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void cause(DnsTrouble trouble) {
    boolean wrong = trouble == DnsTrouble.WRONG_SECRET;
    context.put(SECRET_NAME, "secret", wrong ? "d3Jvbmc=" : Bind.SECRET);
  }

  @Override
  public Set<DnsTrouble> troubles() {
    return EnumSet.of(DnsTrouble.WRONG_SECRET);
  }

  @Override
  public Optional<String> secretName() {
    return Optional.of(SECRET_NAME);
  }

  @Override
  public Optional<String> secretValue() {
    return Optional.of(Bind.SECRET);
  }

  @ParameterizedTest
  @CsvSource({
    "HMACMD5, UDP", "HMACMD5, TCP", "HMACSHA1, UDP", "HMACSHA1, TCP",
    "HMACSHA256, UDP", "HMACSHA256, TCP", "HMACSHA512, UDP", "HMACSHA512, TCP"
  })
  void eachAlgorithmByEachProtocol(String algorithm, String protocol) {
    TxtRecord record = record("_acme-challenge." + algorithm + protocol + ".test", "test", "v");
    try (DnsEditor editor = provider().open(context(algorithm, protocol, Clock.systemUTC()))) {
      editor.present(record);
      assertEquals(List.of("v"), values(record.name()));
      editor.cleanUp(record);
      assertEquals(List.of(), values(record.name()));
    }
  }

  private static String failure(TestDnsContext context, TxtRecord record) {
    try (DnsEditor editor = new Rfc2136Provider().open(context)) {
      IssuerException fault = assertThrows(IssuerException.class, () -> editor.present(record));
      assertTrue(fault.isTransient());
      String message = String.valueOf(fault.getMessage());
      assertFalse(message.contains(Bind.SECRET), message);
      return message;
    }
  }

  @Test
  void eachRefusalSaysWhatToLookAt() {
    TxtRecord record = record("_acme-challenge.a.test", "test", "v");
    InstantSource now = Clock.systemUTC();
    TestDnsContext wrongSecret = context("HMACSHA256", "UDP", now);
    wrongSecret.put(SECRET_NAME, "secret", "d3Jvbmc=");
    String message = failure(wrongSecret, record);
    assertTrue(
        message.contains("with BADSIG: the secret in key \"secret\" of secret \"tsig\""), message);

    Map<String, Object> unknown = new HashMap<>(context("HMACSHA256", "UDP", now).config());
    unknown.put("tsigKeyName", "nobody");
    message =
        failure(new TestDnsContext(unknown, now).put(SECRET_NAME, "secret", Bind.SECRET), record);
    assertTrue(message.contains("with BADKEY: the server does not know TsigKey[nobody"), message);

    InstantSource ahead = () -> Clock.systemUTC().instant().plusSeconds(3600);
    message = failure(context("HMACSHA256", "UDP", ahead), record);
    assertTrue(message.contains("with BADTIME: the clocks here and there"), message);

    TestDnsContext right = context("HMACSHA256", "UDP", now);
    message = failure(right, record("_acme-challenge.a.other", "other", "v"));
    assertTrue(message.contains("with NOTAUTH: the server is not authoritative"), message);

    TestDnsContext unsigned =
        new TestDnsContext(Map.of("nameserver", "127.0.0.1:" + bind.port()), now);
    message = failure(unsigned, record);
    assertTrue(message.contains("with REFUSED: it may want a signature"), message);
  }
}
