package dev.perennial.issuer.acme.provider;

import com.sun.net.httpserver.HttpExchange;
import dev.perennial.issuer.acme.config.Fields;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Cloudflare's API, version 4, as far as TXT records go: {@code GET /zones}, {@code GET}, {@code
 * POST} and {@code DELETE /zones/<zone>/dns_records}. Lists come in pages of two, so that all are
 * asked for. Source: developers.cloudflare.com/api.
 */
final class FakeCloudflare extends FakeService {
  static final String TOKEN = "v1.0-t0ken";
  private static final int PAGE = 2;

  private final Map<String, String[]> byId = new LinkedHashMap<>();
  private final Map<String, String> wantedHeaders;
  private int nextId = 1;

  FakeCloudflare(Map<String, String> wantedHeaders) {
    this.wantedHeaders = wantedHeaders;
  }

  @Override
  synchronized Reply answer(HttpExchange exchange, String method, String path, String body) {
    for (Map.Entry<String, String> header : wantedHeaders.entrySet()) {
      if (!header.getValue().equals(exchange.getRequestHeaders().getFirst(header.getKey()))) {
        return unauthorized();
      }
    }
    Map<String, String> query = query(exchange.getRequestURI().getRawQuery());
    String zone = "/client/v4/zones/0da42c8d2132a9ddaf714f9e7c920711/dns_records";
    if (method.equals("GET") && path.equals("/client/v4/zones")) {
      require(query.containsKey("name"), "name");
      return query.get("name").equals("example.com")
          ? page(List.of(zone()), query)
          : page(List.of(), query);
    }
    if (method.equals("GET") && path.equals(zone)) {
      require("TXT".equals(query.get("type")), "type must be TXT");
      return page(found(query.get("name")), query);
    }
    if (method.equals("POST") && path.equals(zone)) {
      String type = exchange.getRequestHeaders().getFirst("Content-Type");
      require("application/json".equals(type), "Content-Type " + type);
      return create(json(body));
    }
    if (method.equals("DELETE") && path.startsWith(zone + "/")) {
      require(body.isEmpty(), "a body of a DELETE");
      return delete(path.substring(zone.length() + 1));
    }
    return error(404, 7000, "No route for that URI");
  }

  private static Map<String, Object> zone() {
    Map<String, Object> zone = new LinkedHashMap<>();
    zone.put("id", "0da42c8d2132a9ddaf714f9e7c920711");
    zone.put("name", "example.com");
    zone.put("status", "active");
    return zone;
  }

  private List<Map<String, Object>> found(String name) {
    return byId.entrySet().stream()
        .filter(e -> e.getValue()[0].equals(name))
        .map(e -> json(e.getKey(), e.getValue()))
        .collect(Collectors.toList());
  }

  private static Map<String, Object> json(String id, String[] record) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("id", id);
    json.put("type", "TXT");
    json.put("name", record[0]);
    json.put("content", Quoted.write(record[1]));
    json.put("ttl", 60);
    return json;
  }

  private Reply create(Fields wanted) {
    require(wanted.text("type").equals("TXT"), "type");
    require(wanted.text("content").matches("\"[^\"]{1,255}\"( \"[^\"]{1,255}\")*"), "content");
    require(((Number) wanted.values().get("ttl")).intValue() >= 60, "ttl below 60");
    String value = Quoted.read(wanted.text("content"));
    String name = wanted.text("name");
    boolean there = byId.values().stream().anyMatch(r -> r[0].equals(name) && r[1].equals(value));
    if (there) {
      return error(400, 81058, "An identical record already exists.");
    }
    String id = "r" + nextId++;
    byId.put(id, new String[] {name, value});
    return new Reply(
        200,
        "{\"result\": "
            + text(json(id, byId.get(id)))
            + ", \"success\": true, \"errors\": [], \"messages\": []}");
  }

  private Reply delete(String id) {
    if (byId.remove(id) == null) {
      return error(404, 81044, "Record does not exist.");
    }
    return new Reply(
        200, "{\"result\": {\"id\": \"" + id + "\"}, \"success\": true, \"errors\": []}");
  }

  private static Reply page(List<Map<String, Object>> all, Map<String, String> query) {
    int page = Integer.parseInt(query.getOrDefault("page", "1"));
    List<String> shown = new ArrayList<>();
    for (int i = (page - 1) * PAGE; i < Math.min(page * PAGE, all.size()); i++) {
      shown.add(text(all.get(i)));
    }
    return new Reply(
        200,
        "{\"result\": ["
            + String.join(",", shown)
            + "], \"result_info\": {\"page\": "
            + page
            + ", \"per_page\": "
            + PAGE
            + ", \"total_pages\": "
            + (all.size() + PAGE - 1) / PAGE
            + ", \"count\": "
            + shown.size()
            + ", \"total_count\": "
            + all.size()
            + "}, \"success\": true, \"errors\": [], \"messages\": []}");
  }

  static Reply error(int status, int code, String message) {
    return new Reply(
        status,
        "{\"result\": null, \"success\": false, \"errors\": [{\"code\": "
            + code
            + ", \"message\": \""
            + message
            + "\"}], \"messages\": []}");
  }

  @Override
  Reply unauthorized() {
    return error(400, 6003, "Invalid request headers");
  }

  @Override
  synchronized List<String> values(String name) {
    return byId.values().stream().filter(r -> r[0].equals(name)).map(r -> r[1]).toList();
  }

  private static Map<String, String> query(String raw) {
    Map<String, String> query = new LinkedHashMap<>();
    for (String part : raw == null ? new String[0] : raw.split("&", -1)) {
      String[] pair = part.split("=", 2);
      query.put(pair[0], URLDecoder.decode(pair[1], StandardCharsets.UTF_8));
    }
    return query;
  }
}
