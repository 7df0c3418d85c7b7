package dev.perennial.issuer.acme.provider;

import dev.perennial.issuer.acme.config.Fields;
import dev.perennial.issuer.acme.dns.DnsNames;
import dev.perennial.spi.DnsEditor;
import dev.perennial.spi.IssuerException;
import dev.perennial.spi.TxtRecord;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.shredzone.acme4j.toolbox.JSONBuilder;

/** Creates and deletes single TXT records at Cloudflare. Safe for use by several threads. */
final class CloudflareEditor implements DnsEditor {
  /** An identical record already exists. */
  private static final int EXISTS = 81058;

  private static final int EXISTS_OF_OLD = 81057;

  /** The record does not exist. */
  private static final int GONE = 81044;

  private final CloudflareApi api;
  private final Map<String, String> zones = new ConcurrentHashMap<>();

  CloudflareEditor(CloudflareApi api) {
    this.api = api;
  }

  @Override
  public void present(TxtRecord record) {
    inZone(record, zone -> create(zone, record));
  }

  @Override
  public void cleanUp(TxtRecord record) {
    inZone(record, zone -> delete(zone, record));
  }

  /** A zone that was known may be gone: after a fault it is looked for again. */
  private void inZone(TxtRecord record, Consumer<String> work) {
    try {
      work.accept(zone(record));
    } catch (IssuerException e) {
      zones.remove(record.name());
      throw e;
    }
  }

  private void create(String zone, TxtRecord record) {
    if (find(zone, record).isPresent()) {
      return;
    }
    String body =
        new JSONBuilder()
            .put("type", "TXT")
            .put("name", record.name())
            .put("content", Quoted.write(record.value()))
            .put("ttl", record.ttl().toSeconds())
            .toString();
    String path = "/zones/" + zone + "/dns_records";
    CloudflareApi.Reply reply = api.send("POST", path, Optional.of(body));
    if (!reply.failedWith(EXISTS) && !reply.failedWith(EXISTS_OF_OLD)) {
      api.require(reply, path);
    }
  }

  private void delete(String zone, TxtRecord record) {
    Optional<String> id = find(zone, record);
    if (id.isPresent()) {
      String path = "/zones/" + zone + "/dns_records/" + id.get();
      CloudflareApi.Reply reply = api.send("DELETE", path, Optional.empty());
      if (!reply.failedWith(GONE)) {
        api.require(reply, path);
      }
    }
  }

  private Optional<String> find(String zone, TxtRecord record) {
    List<Fields> found =
        api.list(
            "/zones/" + zone + "/dns_records",
            Map.of("type", "TXT", "name", record.name(), "per_page", "100"));
    return found.stream()
        .filter(r -> r.text("name").equalsIgnoreCase(record.name()))
        .filter(r -> Quoted.read(r.text("content")).equals(record.value()))
        .map(r -> r.text("id"))
        .findFirst();
  }

  /** Returns the identifier of the closest zone upwards that the credentials show. */
  private String zone(TxtRecord record) {
    String known = zones.get(record.name());
    if (known != null) {
      return known;
    }
    for (String at = record.name(); at.contains("."); at = DnsNames.parent(at)) {
      List<Fields> found = api.list("/zones", Map.of("name", at, "per_page", "50"));
      if (!found.isEmpty()) {
        String id = found.get(0).text("id");
        zones.put(record.name(), id);
        return id;
      }
    }
    throw IssuerException.retryable(
        Secrets.REASON,
        "Cloudflare shows no zone that holds "
            + record.name()
            + " to "
            + api.credentialsPlace()
            + ", which needs the permissions Zone:Read and DNS:Edit",
        null);
  }
}
