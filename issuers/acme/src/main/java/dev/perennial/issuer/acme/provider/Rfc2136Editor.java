package dev.perennial.issuer.acme.provider;

import dev.perennial.issuer.acme.config.Fields;
import dev.perennial.issuer.acme.dns.DnsClient;
import dev.perennial.issuer.acme.dns.DnsUpdate;
import dev.perennial.issuer.acme.dns.Nameserver;
import dev.perennial.issuer.acme.dns.ResponseCode;
import dev.perennial.issuer.acme.dns.TsigKey;
import dev.perennial.spi.DnsContext;
import dev.perennial.spi.DnsEditor;
import dev.perennial.spi.IssuerException;
import dev.perennial.spi.TxtRecord;
import java.io.IOException;
import java.net.http.HttpClient;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Sends dynamic updates (RFC 2136) of single values, so that other values are left alone. */
final class Rfc2136Editor implements DnsEditor {
  /** One exchange with a name server is short, whatever the host lets HTTP take. */
  private static final Duration LONGEST = Duration.ofSeconds(5);

  private final DnsContext context;
  private final Fields config;
  private final DnsClient client;

  Rfc2136Editor(DnsContext context) {
    this.context = context;
    this.config = new Fields(context.config());
    Duration timeout = context.timeout().compareTo(LONGEST) < 0 ? context.timeout() : LONGEST;
    this.client = new DnsClient(timeout, context.random(), HttpClient::newHttpClient);
  }

  @Override
  public void present(TxtRecord record) {
    update(record, false);
  }

  @Override
  public void cleanUp(TxtRecord record) {
    update(record, true);
  }

  private void update(TxtRecord record, boolean removes) {
    String server = config.text("nameserver");
    DnsUpdate update =
        new DnsUpdate(
            record.zone(), record.name(), record.value(), record.ttl().toSeconds(), removes);
    TsigKey key = key();
    int code;
    try {
      boolean tcp = config.text("protocol").equalsIgnoreCase("TCP");
      code = client.update(Nameserver.parse(server), tcp, update, key, context.clock().instant());
    } catch (IOException | IllegalArgumentException e) {
      String why = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
      throw IssuerException.retryable(
          Secrets.REASON,
          "dynamic update of " + record.name() + " at name server " + server + ": " + why,
          e);
    }
    if (code != ResponseCode.NOERROR) {
      throw IssuerException.retryable(
          Secrets.REASON,
          "name server "
              + server
              + " refuses the dynamic update of "
              + record.name()
              + " in zone "
              + record.zone()
              + " with "
              + ResponseCode.name(code)
              + ": "
              + advice(code, key),
          null);
    }
  }

  private @Nullable TsigKey key() {
    String name = config.text("tsigKeyName");
    if (name.isEmpty()) {
      return null;
    }
    Fields reference = config.object("tsigSecretSecretRef");
    String secret = Secrets.text(context, reference);
    try {
      return TsigKey.of(name, config.text("tsigAlgorithm"), secret);
    } catch (IllegalArgumentException e) {
      throw IssuerException.retryable(
          Secrets.REASON,
          Secrets.place(reference) + " cannot be used as a TSIG secret: " + e.getMessage(),
          null);
    }
  }

  private String advice(int code, @Nullable TsigKey key) {
    String secret = Secrets.place(config.object("tsigSecretSecretRef"));
    return switch (code) {
      case ResponseCode.BADSIG -> "the secret in " + secret + " is not the one that the server has";
      case ResponseCode.BADKEY ->
          "the server does not know " + key + "; check tsigKeyName and tsigAlgorithm";
      case ResponseCode.BADTIME -> "the clocks here and there are more than 300 s apart";
      case ResponseCode.NOTAUTH ->
          key == null
              ? "the server is not authoritative for the zone"
              : "the server is not authoritative for the zone, or does not accept "
                  + key
                  + " with the secret in "
                  + secret;
      case ResponseCode.REFUSED ->
          key == null
              ? "it may want a signature; set tsigKeyName and tsigSecretSecretRef"
              : key + " may not change this name";
      default -> "the log of the server may say why";
    };
  }
}
