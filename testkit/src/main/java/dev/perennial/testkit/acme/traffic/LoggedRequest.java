package dev.perennial.testkit.acme.traffic;

/**
 * A request that reached the CA. Immutable.
 *
 * @param number its place among all requests since the CA started, from 1
 * @param method the HTTP method
 * @param kind what it was about
 * @param path path and query
 * @param status the status that was answered; 0 when the connection was dropped instead
 * @param problem the error type of the answer's problem document (a URN), or the empty text
 */
public record LoggedRequest(
    int number, String method, RequestKind kind, String path, int status, String problem) {
  @Override
  public String toString() {
    return number
        + " "
        + method
        + " "
        + path
        + " -> "
        + (status == 0 ? "dropped" : Integer.toString(status))
        + (problem.isEmpty() ? "" : " " + problem);
  }
}
