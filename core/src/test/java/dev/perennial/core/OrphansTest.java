package dev.perennial.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.perennial.core.lifecycle.Settings;
import dev.perennial.model.CertificateRequest;
import dev.perennial.model.ObjectMeta;
import dev.perennial.model.OwnerReference;
import dev.perennial.model.ResourceKey;
import dev.perennial.model.ResourceName;
import dev.perennial.model.ResourceType;
import dev.perennial.spi.SigningStep;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What stays when a certificate is deleted, and what goes with it. */
class OrphansTest {
  private static final ResourceKey KEY = ResourceKey.certificate(Lab.WEB);

  private final Lab lab = new Lab();

  private List<String> names(ResourceType type) {
    return lab.store.list(type).stream().map(ResourceName::name).toList();
  }

  @Test
  void itsRequestsAndOldBundlesGoAndItsSecretStays() {
    lab.apply(Lab.issuerNamed("ca"), Lab.web());
    lab.manager.renew(Lab.WEB);
    lab.manager.tick();
    assertEquals(List.of("web-tls", "web-tls-rev-1"), names(ResourceType.SECRET));
    lab.manager.delete(KEY);
    lab.manager.tick();
    assertEquals(List.of("web-tls"), names(ResourceType.SECRET));
    assertEquals(List.of(), names(ResourceType.CERTIFICATE_REQUEST));
  }

  @Test
  void aNextKeyInFlightGoesToo() {
    lab.issuer = r -> new SigningStep.Pending(null, lab.now.plusSeconds(60), "Pending", "wait");
    lab.apply(Lab.issuerNamed("ca"), Lab.web());
    assertEquals(1, names(ResourceType.SECRET).size());
    lab.manager.delete(KEY);
    assertEquals(List.of(), names(ResourceType.SECRET));
    assertEquals(List.of(), names(ResourceType.CERTIFICATE_REQUEST));
  }

  @Test
  void anOwnedSecretGoesWithIt() {
    lab.open(Settings.builder().ownSecrets(true).build());
    lab.apply(Lab.issuerNamed("ca"), Lab.web());
    lab.manager.delete(KEY);
    assertEquals(List.of(), names(ResourceType.SECRET));
  }

  /** The store was written by somebody else, or we crashed between two deletions. */
  @Test
  void whatIsLeftIsFoundByTheRequestsThatAreLeft() {
    lab.issuer = r -> new SigningStep.Pending(null, lab.now.plusSeconds(60), "Pending", "wait");
    lab.apply(Lab.issuerNamed("ca"), Lab.web());
    lab.manager.close();
    lab.store.delete(KEY, lab.store.read(KEY).orElseThrow().version());
    lab.open(Settings.DEFAULT).tick();
    assertEquals(List.of(), names(ResourceType.SECRET));
    assertEquals(List.of(), names(ResourceType.CERTIFICATE_REQUEST));
  }

  @Test
  void aRequestOfAFormerCertificateGoes() {
    lab.apply(Lab.issuerNamed("ca"), Lab.web());
    lab.store.create(ofOwner("web-7", "gone"));
    lab.manager.tick();
    assertEquals(List.of("web-1"), names(ResourceType.CERTIFICATE_REQUEST));
  }

  /** Its certificate would never look for it, so nobody would. */
  @Test
  void aRequestUnderANameOfItsOwnIsSignedLikeOneOfAPerson() {
    lab.apply(Lab.issuerNamed("ca"), Lab.web());
    lab.store.create(ofOwner("by-hand", lab.certificate().meta().uid()));
    lab.manager.tick();
    assertTrue(lab.request("by-hand").status().condition("Ready").orElseThrow().isTrue());
  }

  private CertificateRequest ofOwner(String name, String uid) {
    CertificateRequest mine = lab.request("web-1");
    OwnerReference owner =
        new OwnerReference("cert-manager.io/v1", "Certificate", "web", uid, true, true);
    return CertificateRequest.builder()
        .meta(
            ObjectMeta.builder()
                .name(name)
                .namespace("demo")
                .uid(name)
                .ownerReferences(List.of(owner))
                .build())
        .spec(mine.spec())
        .build();
  }

  @Test
  void oneOfTheSameNameKeepsWhatIsItsOwn() {
    lab.apply(Lab.issuerNamed("ca"), Lab.web());
    lab.manager.delete(KEY);
    lab.apply(Lab.web());
    assertTrue(lab.condition("Ready").isTrue(), "the secret that stayed serves the new one");
    lab.manager.renew(Lab.WEB);
    lab.manager.tick();
    assertEquals(List.of("web-1"), names(ResourceType.CERTIFICATE_REQUEST));
    new Orphans(new World(lab.store, () -> lab.now, Lab.CRYPTO, e -> {})).collect(Lab.WEB);
    assertEquals(List.of("web-1"), names(ResourceType.CERTIFICATE_REQUEST));
  }
}
