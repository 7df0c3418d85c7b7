package dev.perennial.testkit.acme.protocol;

import dev.perennial.testkit.acme.http.Answer;
import dev.perennial.testkit.acme.problem.Refusal;

/** An order that is read (RFC 8555, section 7.4). */
final class OrderResource implements Resource {
  private final World world;

  OrderResource(World world) {
    this.world = world;
  }

  @Override
  public Answer answer(Signed request, String id) {
    request.requireGet();
    Order order = find(world, request, id);
    order.poll();
    return answer(world, order);
  }

  static Order find(World world, Signed request, String id) {
    Order order = world.state().orders.get(id);
    if (order == null) {
      throw Refusal.notFound("there is no order " + id);
    }
    request.requireOwner(order.account);
    return order;
  }

  static Answer answer(World world, Order order) {
    Answer answer =
        Replies.json(200, order.json(world.urls(), world.now()))
            .withHeader("Location", world.urls().order(order.id));
    // RFC 8555, section 7.4: Retry-After while it is processed.
    return order.state(world.now()) == Order.State.PROCESSING
        ? world.retryAfter(answer, world.settings().retryAfterOrder())
        : answer;
  }
}
