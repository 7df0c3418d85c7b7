package dev.perennial.issuer.acme.order;

import dev.perennial.issuer.acme.client.Problems;
import dev.perennial.issuer.acme.client.Reply;
import java.net.MalformedURLException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.shredzone.acme4j.toolbox.JSON;

/**
 * An order object as the server answered it (RFC 8555, section 7.1.3). Immutable.
 *
 * @param url the {@code Location}; empty when the answer has none
 * @param status its status
 * @param finalizeUrl where the CSR goes
 * @param certificateUrl the URL of the chain; empty before it is there
 * @param authorizations the URLs of the authorizations
 * @param failure why it is invalid; empty when it is not or the server does not say
 */
record OrderReply(
    String url,
    String status,
    String finalizeUrl,
    String certificateUrl,
    List<String> authorizations,
    String failure) {
  static OrderReply of(Reply reply) {
    JSON body = reply.body();
    List<String> urls = new ArrayList<>();
    for (JSON.Value value : body.get("authorizations").asArray()) {
      urls.add(value.asString());
    }
    return new OrderReply(
        reply.location().orElse(""),
        body.get("status").map(JSON.Value::asString).orElse(""),
        body.get("finalize").map(JSON.Value::asString).orElse(""),
        body.get("certificate").map(JSON.Value::asString).orElse(""),
        urls,
        "the order is invalid" + error(body));
  }

  private static String error(JSON body) {
    try {
      java.net.URL base = URI.create("https://acme.invalid/").toURL();
      return body.get("error").map(e -> ": " + Problems.text(e.asProblem(base))).orElse("");
    } catch (MalformedURLException e) {
      throw new AssertionError(e);
    }
  }

  String requireUrl() {
    if (url.isEmpty() || finalizeUrl.isEmpty() || authorizations.isEmpty()) {
      throw new org.shredzone.acme4j.exception.AcmeProtocolException(
          "the new order has no Location, no finalize URL or no authorizations");
    }
    return url;
  }

  boolean isInvalid() {
    return status.equals("invalid");
  }

  boolean isProcessing() {
    return status.equals("processing");
  }

  boolean isReady() {
    return status.equals("ready");
  }
}
