package dev.perennial.issuer.acme.provider;

import dev.perennial.spi.DnsContext;
import dev.perennial.spi.DnsProvider;
import dev.perennial.testkit.acme.dns.DnsServer;
import dev.perennial.testkit.contract.DnsProviderContract;
import dev.perennial.testkit.contract.DnsTrouble;
import dev.perennial.testkit.issuer.TestDnsContext;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;

/** Dynamic updates by UDP, against the testkit's server; BIND is for the interop test. */
class Rfc2136ContractTest extends DnsProviderContract {
  private static final String SECRET = "c2VjcmV0IG9mIHRoZSB0ZXN0";

  final DnsServer server = DnsServer.start();
  private final TestDnsContext context =
      new TestDnsContext(
              Map.of(
                  "nameserver",
                  "127.0.0.1:" + server.address().getPort(),
                  "protocol",
                  protocol(),
                  "tsigKeyName",
                  "test",
                  "tsigAlgorithm",
                  "HMACSHA512",
                  "tsigSecretSecretRef",
                  Map.of("name", "tsig", "key", "secret")))
          .put("tsig", "secret", SECRET);

  Rfc2136ContractTest() {
    server.zones().updateKey("test", "hmac-sha512", SECRET);
  }

  String protocol() {
    return "UDP";
  }

  @AfterEach
  void close() {
    server.close();
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
    return server.zones().txtValues(name);
  }

  @Override
  public void cause(DnsTrouble trouble) {
    context.put("tsig", "secret", trouble == DnsTrouble.WRONG_SECRET ? "d3Jvbmc=" : SECRET);
  }

  @Override
  public Set<DnsTrouble> troubles() {
    return EnumSet.of(DnsTrouble.WRONG_SECRET);
  }

  @Override
  public Optional<String> secretName() {
    return Optional.of("tsig");
  }

  @Override
  public Optional<String> secretValue() {
    return Optional.of(SECRET);
  }
}
