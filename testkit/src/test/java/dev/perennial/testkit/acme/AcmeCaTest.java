package dev.perennial.testkit.acme;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.perennial.core.pki.Certificates;
import dev.perennial.testkit.TestClock;
import dev.perennial.testkit.acme.traffic.RequestKind;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The CA as a thing that a test starts and closes. */
final class AcmeCaTest {
  private final TestClock clock = TestClock.create();

  private static String roots(AcmeCa ca) {
    return ca.rootPem() + ca.rootPem(1) + ca.trustPem();
  }

  @Test
  void sameSeedMakesTheSameKeys() {
    try (AcmeCa one = AcmeCa.builder(clock).seed(5).alternateRoots(1).start();
        AcmeCa same = AcmeCa.builder(clock).seed(5).alternateRoots(1).start();
        AcmeCa other = AcmeCa.builder(clock).seed(6).alternateRoots(1).start()) {
      assertEquals(roots(one), roots(same));
      assertNotEquals(roots(one), roots(other));
      assertNotEquals(one.rootPem(0), one.rootPem(1));
      assertNotEquals(one.directoryUrl(), same.directoryUrl());
    }
  }

  @Test
  void certificateExpiresWhenTheClockMoves() throws Exception {
    try (AcmeCa ca = AcmeCa.start(clock);
        Flow flow = new Flow(ca)) {
      X509Certificate first = flow.issue("www.example.com");
      clock.advance(Duration.ofDays(91));
      assertTrue(first.getNotAfter().before(Date.from(clock.instant())));
      X509Certificate second = flow.issue("www.example.com");
      assertEquals(Date.from(clock.instant()), second.getNotBefore());
      assertEquals(2, ca.requests().count(RequestKind.CHALLENGE), "the authorization expired too");
      byte[] root = ca.rootPem().getBytes(StandardCharsets.US_ASCII);
      assertTrue(Certificates.decodeFirst(root).getNotAfter().after(second.getNotAfter()));
    }
  }

  @Test
  void manyClientsAreServedSideBySide() throws Exception {
    int clients = 20;
    ExecutorService threads = Executors.newFixedThreadPool(clients);
    try (AcmeCa ca = AcmeCa.builder(clock).alwaysValid().start()) {
      List<CompletableFuture<X509Certificate>> issuing =
          IntStream.range(0, clients)
              .mapToObj(i -> CompletableFuture.supplyAsync(() -> issue(ca, i), threads))
              .toList();
      Set<Object> serials = new HashSet<>();
      for (CompletableFuture<X509Certificate> one : issuing) {
        serials.add(one.get().getSerialNumber());
      }
      assertEquals(clients, serials.size());
      assertEquals(clients, ca.issued().size());
      assertEquals(Set.of("valid"), new HashSet<>(ca.orders().values()));
    } finally {
      threads.shutdownNow();
    }
  }

  private static X509Certificate issue(AcmeCa ca, int i) {
    try (Flow flow = new Flow(ca)) {
      return flow.issue("n" + i + ".example.com");
    } catch (java.io.IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void closingEndsThreadsAndPorts() throws Exception {
    AcmeCa ca = AcmeCa.start(clock);
    Flow flow = new Flow(ca);
    flow.issue("www.example.com");
    String port = ca.directoryUrl().replaceAll(".*:([0-9]+)/.*", "$1");
    String dnsPort = Integer.toString(ca.dnsServer().address().getPort());
    List<Thread> started =
        Thread.getAllStackTraces().keySet().stream()
            .filter(
                thread ->
                    thread.getName().startsWith("acme-ca") && thread.getName().endsWith(port)
                        || thread.getName().equals("test-dns-" + dnsPort))
            .toList();
    assertFalse(started.isEmpty());
    assertTrue(started.stream().allMatch(Thread::isDaemon));
    ca.close();
    flow.close();
    for (Thread thread : started) {
      thread.join(5_000);
      assertFalse(thread.isAlive(), thread::getName);
    }
    assertThrows(UncheckedIOException.class, () -> flow.client.get(ca.directoryUrl()));
    ca.close();
  }

  @Test
  void setUpIsChecked() {
    assertThrows(
        IllegalArgumentException.class,
        () -> AcmeCa.builder(clock).rateLimit(RequestKind.ORDER, 1, Duration.ofHours(1)));
    try (AcmeCa ca = AcmeCa.builder(clock).start();
        AcmeCa other = AcmeCa.builder(clock).seed(2).alwaysValid().start();
        Flow flow = new Flow(other)) {
      X509Certificate foreign = flow.issue("www.example.com");
      assertThrows(NullPointerException.class, () -> ca.revocationReason(foreign));
      assertThrows(IllegalArgumentException.class, () -> ca.dns().address("a.test", "b"));
      assertThrows(
          IllegalArgumentException.class, () -> ca.dns().updateKey("k", "hmac-md5", "AA=="));
    } catch (java.io.IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
