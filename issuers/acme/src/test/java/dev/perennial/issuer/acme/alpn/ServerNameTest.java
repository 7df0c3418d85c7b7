package dev.perennial.issuer.acme.alpn;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServerNameTest {
  @ParameterizedTest
  @CsvSource({
    "www.example.com, www.example.com",
    "WWW.Example.com, www.example.com",
    "192.0.2.1, 1.2.0.192.in-addr.arpa",
    "2001:db8::567:89ab,"
        + " b.a.9.8.7.6.5.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.ip6.arpa",
    "::ffff:192.0.2.1, 1.2.0.192.in-addr.arpa",
  })
  void isTheDomainOrTheReverseName(String identifier, String serverName) {
    assertEquals(serverName, ServerName.of(identifier));
  }
}
