package dev.perennial.core.lifecycle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.perennial.core.Tables;
import dev.perennial.core.pki.KeyFacts;
import dev.perennial.core.pki.LeafFacts;
import dev.perennial.model.IssuerRef;
import dev.perennial.model.ObjectMeta;
import dev.perennial.model.x509.KeyAlgorithm;
import dev.perennial.model.x509.KeyEncoding;
import dev.perennial.model.x509.OutputFormat;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The values that a decision looks at: views, facts of secrets, settings. */
class ViewTest {
  private static final Instant TIME = Instant.parse("2026-01-01T00:00:00Z");

  private static View scene(String name, String patch) {
    return Scene.of(name, Tables.parse(patch)).view();
  }

  @Test
  void viewsKeepTheirFields() throws Exception {
    View view = scene("requested", "rivals: {older: '2025-01-01T00:00:00Z'}");
    NextKey key = new NextKey("k", true, null);
    Map<String, Object> samples = new HashMap<>();
    samples.put("certificate", view.rivals().get(0));
    samples.put("secret", view.secret());
    samples.put("requests", view.requests());
    samples.put("foreignRequests", List.of(new ForeignRequest("web-1", true)));
    samples.put("nextKeys", List.of(key));
    samples.put("namedKey", key);
    samples.put("issuer", IssuerFacts.READY);
    samples.put("rivals", view.rivals());
    samples.put("keystoreProblem", "no password");
    samples.put("previousBundles", List.of(new PreviousBundle("p", 1, true)));
    samples.put("settings", Settings.builder().previousBundles(7).build());
    BuilderContract.check(() -> View.builder().certificate(view.certificate()), samples);
  }

  @Test
  void factsOfSecretsKeepTheirFields() throws Exception {
    LeafFacts leaf = scene("in-order", "{}").secret().leaf();
    Map<String, Object> samples = new HashMap<>();
    samples.put("exists", false);
    samples.put("hasData", false);
    samples.put("providesCa", true);
    samples.put("filledKeys", Set.of("tls.key"));
    samples.put("key", new KeyFacts(KeyAlgorithm.RSA, 2048, "id"));
    samples.put("keyProblem", "broken key");
    samples.put("keyEncoding", KeyEncoding.PKCS8);
    samples.put("leaf", leaf);
    samples.put("leafProblem", "broken leaf");
    samples.put("chainEnd", TIME);
    samples.put("caNotAfter", TIME);
    samples.put("meta", ObjectMeta.builder().name("s").build());
    samples.put("fittingFormats", Set.of(OutputFormat.DER));
    samples.put("keystoresFit", false);
    BuilderContract.check(SecretFacts::builder, samples);
  }

  @Test
  void settingsKeepTheirFields() throws Exception {
    Map<String, Object> samples = new HashMap<>();
    samples.put("initialBackoff", Duration.ofMinutes(1));
    samples.put("maximumBackoff", Duration.ofMinutes(2));
    samples.put("signingDeadline", Duration.ofMinutes(5));
    samples.put("renewalSpread", 0.5);
    samples.put("loopWindow", Duration.ofMinutes(4));
    samples.put("previousBundles", 9);
    samples.put("caChangePace", Duration.ofMinutes(6));
    samples.put("reissueOnCaChange", false);
    samples.put("reissueOnNameConstraintsChange", false);
    samples.put("ownSecrets", true);
    samples.put("duplicateRecheck", Duration.ofMinutes(7));
    samples.put("issuerPatience", Duration.ofMinutes(8));
    BuilderContract.check(Settings::builder, samples);
  }

  @Test
  void theDefaultsAreThoseOfTheReference() {
    Settings settings = Settings.DEFAULT;
    assertEquals(Duration.ofHours(1), settings.initialBackoff());
    assertEquals(Duration.ofHours(32), settings.maximumBackoff());
    assertEquals(Duration.ofMinutes(3), settings.duplicateRecheck());
    assertEquals(0.02, settings.renewalSpread());
    assertEquals(1, settings.previousBundles());
    assertEquals(Duration.ofDays(1), settings.signingDeadline());
  }

  @Test
  void aViewNeedsACertificate() {
    assertThrows(NullPointerException.class, () -> View.builder().build());
  }

  @Test
  void theNextRevisionFollowsTheLastAndBeginsWithOne() {
    assertEquals(2, scene("in-order", "{}").nextRevision());
    assertEquals(1, scene("in-order", "status: {revision: null}").nextRevision());
  }

  @Test
  void ofSeveralRequestsOfARevisionNoneIsTheOne() {
    View view = scene("requested", "{}");
    assertEquals("web-1", view.currentRequest().name());
    assertEquals("web-2", view.nextRequest().name());
    View twice =
        scene("requested", "requests: {b: {revision: 1, key: K1}, c: {revision: 2, key: K2}}");
    assertNull(twice.currentRequest());
    assertNull(twice.nextRequest());
    assertEquals(2, twice.requestsOf(1).size());
  }

  @Test
  void aSecretThatIsNotThereHasNothing() {
    SecretFacts absent = SecretFacts.ABSENT;
    assertTrue(!absent.exists() && !absent.hasData() && !absent.hasPair());
    assertEquals(new IssuerRef("", "", ""), absent.issuer());
    IllegalStateException none = assertThrows(IllegalStateException.class, absent::requireKey);
    assertTrue(none.getMessage().contains("no private key"), none.getMessage());
  }

  @Test
  void keystoresFitIsTheLastWord() {
    SecretFacts facts = scene("in-order", "{}").secret();
    assertEquals(facts.toBuilder().keystoresFit(false).build(), facts.withKeystoresFit(false));
    assertEquals(facts, facts.withKeystoresFit(true));
  }

  @Test
  void actionsAndDecisionsKeepTheirLists() {
    List<Notice> notices = new ArrayList<>(List.of(Notice.normal("a", "b")));
    Action.SetStatus set =
        new Action.SetStatus(
            Action.Cause.HOLD_LOOP, scene("in-order", "{}").certificate().status(), notices);
    Action.DeleteSecret delete = new Action.DeleteSecret("s", notices);
    notices.clear();
    assertEquals(List.of(Notice.normal("a", "b")), set.notices());
    assertEquals(List.of(new Notice(false, "a", "b")), delete.notices());
    assertEquals("HoldLoop", set.name());
    assertEquals("DeleteSecret", delete.name());
  }
}
