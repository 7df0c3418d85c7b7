package dev.perennial.issuer.acme.http01;

import dev.perennial.model.ResourceKey;
import dev.perennial.model.SecretBundle;
import dev.perennial.spi.Http01Solver;
import dev.perennial.spi.ResourceStore;
import java.util.Optional;

/**
 * Answers HTTP-01 challenges in the host's own server, whatever it is: the path of a request goes
 * in, the body of the answer comes out.
 *
 * <pre>{@code
 * Http01Handler handler = new Http01Handler(store);
 * handler.answer(request.path()).ifPresentOrElse(response::send, response::notFound);
 * }</pre>
 *
 * <p>Every node that shares the store gives the answers, several at a time, until the server has
 * made up its mind. Safe for use by several threads; a call reads the store once.
 */
public final class Http01Handler {
  /** The type of the body (RFC 8555, section 8.3). */
  public static final String CONTENT_TYPE = "application/octet-stream";

  private final ResourceStore store;

  /** Makes a handler on the store of the manager. */
  public Http01Handler(ResourceStore store) {
    this.store = store;
  }

  /**
   * Returns the body of the answer to a request for a path, in US-ASCII; empty when there is none
   * and the server should answer 404.
   *
   * @param path the path of the request, as {@code /.well-known/acme-challenge/<token>}
   * @throws dev.perennial.spi.StoreException when the store cannot be read
   */
  public Optional<String> answer(String path) {
    if (!path.startsWith(Http01Solver.PATH)) {
      return Optional.empty();
    }
    return Http01Answers.place(path.substring(Http01Solver.PATH.length()))
        .flatMap(place -> store.read(ResourceKey.secret(place)))
        .map(found -> (SecretBundle) found.resource())
        .flatMap(Http01Answers::answer);
  }
}
