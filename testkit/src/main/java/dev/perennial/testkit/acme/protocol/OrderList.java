package dev.perennial.testkit.acme.protocol;

import dev.perennial.testkit.acme.http.Answer;
import dev.perennial.testkit.acme.jws.Json;
import dev.perennial.testkit.acme.problem.ProblemType;
import dev.perennial.testkit.acme.problem.Refusal;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** The orders of an account, in pages (RFC 8555, section 7.1.2.1). */
final class OrderList implements Resource {
  private final World world;

  OrderList(World world) {
    this.world = world;
  }

  @Override
  public Answer answer(Signed request, String id) {
    request.requireGet();
    Account account = request.requireAccount();
    String[] parts = id.split("/", 2);
    if (!parts[0].equals(account.id)) {
      throw Refusal.of(ProblemType.UNAUTHORIZED, "these are the orders of another account");
    }
    // "The server SHOULD include pending orders and SHOULD NOT include orders that are invalid."
    List<Order> orders =
        account.orders.stream().filter(o -> o.state(world.now()) != Order.State.INVALID).toList();
    int start = parts.length == 2 ? cursor(parts[1], orders.size()) : 0;
    int end = Math.min(orders.size(), start + world.settings().pageSize());
    ObjectNode json = Json.object();
    json.putArray("orders");
    orders
        .subList(start, end)
        .forEach(order -> json.withArray("orders").add(world.urls().order(order.id)));
    Answer answer = Replies.json(200, json);
    return end == orders.size()
        ? answer
        : Replies.withLink(answer, world.urls().orders(account.id + "/" + end), "next");
  }

  private static int cursor(String text, int most) {
    if (text.matches("[0-9]{1,6}") && Integer.parseInt(text) <= most) {
      return Integer.parseInt(text);
    }
    throw Refusal.notFound("there is no such page of orders");
  }
}
