package dev.perennial.testkit.acme;

import dev.perennial.core.pki.Certificates;
import dev.perennial.core.pki.Crypto;
import dev.perennial.testkit.acme.dns.DnsServer;
import dev.perennial.testkit.acme.dns.DnsZones;
import dev.perennial.testkit.acme.http.HttpsListener;
import dev.perennial.testkit.acme.pki.Endpoint;
import dev.perennial.testkit.acme.pki.Hierarchy;
import dev.perennial.testkit.acme.pki.SeededRandom;
import dev.perennial.testkit.acme.protocol.CaServer;
import dev.perennial.testkit.acme.protocol.Frontend;
import dev.perennial.testkit.acme.protocol.Records;
import dev.perennial.testkit.acme.protocol.RenewalWindow;
import dev.perennial.testkit.acme.protocol.Settings;
import dev.perennial.testkit.acme.traffic.FaultPlan;
import dev.perennial.testkit.acme.traffic.RequestLog;
import dev.perennial.testkit.acme.validation.Validator;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * An ACME CA (RFC 8555) for tests, on loopback, in the test's time.
 *
 * <pre>{@code
 * try (AcmeCa ca = AcmeCa.start(clock)) {
 *   ca.httpPort(solver.port());
 *   client.issue(ca.directoryUrl(), ca.trustPem(), "www.example.com");
 *   assertEquals(1, ca.requests().count(RequestKind.NEW_ORDER));
 * }
 * }</pre>
 *
 * <p>All that it stores or decides goes by the clock that it was given: a certificate of 90 days
 * expires when the test moves the clock. A validation looks at real sockets; until told otherwise
 * every name has the address 127.0.0.1. A client that asks for an authorization, a challenge or an
 * order while the CA looks is answered when it has looked, so that a test need not poll in real
 * time.
 *
 * <p>It starts daemon threads, which end with {@link #close}. Safe for use by several threads.
 */
public final class AcmeCa implements AutoCloseable {
  private final FaultPlan faults;
  private final RequestLog requests = new RequestLog();
  private final Hierarchy hierarchy;
  private final Endpoint endpoint;
  private final DnsServer dns;
  private final HttpsListener listener;
  private final CaServer server;
  private final Frontend frontend;
  private final ExecutorService threads;
  private volatile int httpPort;
  private volatile int tlsPort;

  AcmeCa(
      InstantSource clock,
      long seed,
      Settings settings,
      int alternateRoots,
      int perspectives,
      @Nullable InetSocketAddress resolver) {
    Crypto crypto = Crypto.of(SeededRandom.of(seed, "ca"));
    hierarchy = Hierarchy.create(clock.instant(), alternateRoots, crypto);
    endpoint = Endpoint.create(Crypto.of(SeededRandom.of(seed, "endpoint")));
    faults = new FaultPlan(seed);
    dns = DnsServer.start();
    listener = HttpsListener.bind(endpoint.tls());
    threads =
        Executors.newCachedThreadPool(
            task -> {
              Thread thread = new Thread(task, "acme-ca-validation-" + listener.port());
              thread.setDaemon(true);
              return thread;
            });
    Validator validator =
        new Validator(
            resolver == null ? dns.address() : resolver,
            () -> httpPort,
            () -> tlsPort,
            settings.caaIdentities(),
            perspectives);
    server =
        new CaServer(
            listener.port(),
            clock,
            settings,
            faults,
            hierarchy,
            validator,
            threads,
            SeededRandom.of(seed, "names"));
    frontend = new Frontend(server, faults, requests);
    listener.serve(frontend::handle);
  }

  /**
   * Starts a CA with all defaults.
   *
   * @param clock the test's time
   */
  public static AcmeCa start(InstantSource clock) {
    return builder(clock).start();
  }

  /**
   * Returns what sets up a CA.
   *
   * @param clock the test's time
   */
  public static AcmeCaBuilder builder(InstantSource clock) {
    return new AcmeCaBuilder(clock);
  }

  /** Returns the URL of the directory. */
  public String directoryUrl() {
    return server.directoryUrl();
  }

  /**
   * Returns the root of the HTTPS endpoint, as PEM: what a client must trust to speak to the CA. It
   * is valid by the machine's clock, from 2000 to 2099.
   */
  public String trustPem() {
    return endpoint.trustPem();
  }

  /** Returns the root of the default chain of issued certificates, as PEM. */
  public String rootPem() {
    return rootPem(0);
  }

  /**
   * Returns a root of issued certificates, as PEM.
   *
   * @param chain 0 for the default chain, from 1 on for the alternate ones
   */
  public String rootPem(int chain) {
    return new String(Certificates.encode(hierarchy.root(chain)), StandardCharsets.US_ASCII);
  }

  /** Sets what stands for port 80 in HTTP-01. */
  public void httpPort(int port) {
    httpPort = port;
  }

  /** Sets what stands for port 443 in TLS-ALPN-01. */
  public void tlsPort(int port) {
    tlsPort = port;
  }

  /** Returns the names that the CA sees, to be changed at any time. */
  public DnsZones dns() {
    return dns.zones();
  }

  /** Returns the DNS server that the CA asks, for self-checks and dynamic updates of a client. */
  public DnsServer dnsServer() {
    return dns;
  }

  /** Returns the plan of what goes wrong. */
  public FaultPlan faults() {
    return faults;
  }

  /** Returns the log of all requests. */
  public RequestLog requests() {
    return requests;
  }

  /** Returns the leaves issued, in order. */
  public List<X509Certificate> issued() {
    return server.look(Records::issued);
  }

  /** Returns the URLs of all orders with their states, in order. */
  public Map<String, String> orders() {
    return server.look(Records::orders);
  }

  /** Returns the URLs of the accounts that were not deactivated, in order. */
  public List<String> accounts() {
    return server.look(Records::accounts);
  }

  /**
   * Returns the reason for which a certificate was revoked (RFC 5280, section 5.3.1), or empty when
   * it was not.
   */
  public OptionalInt revocationReason(X509Certificate certificate) {
    return server.look(records -> records.revocationReason(certificate));
  }

  /**
   * Revokes a certificate on the CA's own account; its renewal window becomes a past one.
   *
   * @param reason a code of RFC 5280, section 5.3.1
   */
  public void revoke(X509Certificate certificate, int reason) {
    change(records -> records.revoke(certificate, reason));
  }

  /** Moves the renewal window of a certificate (RFC 9773, section 4.2). */
  public void suggestRenewal(X509Certificate certificate, Instant start, Instant end) {
    suggestRenewal(certificate, start, end, null);
  }

  /**
   * Moves the renewal window of a certificate (RFC 9773, section 4.2). Nothing is checked, so that
   * a test can send what no CA should.
   *
   * @param explanationUrl the page that says why, or null
   */
  public void suggestRenewal(
      X509Certificate certificate, Instant start, Instant end, @Nullable String explanationUrl) {
    RenewalWindow window = new RenewalWindow(start, end, explanationUrl);
    change(records -> records.suggest(certificate, window));
  }

  /** Forgets all orders, authorizations and challenges; accounts and certificates stay. */
  public void loseOrders() {
    change(Records::loseOrders);
  }

  /** Forgets all accounts: requests of known clients get accountDoesNotExist. */
  public void loseAccounts() {
    change(Records::loseAccounts);
  }

  /**
   * Forgets everything but its keys, as Pebble when it is started anew: accounts, orders,
   * certificates, nonces. Port, URLs and log stay.
   */
  public void restart() {
    change(Records::loseAll);
  }

  /**
   * Moves newNonce, newAccount, newOrder, revokeCert, keyChange and renewalInfo to other URLs; the
   * old ones answer 404. The directory and the URLs of accounts, orders and the like stay.
   */
  public void moveDirectory() {
    change(Records::moveResources);
  }

  private void change(Consumer<Records> change) {
    server.look(
        records -> {
          change.accept(records);
          return records;
        });
  }

  /** Closes the ports and ends the threads. */
  @Override
  public void close() {
    frontend.close();
    listener.close();
    dns.close();
    threads.shutdownNow();
  }

  @Override
  public String toString() {
    return "AcmeCa[" + directoryUrl() + "]";
  }
}
