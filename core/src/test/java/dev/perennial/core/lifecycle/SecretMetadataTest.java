package dev.perennial.core.lifecycle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.perennial.core.Tables;
import dev.perennial.core.pki.LeafFacts;
import dev.perennial.model.Certificate;
import dev.perennial.model.ObjectMeta;
import dev.perennial.model.OwnerReference;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The labels, annotations and owners of a secret. Source: reference, section 8. */
class SecretMetadataTest {
  private static final String RECORD = "perennial.dev/managed";
  private static final String TEMPLATE =
      "both: {secretTemplate: {labels: {team: a, controller.cert-manager.io/fao: 'no'},"
          + " annotations: {note: b, cert-manager.io/certificate-name: wrong}}}";

  private static View view(String patch) {
    return Scene.of("in-order", Tables.parse(patch)).view();
  }

  private static SecretMetadata issued(String patch) {
    View view = view(patch);
    return SecretMetadata.issued(view.certificate(), view.secret().leaf());
  }

  private static ObjectMeta present(Map<String, String> labels, Map<String, String> annotations) {
    return ObjectMeta.builder().name("web-tls").labels(labels).annotations(annotations).build();
  }

  @Test
  void theTemplateComesFirstAndOursOverIt() {
    SecretMetadata metadata = issued(TEMPLATE);
    assertEquals(Map.of("team", "a", "controller.cert-manager.io/fao", "true"), metadata.labels());
    assertEquals(
        Map.of(
            "note", "b",
            "cert-manager.io/certificate-name", "web",
            "cert-manager.io/issuer-name", "ca",
            "cert-manager.io/issuer-kind", "Issuer",
            "cert-manager.io/issuer-group", "cert-manager.io",
            "cert-manager.io/common-name", "",
            "cert-manager.io/alt-names", "web.example",
            "cert-manager.io/ip-sans", "",
            "cert-manager.io/uri-sans", ""),
        metadata.annotations());
  }

  @Test
  void aTemporaryLeafNamesNoIssuer() {
    View view = view("{}");
    LeafFacts leaf = view.secret().leaf();
    Map<String, String> annotations =
        SecretMetadata.temporary(view.certificate(), leaf).annotations();
    assertEquals("web", annotations.get("cert-manager.io/certificate-name"));
    assertFalse(annotations.containsKey("cert-manager.io/issuer-name"));
    assertFalse(annotations.containsKey("cert-manager.io/issuer-kind"));
    assertFalse(annotations.containsKey("cert-manager.io/issuer-group"));
  }

  @Test
  void aKeptLeafGoesOnNamingItsIssuer() {
    View view = view("spec: {issuerRef: {name: new}}");
    ObjectMeta old =
        present(
            Map.of(),
            Map.of(
                "cert-manager.io/certificate-name", "older",
                "cert-manager.io/issuer-name", "ca"));
    Map<String, String> annotations =
        SecretMetadata.kept(view.certificate(), view.secret().leaf(), old).annotations();
    assertEquals("older", annotations.get("cert-manager.io/certificate-name"));
    assertEquals("ca", annotations.get("cert-manager.io/issuer-name"));
    assertFalse(annotations.containsKey("cert-manager.io/issuer-kind"));
  }

  @Test
  void whatIsForeignStaysAndWhatWasOursGoes() {
    ObjectMeta old =
        present(
            Map.of("foreign", "1", "old", "2"),
            Map.of("foreign", "3", "gone", "4", RECORD, "l:old,a:gone"));
    ObjectMeta applied = issued("{}").appliedTo(old);
    assertEquals(
        Map.of("foreign", "1", "controller.cert-manager.io/fao", "true"), applied.labels());
    assertEquals("3", applied.annotation("foreign"));
    assertFalse(applied.annotations().containsKey("gone"));
    assertEquals("web-tls", applied.name());
  }

  @Test
  void theRecordListsWhatIsOursInOrder() {
    ObjectMeta applied =
        issued("both: {secretTemplate: {labels: {team: a}}}")
            .appliedTo(present(Map.of(), Map.of()));
    assertEquals(
        "a:cert-manager.io/alt-names,a:cert-manager.io/certificate-name,"
            + "a:cert-manager.io/common-name,a:cert-manager.io/ip-sans,"
            + "a:cert-manager.io/issuer-group,a:cert-manager.io/issuer-kind,"
            + "a:cert-manager.io/issuer-name,a:cert-manager.io/uri-sans,"
            + "l:controller.cert-manager.io/fao,l:team",
        applied.annotation(RECORD));
    assertEquals(applied, issued("both: {secretTemplate: {labels: {team: a}}}").appliedTo(applied));
  }

  @Test
  void anOwnerComesAndGoesAndForeignOwnersStay() {
    Certificate web = view("{}").certificate();
    OwnerReference own = SecretMetadata.ownerReference(web);
    assertEquals(
        new OwnerReference("cert-manager.io/v1", "Certificate", "web", "uid-of-web", true, true),
        own);
    OwnerReference foreign = new OwnerReference("v1", "ConfigMap", "x", "uid-x", false, false);
    OwnerReference stale =
        new OwnerReference("cert-manager.io/v1", "Certificate", "web", "uid-of-web", false, false);
    ObjectMeta old =
        present(Map.of(), Map.of()).toBuilder().ownerReferences(List.of(foreign, stale)).build();
    ObjectMeta owned = issued("{}").ownedBy(web).appliedTo(old);
    assertEquals(List.of(foreign, own), owned.ownerReferences());
    assertEquals(owned, issued("{}").ownedBy(web).appliedTo(owned));
    assertEquals(List.of(foreign), issued("{}").appliedTo(owned).ownerReferences());
    assertEquals(List.of(foreign, stale), issued("{}").appliedTo(old).ownerReferences());
  }
}
