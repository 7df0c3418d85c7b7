package dev.perennial.testkit.acme.validation;

import dev.perennial.testkit.acme.problem.Problem;
import dev.perennial.testkit.acme.problem.ProblemType;
import dev.perennial.testkit.acme.problem.Refusal;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.URISyntaxException;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Optional;
import java.util.function.IntSupplier;

/**
 * HTTP-01 (RFC 8555, section 8.3; RFC 8738, section 4). Connects to the addresses that the CA's DNS
 * gives, IPv6 first and IPv4 when that cannot be reached, and follows redirects to HTTP and HTTPS
 * on any port without looking at certificates, as the section allows.
 */
final class Http01Check implements Check {
  private static final int MILLIS = 5_000;
  private static final int MAX_REDIRECTS = 10;

  private final Resolver resolver;
  private final IntSupplier port;

  Http01Check(Resolver resolver, IntSupplier port) {
    this.resolver = resolver;
    this.port = port;
  }

  @Override
  public void look(Target target) {
    String host = target.identifier().value();
    String bracketed = host.indexOf(':') >= 0 ? "[" + host + "]" : host;
    String path = "/.well-known/acme-challenge/" + target.token();
    URI url = URI.create("http://" + bracketed + ":" + port.getAsInt() + path);
    PlainHttp.Reply reply = get(url);
    for (int i = 0; reply.location().isPresent(); i++) {
      if (i == MAX_REDIRECTS) {
        throw Refusal.of(ProblemType.CONNECTION, "too many redirects from " + url);
      }
      url = redirect(url, reply.location().get());
      reply = get(url);
    }
    if (reply.status() != 200) {
      throw Refusal.of(
          ProblemType.UNAUTHORIZED,
          "invalid response from " + url + ": " + reply.status() + "; 200 would be right");
    }
    // RFC 8555, section 8.3: white space at the end of the body is ignored.
    String body = reply.body().stripTrailing();
    if (!body.equals(target.keyAuthorization())) {
      throw Refusal.of(
          ProblemType.UNAUTHORIZED,
          "the key authorization file from the server did not match this challenge: "
              + url
              + " gave \""
              + body.substring(0, Math.min(body.length(), 200))
              + "\"");
    }
  }

  private static URI redirect(URI from, String location) {
    try {
      URI to = from.resolve(new URI(location));
      if (to.getHost() == null || !List.of("http", "https").contains(to.getScheme())) {
        throw Refusal.of(ProblemType.CONNECTION, from + " redirects to " + to);
      }
      return to;
    } catch (URISyntaxException e) {
      throw Refusal.of(ProblemType.CONNECTION, from + " redirects to what is no URL");
    }
  }

  private PlainHttp.Reply get(URI url) {
    boolean isTls = url.getScheme().equals("https");
    // The CA's port stands for port 80, the one of a redirect without a port too.
    int to = url.getPort() >= 0 ? url.getPort() : isTls ? 443 : port.getAsInt();
    String host = url.getHost().replaceAll("[\\[\\]]", "");
    Optional<Problem> failure = Optional.empty();
    for (InetAddress address : resolver.addresses(host)) {
      try (Socket socket = new Socket()) {
        socket.connect(new InetSocketAddress(address, to), MILLIS);
        socket.setSoTimeout(MILLIS);
        return isTls
            ? PlainHttp.get(AnyCertificate.overTls(socket, host, to), url)
            : PlainHttp.get(socket, url);
      } catch (IOException | GeneralSecurityException e) {
        failure =
            Optional.of(
                Problem.of(
                    ProblemType.CONNECTION,
                    "fetching "
                        + url
                        + " from "
                        + address.getHostAddress()
                        + ": "
                        + e.getMessage()));
      }
    }
    throw failure.orElseThrow().refusal();
  }
}
