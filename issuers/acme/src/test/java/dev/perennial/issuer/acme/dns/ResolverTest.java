package dev.perennial.issuer.acme.dns;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import dev.perennial.testkit.acme.dns.DnsServer;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is asked of name servers, and what becomes of their answers. */
class ResolverTest {
  private final DnsServer server = DnsServer.start();
  private final DnsClient client =
      new DnsClient(Duration.ofMillis(1500), new SecureRandom(), HttpClient::newHttpClient);

  @AfterEach
  void close() {
    server.close();
  }

  private Nameserver here() {
    return new Nameserver("127.0.0.1", server.address().getPort(), null);
  }

  private Resolver resolver(Nameserver... servers) {
    return new Resolver(client, List.of(servers));
  }

  private Optional<String> problem(Resolver resolver, String name, String value) {
    return new Propagation(resolver, true, 53).problem(name, value::equals);
  }

  @ParameterizedTest
  @CsvSource({
    "_acme-challenge.www.example.com, example.com",
    "example.com, example.com",
    "a.b.deep.example.com, deep.example.com",
    "alias.example.com, example.com"
  })
  void theZoneOfAName(String name, String zone) throws IOException {
    server.zones().zone("deep.example.com").cname("alias.example.com", "www.other.test");
    assertEquals(zone, resolver(here()).zoneOf(name));
  }

  @Test
  void mostlyOneQuestionIsEnough() throws IOException {
    resolver(here()).zoneOf("_acme-challenge.a.b.c.d.example.com");
    assertEquals(List.of("SOA _acme-challenge.a.b.c.d.example.com."), server.queries());
  }

  @Test
  void anAnswerThatIsTooLongForUdpComesByTcp() {
    for (int i = 0; i < 40; i++) {
      server.zones().txt("_acme-challenge.example.com", i + "-" + "v".repeat(60));
    }
    String last = "39-" + "v".repeat(60);
    assertEquals(Optional.empty(), problem(resolver(here()), "_acme-challenge.example.com", last));
    assertEquals(
        2,
        server.queries().stream().filter(q -> q.startsWith("TXT ")).count(),
        "once by UDP, once by TCP");
  }

  @Test
  void aliasesThatAreTooManyAreNotFollowed() {
    for (int i = 0; i < 20; i++) {
      server.zones().cname("a" + i + ".test", "a" + (i + 1) + ".test");
    }
    IOException fault = assertThrows(IOException.class, () -> resolver(here()).follow("a0.test"));
    assertTrue(String.valueOf(fault.getMessage()).contains("more than 10 CNAME"));
  }

  @Test
  void theNextServerIsAskedWhenOneIsSilentOrIll() throws Exception {
    try (DatagramSocket silent = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        DnsServer ill = DnsServer.start()) {
      ill.zones().failing("www.example.com");
      Nameserver first = new Nameserver("127.0.0.1", silent.getLocalPort(), null);
      Nameserver second = new Nameserver("127.0.0.1", ill.address().getPort(), null);
      assertEquals("example.com", resolver(first, second, here()).zoneOf("www.example.com"));
      IOException fault =
          assertThrows(IOException.class, () -> resolver(first, second).zoneOf("www.example.com"));
      String message = String.valueOf(fault.getMessage());
      assertTrue(message.contains(first + ": no answer within 1500 ms"), message);
      assertTrue(message.contains(second + " answers SERVFAIL"), message);
    }
  }

  @Test
  void anAnswerToAnotherQuestionIsNotTaken() throws Exception {
    try (DatagramSocket liar = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      Thread thread = new Thread(() -> lie(liar), "liar");
      thread.setDaemon(true);
      thread.start();
      Nameserver lying = new Nameserver("127.0.0.1", liar.getLocalPort(), null);
      IOException fault =
          assertThrows(IOException.class, () -> resolver(lying).zoneOf("www.example.com"));
      assertTrue(String.valueOf(fault.getMessage()).contains("no answer within"));
    }
  }

  /** Sends each question back as an answer, with another identifier. */
  private static void lie(DatagramSocket socket) {
    try {
      while (!socket.isClosed()) {
        DatagramPacket packet = new DatagramPacket(new byte[512], 512);
        socket.receive(packet);
        packet.getData()[0] ^= 1;
        packet.getData()[2] |= (byte) 0x80;
        socket.send(packet);
      }
    } catch (IOException closed) {
      // The test is over.
    }
  }

  @Test
  void dnsOverHttps() throws Exception {
    HttpServer https = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    https.createContext(
        "/dns-query",
        exchange -> {
          try (exchange;
              Socket socket = new Socket("127.0.0.1", server.address().getPort())) {
            byte[] query = exchange.getRequestBody().readAllBytes();
            var out = new java.io.DataOutputStream(socket.getOutputStream());
            out.writeShort(query.length);
            out.write(query);
            var in = new java.io.DataInputStream(socket.getInputStream());
            byte[] answer = in.readNBytes(in.readUnsignedShort());
            boolean right =
                exchange.getRequestMethod().equals("POST")
                    && "application/dns-message"
                        .equals(exchange.getRequestHeaders().getFirst("Content-Type"));
            exchange.sendResponseHeaders(right ? 200 : 415, answer.length);
            exchange.getResponseBody().write(answer);
          }
        });
    https.start();
    try {
      // The scheme does not matter to what is sent; https is what manifests allow.
      String url = "http://127.0.0.1:" + https.getAddress().getPort();
      Nameserver doh = new Nameserver("", 0, URI.create(url + "/dns-query"));
      assertEquals("example.com", resolver(doh).zoneOf("www.example.com"));
      Nameserver wrong = new Nameserver("", 0, URI.create(url + "/other"));
      IOException fault =
          assertThrows(IOException.class, () -> resolver(wrong).zoneOf("www.example.com"));
      assertTrue(String.valueOf(fault.getMessage()).endsWith("/other: HTTP 404"));
    } finally {
      https.stop(0);
    }
  }

  @Test
  void everyServerMustHaveTheRecord() {
    try (DnsServer late = DnsServer.start()) {
      server.zones().txt("a.test", "v");
      Nameserver second = new Nameserver("127.0.0.1", late.address().getPort(), null);
      assertEquals(
          Optional.of(
              "DNS record for \"a.test\" not yet propagated: " + second + " has no TXT record"),
          problem(resolver(here(), second), "a.test", "v"));
      late.zones().txt("a.test", "v");
      assertEquals(Optional.empty(), problem(resolver(here(), second), "a.test", "v"));
    }
  }

  @Test
  void aZoneWhoseServersCannotBeReachedSaysWhich() {
    server.zones().address("ns.example.com", "127.0.0.1");
    Optional<String> problem =
        new Propagation(resolver(here()), false, 1).problem("www.example.com", "v"::equals);
    assertTrue(problem.orElseThrow().contains("ns.example.com (127.0.0.1:1): "), problem::toString);
    server.zones().withoutDefaultAddress().forget("ns.example.com");
    problem = new Propagation(resolver(here()), false, 1).problem("www.example.com", "v"::equals);
    assertTrue(
        problem.orElseThrow().endsWith("the name server ns.example.com has no address"),
        problem::toString);
  }

  @ParameterizedTest
  @CsvSource({
    "192.0.2.1, 192.0.2.1, 53",
    "192.0.2.1:5353, 192.0.2.1, 5353",
    "[2001:db8::1], 2001:db8::1, 53",
    "[2001:db8::1]:5353, 2001:db8::1, 5353",
    "2001:db8::1, 2001:db8::1, 53",
    "ns.example.com:53, ns.example.com, 53"
  })
  void addressesOfNameServers(String text, String host, int port) {
    assertEquals(new Nameserver(host, port, null), Nameserver.parse(text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ":53", "ns:", "ns:0", "ns:65536", "ns:dns"})
  void whatIsNoAddressOfANameServer(String text) {
    assertThrows(IllegalArgumentException.class, () -> Nameserver.parse(text));
  }

  @Test
  void theNameServersOfTheMachine(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("resolv.conf");
    assertEquals("8.8.8.8:53", SystemNameservers.read(file).get(0).toString());
    Files.writeString(
        file,
        "# nameserver 192.0.2.9\nsearch a.test\nnameserver 192.0.2.1\n"
            + "nameserver\t2001:db8::1\noptions edns0\n");
    assertEquals("[192.0.2.1:53, [2001:db8::1]:53]", SystemNameservers.read(file).toString());
  }

  @Test
  void noThreadIsStarted() throws IOException {
    Set<Thread> before = Thread.getAllStackTraces().keySet();
    resolver(here()).zoneOf("www.example.com");
    Set<Thread> after = new HashSet<>(Thread.getAllStackTraces().keySet());
    after.removeAll(before);
    after.removeIf(thread -> thread.getName().startsWith("test-dns-"));
    assertEquals(Set.of(), after);
  }
}
