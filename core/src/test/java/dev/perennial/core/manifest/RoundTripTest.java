package dev.perennial.core.manifest;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.perennial.model.Resource;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** What is written is read as the same, whatever it holds. */
class RoundTripTest {
  /** Writes no character that YAML refuses, and astral ones as two escapes, as JSON may. */
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

  @Provide
  Arbitrary<Resource> resources() {
    return Arbitraries.randomValue(random -> new RandomResources(random).resource());
  }

  @Property(tries = 1_000)
  void whatIsWrittenIsReadAsTheSame(@ForAll("resources") Resource resource) {
    String written = Manifests.write(resource);
    Manifest read = Manifests.parse("written", written);
    assertEquals(List.of(resource), read.resources(), written);
    assertEquals(written, Manifests.write(read.resources().get(0)));
  }

  @Property(tries = 500)
  void jsonOfWhatIsWrittenIsReadAsTheSame(@ForAll("resources") Resource resource) {
    JsonNode tree = new YAMLMapper().readTree(new PairedReader(Manifests.write(resource)));
    String json = JSON.writeValueAsString(tree).replace("\u007f", "\\u007f");
    assertEquals(List.of(resource), Manifests.read("json", json));
  }
}
