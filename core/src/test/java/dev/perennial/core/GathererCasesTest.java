package dev.perennial.core;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.perennial.core.lifecycle.RequestFacts;
import dev.perennial.core.lifecycle.Settings;
import dev.perennial.core.lifecycle.View;
import dev.perennial.model.Certificate;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;

/** What the reader of views takes for the current and the next request, against the gatherer. */
class GathererCasesTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private static final Differences DIFFERENCES =
      Differences.of(GathererCasesTest.class, "gatherer-differences.txt")
          .rule("several", GathererCasesTest::isError);

  @TestFactory
  Stream<DynamicTest> views() {
    return Cases.rows("lifecycle/gatherer.json", DIFFERENCES, GathererCasesTest::check);
  }

  private static boolean isError(JsonNode row) {
    return CaseObjects.isThere(row.path("expected").path("error"));
  }

  private static void check(JsonNode row) {
    JsonNode input = row.path("input");
    ArrayNode objects = JSON.createArrayNode();
    objects.add(input.path("certificate"));
    List.of("certificateRequests", "secrets")
        .forEach(field -> input.path(field).forEach(objects::add));
    Certificate certificate = CaseResources.certificateIn(objects);
    CaseResources resources = new CaseResources(objects, certificate.meta().name());
    View view = new CaseWorld(resources.all(), Instant.EPOCH, Settings.DEFAULT).view(certificate);
    JsonNode expected = row.path("expected");
    assertEquals(false, isError(row), "several requests of one revision are no error to us");
    assertEquals(name(expected.path("currentRequest"), resources), name(view.currentRequest()));
    assertEquals(name(expected.path("nextRequest"), resources), name(view.nextRequest()));
    assertEquals(CaseObjects.isThere(expected.path("secret")), view.secret().exists());
  }

  private static String name(JsonNode name, CaseResources resources) {
    return resources.name(name.asString(""));
  }

  private static String name(@Nullable RequestFacts request) {
    return request == null ? "" : request.name();
  }
}
