package dev.perennial.issuer.acme.dns;

import dev.perennial.issuer.acme.client.BoundedBody;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Asks one server at a time, each exchange bounded. Safe for use by several threads. */
public final class DnsClient {
  /** cert-manager {@code pkg/issuer/acme/dns/util/dns.go}: 128 KiB. */
  private static final long MOST_HTTPS_BYTES = 128 * 1024;

  private static final String MEDIA_TYPE = "application/dns-message";

  private final DnsTransport transport;
  private final Duration timeout;
  private final SecureRandom random;
  private final Supplier<HttpClient> http;

  /**
   * Makes a client.
   *
   * @param timeout the bound of one exchange; a datagram is sent twice
   * @param random where the identifiers of messages come from
   * @param http what to speak DNS over HTTPS with; asked for when it is needed
   */
  public DnsClient(Duration timeout, SecureRandom random, Supplier<HttpClient> http) {
    this.transport = new DnsTransport(timeout);
    this.timeout = timeout;
    this.random = random;
    this.http = http;
  }

  /** Asks for the records of a name. */
  DnsMessage ask(Nameserver server, String name, int type, boolean recursive) throws IOException {
    byte[] query = DnsMessage.query(random.nextInt(1 << 16), name, type, recursive);
    URI https = server.https();
    byte[] wire = https != null ? overHttps(https, query) : transport.send(server.address(), query);
    DnsMessage answer = DnsMessage.parse(wire);
    if (!answer.isResponse() || !answer.question().equals(DnsNames.normal(name))) {
      throw new IOException("the answer is to another question");
    }
    return answer;
  }

  private byte[] overHttps(URI url, byte[] query) throws IOException {
    HttpRequest request =
        HttpRequest.newBuilder(url)
            .timeout(timeout)
            .header("Content-Type", MEDIA_TYPE)
            .header("Accept", MEDIA_TYPE)
            .POST(HttpRequest.BodyPublishers.ofByteArray(query))
            .build();
    CompletableFuture<HttpResponse<InputStream>> answer =
        http.get().sendAsync(request, BoundedBody.upTo(MOST_HTTPS_BYTES));
    try {
      HttpResponse<InputStream> response = answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
      if (response.statusCode() != 200) {
        throw new IOException("HTTP " + response.statusCode());
      }
      return response.body().readAllBytes();
    } catch (InterruptedException e) {
      answer.cancel(true);
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } catch (TimeoutException e) {
      answer.cancel(true);
      throw new IOException("no answer within " + timeout.toMillis() + " ms", e);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException io ? io : new IOException(e.getCause());
    }
  }

  /**
   * Adds one value to a name, or removes it, by a dynamic update (RFC 2136, sections 2.5.1 and
   * 2.5.4); other values stay.
   *
   * @param key what to sign with; null for not at all
   * @return the response code; for a signature that the server refuses, its error (RFC 8945,
   *     section 3)
   */
  public int update(
      Nameserver server, boolean tcp, DnsUpdate update, @Nullable TsigKey key, Instant now)
      throws IOException {
    byte[] plain = update.wire(random.nextInt(1 << 16));
    InetSocketAddress address = server.address();
    Tsig signature = key == null ? null : Tsig.sign(plain, key, now);
    byte[] query = signature == null ? plain : signature.message();
    byte[] wire = tcp ? transport.sendByTcp(address, query) : transport.send(address, query);
    DnsMessage answer = DnsMessage.parse(wire);
    int error = signature == null ? ResponseCode.NOERROR : signature.verify(wire, answer, now);
    return error == ResponseCode.NOERROR ? answer.rcode() : error;
  }
}
