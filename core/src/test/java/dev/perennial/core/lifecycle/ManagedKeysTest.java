package dev.perennial.core.lifecycle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.perennial.core.Tables;
import dev.perennial.model.ObjectMeta;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What of a secret is ours: our own record, or the field manager's of a cluster (SSA). */
class ManagedKeysTest {
  private static final String OURS = "cert-manager-certificates-issuing";

  private static ObjectMeta.Builder meta() {
    return ObjectMeta.builder().name("web-tls");
  }

  private static ManagedKeys fieldManagers(String yaml) {
    JsonNode tree = Tables.parse(yaml);
    Object value = JsonMapper.shared().convertValue(tree, Object.class);
    return ManagedKeys.read(meta().otherFields(Map.of("managedFields", value)).build());
  }

  @Test
  void ourOwnRecordListsLabelsAnnotationsAndOwners() {
    ManagedKeys keys =
        ManagedKeys.read(
            meta()
                .annotations(
                    Map.of("perennial.dev/managed", "a:note,l:team,l:tier,o:uid-1,x:odd,,"))
                .build());
    assertTrue(keys.ours());
    assertEquals(Set.of("team", "tier"), keys.labels());
    assertEquals(Set.of("note"), keys.annotations());
    assertEquals(Set.of("uid-1"), keys.owners());
    assertEquals(Set.of(), keys.data());
  }

  @Test
  void anEmptyRecordIsOursAndListsNothing() {
    ManagedKeys keys =
        ManagedKeys.read(meta().annotations(Map.of("perennial.dev/managed", "")).build());
    assertTrue(keys.ours());
    assertEquals(ManagedKeys.NONE.labels(), keys.labels());
  }

  @Test
  void aSecretWithoutAnyRecordHasNothingOfOurs() {
    assertEquals(ManagedKeys.NONE, ManagedKeys.read(meta().build()));
  }

  @Test
  void theRecordOfTheFieldManagerIsRead() {
    ManagedKeys keys =
        fieldManagers(
            """
            - manager: cert-manager-certificates-issuing
              fieldsV1:
                f:metadata:
                  f:labels: {f:team: {}, .: {}}
                  f:annotations: {f:note: {}}
                  f:ownerReferences: {'k:{"uid":"uid-1"}': {}, 'k:{"uid":"uid-2"': {}}
                f:data: {f:tls.crt: {}, f:key.der: {}}
            - manager: cert-manager-certificates-issuing
              fieldsV1: {f:metadata: {f:labels: {f:tier: {}}}}
            """);
    assertFalse(keys.ours());
    assertEquals(Set.of("team", "tier"), keys.labels());
    assertEquals(Set.of("note"), keys.annotations());
    assertEquals(Set.of("uid-1"), keys.owners());
    assertEquals(Set.of("tls.crt", "key.der"), keys.data());
  }

  @Test
  void recordsOfOthersDoNotCount() {
    assertEquals(
        ManagedKeys.NONE,
        fieldManagers("[{manager: kubectl, fieldsV1: {f:metadata: {f:labels: {f:team: {}}}}}]"));
  }

  @Test
  void entriesThatMakeNoSenseArePassedOver() {
    for (String yaml :
        List.of(
            "text",
            "[text]",
            "{manager: " + OURS + "}",
            "[{manager: " + OURS + "}]",
            "[{manager: " + OURS + ", fieldsV1: text}]",
            "[{manager: " + OURS + ", fieldsV1: {f:metadata: text, f:data: [f:tls.crt]}}]",
            "[{manager: " + OURS + ", fieldsV1: {f:metadata: {f:labels: text}}}]")) {
      assertEquals(ManagedKeys.NONE, fieldManagers(yaml), yaml);
    }
  }

  @Test
  void ourOwnRecordGoesBeforeTheFieldManagers() {
    ObjectMeta both =
        meta()
            .annotations(Map.of("perennial.dev/managed", "l:mine"))
            .otherFields(Map.of("managedFields", List.of()))
            .build();
    assertEquals(Set.of("mine"), ManagedKeys.read(both).labels());
  }

  @Test
  void theSetsAreCopies() {
    Set<String> set = new HashSet<>(Set.of("a"));
    ManagedKeys keys = new ManagedKeys(set, set, set, set, true);
    set.clear();
    assertEquals(Set.of("a"), keys.labels());
    assertEquals(Set.of("a"), keys.owners());
  }
}
