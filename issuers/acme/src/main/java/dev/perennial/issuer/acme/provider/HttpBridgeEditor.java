package dev.perennial.issuer.acme.provider;

import dev.perennial.issuer.acme.config.Fields;
import dev.perennial.spi.DnsContext;
import dev.perennial.spi.DnsEditor;
import dev.perennial.spi.IssuerException;
import dev.perennial.spi.TxtRecord;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import org.shredzone.acme4j.toolbox.JSONBuilder;

/**
 * Has an endpoint of the host publish answers. What it answers beyond the status is not shown: it
 * may repeat a secret.
 */
final class HttpBridgeEditor implements DnsEditor {
  private final DnsContext context;
  private final Fields config;
  private final ServiceHttp http;

  HttpBridgeEditor(DnsContext context) {
    this.context = context;
    this.config = new Fields(context.config());
    this.http = new ServiceHttp("the DNS endpoint", context);
  }

  @Override
  public void present(TxtRecord record) {
    post("present", record);
  }

  @Override
  public void cleanUp(TxtRecord record) {
    post("cleanup", record);
  }

  private void post(String action, TxtRecord record) {
    URI uri = URI.create(config.text("url").replaceFirst("/+$", "") + "/" + action);
    String body =
        new JSONBuilder().put("fqdn", record.name() + ".").put("value", record.value()).toString();
    int status = http.send("POST", uri, credentials(), Optional.of(body)).status();
    if (status == 401 || status == 403) {
      throw IssuerException.retryable(
          Secrets.REASON,
          "the DNS endpoint "
              + uri
              + " answers HTTP "
              + status
              + ": it does not accept "
              + (reference().names().isEmpty()
                  ? "requests without credentials; set username or tokenSecretRef"
                  : Secrets.place(reference())),
          null);
    }
    if (status < 200 || status > 299) {
      throw IssuerException.retryable(
          Secrets.REASON,
          "the DNS endpoint "
              + uri
              + " answers HTTP "
              + status
              + " for "
              + record.name()
              + "; 2xx was expected",
          null);
    }
  }

  private Fields reference() {
    return config.text("username").isEmpty()
        ? config.object("tokenSecretRef")
        : config.object("passwordSecretRef");
  }

  private Map<String, String> credentials() {
    if (reference().names().isEmpty()) {
      return Map.of();
    }
    String secret = Secrets.text(context, reference());
    if (config.text("username").isEmpty()) {
      return Map.of("Authorization", "Bearer " + secret);
    }
    byte[] pair = (config.text("username") + ":" + secret).getBytes(StandardCharsets.UTF_8);
    return Map.of("Authorization", "Basic " + Base64.getEncoder().encodeToString(pair));
  }
}
