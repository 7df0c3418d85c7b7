package dev.perennial.core.lifecycle;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.perennial.core.pki.KeyFacts;
import dev.perennial.model.x509.KeyAlgorithm;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Each line of requests.csv and issuing.csv (cert-manager's request manager and issuing). */
class RequestStepTest {
  @TestFactory
  Stream<DynamicTest> requests() {
    return Table.tests("requests.csv", 5, RequestStepTest::checkRequests);
  }

  @TestFactory
  Stream<DynamicTest> issuing() {
    return Table.tests("issuing.csv", 7, RequestStepTest::checkIssuing);
  }

  /** A stranger's key that is of no use stands where ours belongs: the key step waits. */
  @Test
  void noRequestIsMadeWithAKeyThatDoesNotFitTheSpec() {
    KeyFacts unfit = new KeyFacts(KeyAlgorithm.ECDSA, 256, "unfit");
    View view = RequestRows.issuing(false).namedKey(new NextKey("k", false, unfit)).build();
    Decision decision = Lifecycle.decide(List.of(new RequestStep()), view, RequestRows.NOW);
    assertEquals("rest", describe(decision));
  }

  private static void checkRequests(List<String> row) {
    View view =
        RequestRows.issuing(false)
            .requests(row.get(1).isEmpty() ? List.of() : parse(row.get(1)))
            .foreignRequests(foreign(row.get(2)))
            .build();
    Decision decision = Lifecycle.decide(List.of(new RequestStep()), view, RequestRows.NOW);
    String told =
        decision instanceof Decision.Rest rest
            ? String.join("+", rest.notices().stream().map(Notice::reason).toList())
            : "";
    assertEquals(row.get(3), describe(decision));
    assertEquals(row.get(4), told);
  }

  private static List<RequestFacts> parse(String cell) {
    return Stream.of(cell.split("\\+"))
        .map(text -> text.split("/"))
        .map(
            p ->
                RequestRows.request(
                    p[0], p[1].isEmpty() ? null : Integer.valueOf(p[1]), p[2], p[3]))
        .toList();
  }

  private static List<ForeignRequest> foreign(String cell) {
    return cell.isEmpty()
        ? List.of()
        : List.of(new ForeignRequest(cell.replace("!", ""), cell.endsWith("!")));
  }

  private static void checkIssuing(List<String> row) {
    RequestFacts request = RequestRows.request("c-3", 3, row.get(1), row.get(2));
    View.Builder view = RequestRows.issuing(row.get(3).equals("yes")).requests(List.of(request));
    View bare = view.build();
    switch (row.get(4)) {
      case "holds" ->
          view.secret(
              SecretFacts.simulated(
                  bare.certificate(),
                  RequestRows.KEY,
                  RequestRows.leaf("key", RequestRows.at(24 * 90))));
      case "pair" ->
          view.secret(
              SecretFacts.simulated(
                  bare.certificate(),
                  new KeyFacts(KeyAlgorithm.RSA, 2048, "old key"),
                  RequestRows.leaf("old key", RequestRows.at(48))));
      default -> view.secret(SecretFacts.ABSENT);
    }
    Decision decision = Lifecycle.decide(List.of(new IssueStep()), view.build(), RequestRows.NOW);
    assertEquals(row.get(5), describe(decision).split(" ")[0]);
    assertEquals(row.get(6), reason(decision));
  }

  private static String reason(Decision decision) {
    return decision instanceof Decision.Act act
            && act.action() instanceof Action.SetStatus set
            && set.cause() == Action.Cause.FAIL_ISSUANCE
        ? set.status().condition("Issuing").orElseThrow().reason()
        : "";
  }

  private static String describe(Decision decision) {
    if (!(decision instanceof Decision.Act act)) {
      return "rest";
    }
    String name =
        act.action() instanceof Action.CreateRequest create
            ? create.requestName()
            : act.action() instanceof Action.DeleteRequest delete ? delete.requestName() : "";
    return (act.action().name() + " " + name).strip();
  }
}
