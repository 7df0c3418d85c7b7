package dev.perennial.testkit.acme.traffic;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * All requests that reached the CA, in the order in which they were answered.
 *
 * <pre>{@code
 * assertEquals(1, ca.requests().count(RequestKind.NEW_ORDER), ca.requests()::toString);
 * }</pre>
 *
 * <p>Safe for use by several threads.
 */
public final class RequestLog {
  private final List<LoggedRequest> requests = new ArrayList<>();
  private int last;

  /** Makes an empty log. */
  public RequestLog() {}

  /** Adds a request; called by the CA. */
  public synchronized void add(
      String method, RequestKind kind, String path, int status, String problem) {
    requests.add(new LoggedRequest(++last, method, kind, path, status, problem));
  }

  /** Returns the requests since the start or the last {@link #clear}. */
  public synchronized List<LoggedRequest> all() {
    return List.copyOf(requests);
  }

  /** Returns the requests of a kind. */
  public List<LoggedRequest> of(RequestKind kind) {
    return all().stream().filter(request -> request.kind() == kind).toList();
  }

  /** Returns the number of requests. */
  public int count() {
    return all().size();
  }

  /** Returns the number of requests of a kind. */
  public int count(RequestKind kind) {
    return of(kind).size();
  }

  /** Returns the number of requests of each kind that occurred. */
  public Map<RequestKind, Integer> counts() {
    Map<RequestKind, Integer> counts = new EnumMap<>(RequestKind.class);
    all().forEach(request -> counts.merge(request.kind(), 1, Integer::sum));
    return counts;
  }

  /** Forgets the requests so far; numbers go on. */
  public synchronized void clear() {
    requests.clear();
  }

  /** Returns one line for each request. */
  @Override
  public String toString() {
    return all().stream().map(LoggedRequest::toString).collect(Collectors.joining("\n"));
  }
}
