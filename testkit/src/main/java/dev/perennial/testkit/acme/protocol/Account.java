package dev.perennial.testkit.acme.protocol;

import dev.perennial.testkit.acme.jws.Json;
import dev.perennial.testkit.acme.jws.Jwk;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** An account (RFC 8555, section 7.1.2). Used under the CA's lock. */
final class Account {
  final String id;
  final @Nullable JsonNode binding;
  Jwk key;
  List<String> contacts;
  boolean deactivated;
  final List<Order> orders = new ArrayList<>();

  Account(String id, Jwk key, List<String> contacts, @Nullable JsonNode binding) {
    this.id = id;
    this.key = key;
    this.contacts = List.copyOf(contacts);
    this.binding = binding;
  }

  ObjectNode json(Urls urls) {
    ObjectNode json = Json.object();
    json.put("status", deactivated ? "deactivated" : "valid");
    if (!contacts.isEmpty()) {
      contacts.forEach(json.withArray("contact")::add);
    }
    json.put("termsOfServiceAgreed", true);
    if (binding != null) {
      json.set("externalAccountBinding", binding);
    }
    return json.put("orders", urls.orders(id));
  }
}
