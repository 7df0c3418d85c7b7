package dev.perennial.testkit.acme.protocol;

import dev.perennial.testkit.acme.http.Answer;
import dev.perennial.testkit.acme.http.Answer.Delivery;
import dev.perennial.testkit.acme.http.Request;
import dev.perennial.testkit.acme.jws.Json;
import dev.perennial.testkit.acme.problem.ProblemType;
import dev.perennial.testkit.acme.traffic.Fault;
import dev.perennial.testkit.acme.traffic.FaultPlan;
import dev.perennial.testkit.acme.traffic.RequestLog;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import tools.jackson.databind.node.ObjectNode;

/**
 * Where requests come in: applies the fault plan, waits for validations that are about to end, asks
 * the resource under the lock, and writes the log. Safe for use by several threads.
 */
public final class Frontend implements AutoCloseable {
  /** How long a poll waits for a look that goes on, in seconds of real time. */
  private static final long MOST_SECONDS = 15;

  /** What a client must not be able to read. */
  private static final String GARBAGE = "\u0000\u0007<<< not an answer >>> {\"";

  private final CaServer ca;
  private final FaultPlan faults;
  private final RequestLog log;
  private final CountDownLatch closing = new CountDownLatch(1);

  /** Makes the front of a CA. */
  public Frontend(CaServer ca, FaultPlan faults, RequestLog log) {
    this.ca = ca;
    this.faults = faults;
    this.log = log;
  }

  /** Answers a request. */
  public Answer handle(Request request) {
    Urls.Route route = ca.route(request.path());
    Optional<Fault> fault = faults.next(route.kind());
    Answer answer = answer(request, route, fault);
    log.add(
        request.method(),
        route.kind(),
        request.path(),
        answer.delivery() == Delivery.NOTHING ? 0 : answer.status(),
        problem(answer));
    return answer;
  }

  private Answer answer(Request request, Urls.Route route, Optional<Fault> fault) {
    if (fault.isEmpty()) {
      return carryOut(request, route);
    }
    if (fault.get() instanceof Fault.Refuse refuse) {
      return refused(refuse);
    }
    if (fault.get() instanceof Fault.Drop drop && drop.moment() == Fault.Moment.BEFORE_IT) {
      return Answer.of(0).withDelivery(Delivery.NOTHING);
    }
    Answer answer = carryOut(request, route);
    if (fault.get() instanceof Fault.Drop) {
      return answer.withDelivery(Delivery.NOTHING);
    }
    if (fault.get() instanceof Fault.Cut) {
      return answer.withDelivery(Delivery.HALF);
    }
    if (fault.get() instanceof Fault.Garbage) {
      return new Answer(answer.status(), answer.headers(), GARBAGE, answer.delivery());
    }
    if (fault.get() instanceof Fault.Delay delay) {
      await(delay);
      return answer;
    }
    throw new AssertionError(fault.get());
  }

  private Answer carryOut(Request request, Urls.Route route) {
    ca.looks(request, route).forEach(Frontend::await);
    return ca.answer(request, route);
  }

  private static Answer refused(Fault.Refuse refuse) {
    Answer answer = Answer.of(refuse.status());
    if (!refuse.problem().isEmpty()) {
      ObjectNode problem = Json.object();
      problem.put("type", ProblemType.URN + refuse.problem());
      problem.put("detail", "a fault that the test planned").put("status", refuse.status());
      answer = answer.withBody(Replies.PROBLEM, Json.write(problem));
    }
    return refuse.retryAfter() == null
        ? answer
        : answer.withHeader("Retry-After", Replies.seconds(refuse.retryAfter()));
  }

  private static String problem(Answer answer) {
    boolean isProblem = answer.header("Content-Type").filter(Replies.PROBLEM::equals).isPresent();
    int from = answer.body().indexOf("urn:");
    return isProblem && from >= 0
        ? answer.body().substring(from, answer.body().indexOf('"', from))
        : "";
  }

  private static void await(CompletableFuture<?> look) {
    try {
      Object ended = look.get(MOST_SECONDS, TimeUnit.SECONDS);
      assert ended != null;
    } catch (TimeoutException | ExecutionException e) {
      // Still processing, or broken: the resource says which.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void await(Fault.Delay delay) {
    try {
      boolean closed = closing.await(delay.realTime().toMillis(), TimeUnit.MILLISECONDS);
      assert closed || !delay.realTime().isNegative();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Lets go of the answers that are held back. */
  @Override
  public void close() {
    closing.countDown();
  }
}
