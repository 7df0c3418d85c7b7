package dev.perennial.testkit.acme.dns;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.TSIG;
import org.xbill.DNS.TXTRecord;
import org.xbill.DNS.Type;
import org.xbill.DNS.Update;

/** The DNS server, asked by dnsjava's resolver. */
final class DnsServerTest {
  private static final byte[] SECRET = "a secret of the test, 32 octets.".getBytes();

  private final DnsServer server = DnsServer.start();
  private final DnsZones dns = server.zones();

  @AfterEach
  void stop() {
    server.close();
  }

  private SimpleResolver resolver() {
    SimpleResolver resolver = new SimpleResolver(server.address());
    resolver.setIgnoreTruncation(false);
    return resolver;
  }

  private Message ask(String name, int type) throws IOException {
    Record question = Record.newRecord(Name.fromString(name, Name.root), type, DClass.IN);
    return resolver().send(Message.newQuery(question));
  }

  private List<String> data(String name, int type) throws IOException {
    return ask(name, type).getSection(Section.ANSWER).stream().map(Record::rdataToString).toList();
  }

  @Test
  void everyNameIsOnLoopbackUntilItIsSet() throws IOException {
    assertEquals(List.of("127.0.0.1"), data("www.example.com", Type.A));
    assertEquals(List.of(), data("www.example.com", Type.AAAA));
    dns.address("www.example.com", "192.0.2.1", "2001:db8::1");
    assertEquals(List.of("192.0.2.1"), data("WWW.example.com", Type.A));
    assertEquals(List.of("2001:db8:0:0:0:0:0:1"), data("www.example.com", Type.AAAA));
    dns.address("none.example.com");
    assertEquals(List.of(), data("none.example.com", Type.A));
    dns.forget("www.example.com");
    assertEquals(List.of("127.0.0.1"), data("www.example.com", Type.A));
    dns.withoutDefaultAddress();
    assertEquals(Rcode.NXDOMAIN, ask("www.example.com", Type.A).getRcode());
  }

  @Test
  void textComesInPiecesAndByTcpWhenItIsLong() throws IOException {
    String value = "x".repeat(300);
    for (int i = 0; i < 20; i++) {
      dns.txt("big.example.com", value + i);
    }
    assertEquals(20, data("big.example.com", Type.TXT).size());
    assertEquals(value + 7, dns.txtValues("big.example.com").get(7));
    dns.removeTxt("big.example.com", value + 7);
    assertEquals(19, dns.txtValues("big.example.com").size());
  }

  @ParameterizedTest
  @CsvSource({
    "example.com, example.com.",
    "a.b.example.com, example.com.",
    "_acme-challenge.sub.example.org, sub.example.org.",
  })
  void zoneIsFoundBySoa(String name, String apex) throws IOException {
    dns.zone("sub.example.org");
    Message answer = ask(name, Type.SOA);
    int section = (name + ".").equals(apex) ? Section.ANSWER : Section.AUTHORITY;
    assertEquals(apex, answer.getSection(section).get(0).getName().toString());
    assertEquals(List.of("ns." + apex), data(apex, Type.NS));
  }

  @Test
  void aliasesAreFollowedAndErrorsAnswered() throws IOException {
    dns.cname("a.example.com", "b.example.com").txt("b.example.com", "v");
    assertEquals(List.of("b.example.com.", "\"v\""), data("a.example.com", Type.TXT));
    dns.cname("l.example.com", "l.example.com");
    assertEquals(Rcode.SERVFAIL, ask("l.example.com", Type.TXT).getRcode());
    dns.missing("m.example.com").failing("f.example.com");
    assertEquals(Rcode.NXDOMAIN, ask("m.example.com", Type.A).getRcode());
    assertEquals(Rcode.SERVFAIL, ask("f.example.com", Type.A).getRcode());
    assertEquals(Rcode.NXDOMAIN, ask("_acme-challenge.example.com", Type.TXT).getRcode());
    assertTrue(server.queries().contains("TXT a.example.com."));
  }

  private static TSIG key(String name, Name algorithm, byte[] secret) throws IOException {
    // A year that is neither the machine's nor the test's.
    Clock clock = Clock.fixed(Instant.parse("2035-01-01T00:00:00Z"), ZoneOffset.UTC);
    return new TSIG(
        algorithm,
        Name.fromString(name, Name.root),
        new SecretKeySpec(secret, algorithm.toString()),
        clock);
  }

  private static Update update() throws IOException {
    Update update = new Update(Name.fromString("example.com."));
    update.add(txt("new"));
    return update;
  }

  private static TXTRecord txt(String value) throws IOException {
    return new TXTRecord(Name.fromString("_acme-challenge.www.example.com."), DClass.IN, 30, value);
  }

  private List<String> values() {
    return dns.txtValues("_acme-challenge.www.example.com");
  }

  private int send(Message update, TSIG key) throws IOException {
    SimpleResolver resolver = resolver();
    if (key != null) {
      resolver.setTSIGKey(key);
    }
    return resolver.send(update).getRcode();
  }

  @ParameterizedTest
  @ValueSource(strings = {"hmac-sha256", "hmac-sha384", "hmac-sha512"})
  void signedUpdatesAreCarriedOut(String algorithm) throws IOException {
    dns.zone("example.com");
    dns.updateKey("test-key", algorithm, Base64.getEncoder().encodeToString(SECRET));
    TSIG key = key("test-key", Name.fromString(algorithm + "."), SECRET);
    assertEquals(Rcode.NOERROR, send(update(), key));
    Update second = new Update(Name.fromString("example.com."));
    second.add(txt("other"));
    assertEquals(Rcode.NOERROR, send(second, key));
    assertEquals(List.of("new", "other"), values());
    Update gone = new Update(Name.fromString("example.com."));
    gone.delete(txt("new"));
    assertEquals(Rcode.NOERROR, send(gone, key));
    assertEquals(List.of("other"), values());
    Update all = new Update(Name.fromString("example.com."));
    all.delete(txt("x").getName(), Type.TXT);
    assertEquals(Rcode.NOERROR, send(all, key));
    assertEquals(List.of(), values());
  }

  private interface Sent {
    int rcode() throws IOException;
  }

  private record Wrong(String what, int rcode, Sent sent) {}

  @TestFactory
  Stream<DynamicTest> wrongUpdatesAreRefused() {
    dns.zone("example.com");
    dns.updateKey("test-key", "hmac-sha256", Base64.getEncoder().encodeToString(SECRET));
    return Stream.of(
            new Wrong("no signature", Rcode.REFUSED, () -> send(update(), null)),
            new Wrong(
                "an unknown key",
                Rcode.NOTAUTH,
                () -> signed(update(), key("other", TSIG.HMAC_SHA256, SECRET))),
            new Wrong(
                "another secret",
                Rcode.NOTAUTH,
                () -> signed(update(), key("test-key", TSIG.HMAC_SHA256, new byte[32]))),
            new Wrong(
                "another algorithm",
                Rcode.NOTAUTH,
                () -> signed(update(), key("test-key", TSIG.HMAC_SHA512, SECRET))),
            new Wrong(
                "another zone",
                Rcode.NOTAUTH,
                () -> {
                  Update update = new Update(Name.fromString("www.example.com."));
                  update.add(txt("new"));
                  return signed(update, key("test-key", TSIG.HMAC_SHA256, SECRET));
                }),
            new Wrong(
                "a name outside the zone",
                Rcode.NOTZONE,
                () -> {
                  Update update = new Update(Name.fromString("example.net."));
                  update.add(txt("new"));
                  return signed(update, key("test-key", TSIG.HMAC_SHA256, SECRET));
                }),
            new Wrong(
                "a prerequisite that does not hold",
                Rcode.NXRRSET,
                () -> {
                  Update update = update();
                  update.present(txt("x").getName(), Type.TXT);
                  return signed(update, key("test-key", TSIG.HMAC_SHA256, SECRET));
                }))
        .map(
            wrong ->
                DynamicTest.dynamicTest(
                    wrong.what(),
                    () -> {
                      assertEquals(Rcode.string(wrong.rcode()), Rcode.string(wrong.sent().rcode()));
                      assertEquals(List.of(), values());
                    }));
  }

  /** Signs here, since the resolver refuses answers that it cannot verify. */
  private int signed(Message update, TSIG key) throws IOException {
    key.apply(update, null);
    SimpleResolver resolver = resolver();
    // EDNS would be written behind the signature, which must come last.
    resolver.setEDNS(-1);
    return resolver.send(update).getRcode();
  }

  @Test
  void whatCannotBeReadIsAnsweredSo() throws IOException {
    Update update = update();
    key("test-key", TSIG.HMAC_SHA256, SECRET).apply(update, null);
    assertEquals(Rcode.FORMERR, send(update, null));
  }

  @Test
  void unsignedUpdatesAreTakenWhenAllowed() throws IOException {
    dns.zone("example.com").unsignedUpdates();
    assertEquals(Rcode.NOERROR, send(update(), null));
    assertEquals(List.of("new"), values());
  }
}
