package dev.perennial.issuer.acme.provider;

import dev.perennial.issuer.acme.config.Fields;
import dev.perennial.issuer.acme.dns.DnsNames;
import dev.perennial.spi.DnsContext;
import dev.perennial.spi.DnsEditor;
import dev.perennial.spi.IssuerException;
import dev.perennial.spi.TxtRecord;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.shredzone.acme4j.exception.AcmeProtocolException;
import org.shredzone.acme4j.toolbox.JSON;
import org.shredzone.acme4j.toolbox.JSONBuilder;

/**
 * Updates the TXT record of an account at acme-dns. The server keeps the last two values of an
 * account and forgets the older ones; there is no way to take one back.
 */
final class AcmeDnsEditor implements DnsEditor {
  private static final String LABEL = "_acme-challenge.";

  /** The server takes nothing but the digest of a key authorization (its README, "Update"). */
  private static final int VALUE_LENGTH = 43;

  private final DnsContext context;
  private final Fields config;
  private final ServiceHttp http;

  AcmeDnsEditor(DnsContext context) {
    this.context = context;
    this.config = new Fields(context.config());
    this.http = new ServiceHttp("acme-dns", context);
  }

  @Override
  public void present(TxtRecord record) {
    if (record.value().length() != VALUE_LENGTH) {
      throw IssuerException.terminal(
          Secrets.REASON,
          "acme-dns takes values of " + VALUE_LENGTH + " characters only, as DNS-01 has them",
          null);
    }
    Fields account = account(record.name());
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("X-Api-User", account.text("username"));
    headers.put("X-Api-Key", account.text("password"));
    String body =
        new JSONBuilder()
            .put("subdomain", account.text("subdomain"))
            .put("txt", record.value())
            .toString();
    ServiceHttp.Answer answer = http.send("POST", update(), headers, Optional.of(body));
    if (answer.status() == 401 || answer.status() == 403) {
      throw IssuerException.retryable(
          Secrets.REASON,
          "acme-dns does not accept the account for "
              + record.name()
              + " in "
              + Secrets.place(config.object("accountSecretRef")),
          null);
    }
    if (answer.status() != 200) {
      throw IssuerException.retryable(
          Secrets.REASON,
          "acme-dns answers HTTP " + answer.status() + " to the update of " + record.name(),
          null);
    }
  }

  /** Nothing can be taken back: the next values push this one out. */
  @Override
  public void cleanUp(TxtRecord record) {}

  private URI update() {
    String host = config.text("host");
    String base = host.contains("://") ? host : "https://" + host;
    return URI.create(base.replaceFirst("/+$", "") + "/update");
  }

  /** Returns the account of a domain, or the one that a CNAME of it points to. */
  private Fields account(String name) {
    Fields reference = config.object("accountSecretRef");
    Map<String, Fields> accounts = accounts(reference);
    String domain = name.startsWith(LABEL) ? name.substring(LABEL.length()) : name;
    Optional<Fields> found =
        Optional.ofNullable(accounts.get(domain))
            .or(
                () ->
                    accounts.values().stream()
                        .filter(a -> DnsNames.normal(a.text("fulldomain")).equals(name))
                        .findFirst());
    return found.orElseThrow(
        () ->
            IssuerException.retryable(
                Secrets.REASON,
                Secrets.place(reference) + " has no acme-dns account for \"" + domain + "\"",
                null));
  }

  private Map<String, Fields> accounts(Fields reference) {
    String json = Secrets.text(context, reference);
    try {
      Fields all = new Fields(JSON.parse(json).toMap());
      Map<String, Fields> accounts = new LinkedHashMap<>();
      all.names().forEach(name -> accounts.put(DnsNames.normal(name), all.object(name)));
      return accounts;
    } catch (AcmeProtocolException e) {
      throw IssuerException.retryable(
          Secrets.REASON,
          Secrets.place(reference) + " must be a JSON object of acme-dns accounts by domain",
          null);
    }
  }
}
