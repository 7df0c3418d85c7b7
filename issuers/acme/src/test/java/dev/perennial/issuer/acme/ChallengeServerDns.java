package dev.perennial.issuer.acme;

import dev.perennial.model.FieldPath;
import dev.perennial.model.Violation;
import dev.perennial.spi.DnsContext;
import dev.perennial.spi.DnsEditor;
import dev.perennial.spi.DnsProvider;
import dev.perennial.spi.IssuerException;
import dev.perennial.spi.TxtRecord;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/** A stranger's provider for pebble-challtestsrv, which takes all values of a name back at once. */
final class ChallengeServerDns implements DnsProvider {
  final List<TxtRecord> published = new CopyOnWriteArrayList<>();
  final List<TxtRecord> takenBack = new CopyOnWriteArrayList<>();
  private final String management;
  private final HttpClient http = HttpClient.newHttpClient();

  ChallengeServerDns(String management) {
    this.management = management;
  }

  @Override
  public String name() {
    return "challtestsrv";
  }

  @Override
  public List<Violation> validate(Map<String, Object> config, FieldPath path) {
    return List.of();
  }

  @Override
  public Set<String> referencedSecrets(Map<String, Object> config) {
    return Set.of();
  }

  @Override
  public boolean needsZone() {
    return false;
  }

  @Override
  public DnsEditor open(DnsContext context) {
    return new DnsEditor() {
      @Override
      public void present(TxtRecord record) {
        published.add(record);
        post(
            "set-txt",
            "{\"host\": \"" + record.name() + ".\", \"value\": \"" + record.value() + "\"}");
      }

      @Override
      public void cleanUp(TxtRecord record) {
        takenBack.add(record);
        post("clear-txt", "{\"host\": \"" + record.name() + ".\"}");
      }
    };
  }

  private void post(String path, String json) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(management + "/" + path))
            .POST(HttpRequest.BodyPublishers.ofString(json))
            .build();
    try {
      int status = http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
      if (status != 200) {
        throw IssuerException.retryable("PresentError", "HTTP " + status, null);
      }
    } catch (IOException e) {
      throw IssuerException.retryable("PresentError", "no answer", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
