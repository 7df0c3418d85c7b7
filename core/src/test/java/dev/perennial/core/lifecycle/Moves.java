package dev.perennial.core.lifecycle;

import dev.perennial.core.pki.KeyFacts;
import dev.perennial.core.pki.LeafFacts;
import dev.perennial.model.Annotations;
import dev.perennial.model.Certificate;
import dev.perennial.model.CertificateRequest;
import dev.perennial.model.CertificateSpec;
import dev.perennial.model.CertificateStatus;
import dev.perennial.model.Condition;
import dev.perennial.model.ConditionStatus;
import dev.perennial.model.ConditionTypes;
import dev.perennial.model.Conditions;
import dev.perennial.model.JksKeystore;
import dev.perennial.model.KeystoresSpec;
import dev.perennial.model.ObjectMeta;
import dev.perennial.model.PrivateKeySpec;
import dev.perennial.model.Reasons;
import dev.perennial.model.RenewalPolicy;
import dev.perennial.model.RenewalSpec;
import dev.perennial.model.RenewalWindow;
import dev.perennial.model.RevocationReason;
import dev.perennial.model.RevocationStatus;
import dev.perennial.model.RotationPolicy;
import dev.perennial.model.SecretBytes;
import dev.perennial.model.SecretTemplate;
import dev.perennial.model.x509.KeyAlgorithm;
import dev.perennial.model.x509.KeyEncoding;
import dev.perennial.model.x509.NameConstraintItem;
import dev.perennial.model.x509.NameConstraints;
import dev.perennial.model.x509.OutputFormat;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/** What people, issuers, strangers and clocks do to a {@link ModelWorld}. */
final class Moves {
  static final Map<String, UnaryOperator<ModelWorld>> ALL = new LinkedHashMap<>();

  static {
    time();
    issuer();
    spec();
    secret();
    resources();
  }

  private Moves() {}

  private static void time() {
    pass("a minute passes", Duration.ofMinutes(1));
    pass("an hour passes", Duration.ofHours(1));
    pass("two days pass", Duration.ofDays(2));
    pass("80 days pass", Duration.ofDays(80));
    pass("200 days pass", Duration.ofDays(200));
    pass("the clock jumps back a day", Duration.ofDays(-1));
  }

  private static void pass(String name, Duration time) {
    ALL.put(name, w -> w.at(w.now().plus(time)));
  }

  private static void issuer() {
    for (ModelWorld.Answer answer : ModelWorld.Answer.values()) {
      ALL.put("the issuer will " + answer, w -> w.answering(answer));
    }
    for (IssuerFacts.State state : IssuerFacts.State.values()) {
      IssuerFacts facts = new IssuerFacts(state, "", null, null);
      ALL.put("the issuer is " + state, w -> w.with(b -> b.issuer(facts)));
    }
    ALL.put("the CA is replaced", w -> w.with(b -> b.issuer(signedBy("new-ca", w.now()))));
    ALL.put(
        "the issuer advises on renewals",
        w ->
            w.with(
                b ->
                    b.issuer(
                        new IssuerFacts(IssuerFacts.State.READY, "", null, null, true, null))));
    for (ModelWorld.Advice advice : ModelWorld.Advice.values()) {
      ALL.put("the advice is " + advice, w -> w.advising(advice));
    }
    ALL.put("requests are approved", w -> w.approving(ConditionTypes.APPROVED));
    ALL.put("requests are denied", w -> w.approving(ConditionTypes.DENIED));
    ALL.put("nobody decides on requests", w -> w.approving(""));
  }

  private static IssuerFacts signedBy(String ca, Instant since) {
    return new IssuerFacts(IssuerFacts.State.READY, "", ca, since);
  }

  private static void spec() {
    spec("a DNS name is added", b -> b.dnsNames(List.of("a.example", "b.example")));
    spec("a key of another size is asked for", b -> b.privateKey(key(384, null)));
    spec("the key is kept", b -> b.privateKey(key(256, RotationPolicy.NEVER)));
    spec("the key is kept and has another size", b -> b.privateKey(key(384, RotationPolicy.NEVER)));
    spec(
        "another encoding is asked for",
        b -> b.privateKey(new PrivateKeySpec(KeyAlgorithm.ECDSA, 256, KeyEncoding.PKCS8, null)));
    spec("a common name that no CSR can have", b -> b.literalSubject("=broken"));
    spec("DER is asked for", b -> b.additionalOutputFormats(List.of(OutputFormat.DER)));
    spec(
        "a keystore is asked for",
        b ->
            b.keystores(
                new KeystoresSpec(new JksKeystore(true, "", SecretBytes.ofUtf8("x"), null), null)));
    spec(
        "a template is asked for",
        b -> b.secretTemplate(new SecretTemplate(Map.of("team/x", "x"), Map.of())));
    spec(
        "names are constrained",
        b ->
            b.nameConstraints(
                new NameConstraints(
                    true,
                    new NameConstraintItem(List.of("example"), List.of(), List.of(), List.of()),
                    null)));
    spec(
        "a window that never opens",
        b ->
            b.renewal(
                new RenewalSpec(
                    RenewalPolicy.RENEW_BEFORE,
                    List.of(new RenewalWindow("0 0 30 2 *", Duration.ofHours(1), "")))));
    ALL.put(
        "a temporary certificate is asked for",
        w ->
            w.certificate(
                b ->
                    b.meta(
                        w.view().certificate().meta().toBuilder()
                            .annotations(Map.of(Annotations.ISSUE_TEMPORARY_CERTIFICATE, "true"))
                            .build())));
    ALL.put(
        "two more issuers are listed",
        w ->
            w.certificate(
                b ->
                    b.meta(
                        w.view().certificate().meta().toBuilder()
                            .annotations(
                                Map.of(Annotations.FALLBACK_ISSUERS, "Issuer/two, Issuer/three"))
                            .build())));
    ALL.put("somebody revokes the leaf", w -> revoke(w, RevocationReason.SUPERSEDED));
    ALL.put("the key is compromised", w -> revoke(w, RevocationReason.KEY_COMPROMISE));
    ALL.put("somebody asks for a renewal", Moves::renew);
  }

  private static PrivateKeySpec key(int size, RotationPolicy policy) {
    return new PrivateKeySpec(KeyAlgorithm.ECDSA, size, null, policy);
  }

  private static ModelWorld revoke(ModelWorld w, RevocationReason reason) {
    LeafFacts leaf = w.view().secret().leaf();
    if (leaf == null) {
      return w;
    }
    CertificateStatus status = w.view().certificate().status();
    RevocationStatus revocation =
        new RevocationStatus(
            reason,
            false,
            w.view().secret().issuer(),
            "",
            leaf.fingerprint(),
            w.now(),
            null,
            w.now(),
            0,
            "");
    List<String> keys = new ArrayList<>(status.compromisedKeys());
    if (reason == RevocationReason.KEY_COMPROMISE) {
      keys.add(leaf.publicKeyId());
    }
    CertificateStatus marked =
        status.toBuilder().revocation(revocation).compromisedKeys(keys).build();
    return w.certificate(b -> b.status(marked));
  }

  private static void spec(String name, UnaryOperator<CertificateSpec.Builder> change) {
    ALL.put(
        name,
        w ->
            w.certificate(
                b -> b.spec(change.apply(w.view().certificate().spec().toBuilder()).build())));
  }

  private static ModelWorld renew(ModelWorld w) {
    Certificate certificate = w.view().certificate();
    Condition issuing =
        Condition.of(
            ConditionTypes.ISSUING, ConditionStatus.TRUE, Reasons.MANUALLY_TRIGGERED, "by hand");
    List<Condition> conditions =
        Conditions.with(certificate.status().conditions(), issuing, w.now(), 1L);
    return w.view().isIssuing()
        ? w
        : w.certificate(
            b -> b.status(certificate.status().toBuilder().conditions(conditions).build()));
  }

  private static void secret() {
    ALL.put("the secret is deleted", w -> w.with(b -> b.secret(SecretFacts.ABSENT)));
    facts("the key is deleted", b -> b.filledKeys(Set.of("tls.crt")).key(null));
    facts("the key is spoiled", b -> b.key(null).keyProblem("spoiled"));
    facts("the leaf is spoiled", b -> b.leaf(null).leafProblem("spoiled"));
    facts("the key is swapped", b -> b.key(new KeyFacts(KeyAlgorithm.ECDSA, 256, "foreign")));
    annotate("the secret names another issuer", Annotations.ISSUER_NAME, "another");
    annotate("the secret names another certificate", Annotations.CERTIFICATE_NAME, "another");
    annotate("the secret was signed by an older CA", Annotations.ISSUING_CA, "old-ca");
    annotate("a detail is changed", "cert-manager.io/alt-names", "wrong");
    ALL.put(
        "our labels are changed",
        w -> w.with(b -> b.secret(relabelled(w.view().secret(), "false"))));
    facts("the keystores do not fit", b -> b.keystoresFit(false));
    ALL.put("the keystore password is gone", w -> w.with(b -> b.keystoreProblem("no password")));
    ALL.put("the keystore password is back", w -> w.with(b -> b.keystoreProblem(null)));
  }

  private static SecretFacts relabelled(SecretFacts secret, String value) {
    ObjectMeta meta =
        secret.meta().toBuilder().labels(Map.of("controller.cert-manager.io/fao", value)).build();
    return secret.exists() ? secret.toBuilder().meta(meta).build() : secret;
  }

  private static void facts(String name, UnaryOperator<SecretFacts.Builder> change) {
    ALL.put(
        name,
        w ->
            w.view().secret().exists()
                ? w.with(b -> b.secret(change.apply(w.view().secret().toBuilder()).build()))
                : w);
  }

  private static void annotate(String name, String key, String value) {
    ALL.put(
        name,
        w -> {
          SecretFacts secret = w.view().secret();
          Map<String, String> changed = new LinkedHashMap<>(secret.meta().annotations());
          changed.put(key, value);
          ObjectMeta meta = secret.meta().toBuilder().annotations(changed).build();
          return secret.exists() ? w.with(b -> b.secret(secret.toBuilder().meta(meta).build())) : w;
        });
  }

  private static void resources() {
    ALL.put("the requests are deleted", w -> w.with(b -> b.requests(List.of())));
    ALL.put("the requests are spoiled", w -> w.with(b -> b.requests(spoiled(w))));
    ALL.put("the requests lose their revision", w -> w.with(b -> b.requests(unnumbered(w))));
    ALL.put("the requests are doubled", w -> w.with(b -> b.requests(doubled(w))));
    ALL.put("the next keys are deleted", w -> w.with(b -> b.nextKeys(List.of()).namedKey(null)));
    ALL.put("a second next key appears", w -> w.with(b -> b.nextKeys(more(w))));
    ALL.put(
        "the next key is spoiled",
        w ->
            w.with(
                b ->
                    b.nextKeys(
                        w.view().nextKeys().stream()
                            .map(k -> new NextKey(k.secretName(), true, null))
                            .toList())));
    ALL.put("the status forgets its next key", w -> w.certificate(b -> b.status(forgetful(w))));
    ALL.put("the next key becomes a stranger's", Moves::stranger);
    ALL.put("an older rival appears", w -> w.with(b -> b.rivals(List.of(rival()))));
    ALL.put("the rival goes", w -> w.with(b -> b.rivals(List.of())));
  }

  private static List<RequestFacts> spoiled(ModelWorld w) {
    return w.view().requests().stream()
        .map(r -> new RequestFacts(r.request(), r.revision(), null, "spoiled", r.leaf()))
        .toList();
  }

  private static List<RequestFacts> unnumbered(ModelWorld w) {
    return w.view().requests().stream()
        .map(r -> new RequestFacts(r.request(), null, r.csr(), "", r.leaf()))
        .toList();
  }

  private static List<RequestFacts> doubled(ModelWorld w) {
    List<RequestFacts> requests = new ArrayList<>(w.view().requests());
    for (RequestFacts r : w.view().requests()) {
      ObjectMeta meta = r.request().meta().toBuilder().name(r.name() + "-twin").build();
      CertificateRequest twin = r.request().toBuilder().meta(meta).build();
      requests.add(new RequestFacts(twin, r.revision(), r.csr(), "", r.leaf()));
    }
    return requests.size() > 4 ? w.view().requests() : requests;
  }

  private static List<NextKey> more(ModelWorld w) {
    List<NextKey> keys = new ArrayList<>(w.view().nextKeys());
    keys.add(new NextKey("a-extra" + keys.size(), true, w.key()));
    return keys;
  }

  private static CertificateStatus forgetful(ModelWorld w) {
    return w.view().certificate().status().toBuilder().nextPrivateKeySecretName(null).build();
  }

  private static ModelWorld stranger(ModelWorld w) {
    String name = w.view().certificate().status().nextPrivateKeySecretName();
    return name == null
        ? w
        : w.with(b -> b.nextKeys(List.of()).namedKey(new NextKey(name, false, w.key())));
  }

  private static Certificate rival() {
    ObjectMeta meta =
        ObjectMeta.builder()
            .namespace("n")
            .name("old")
            .uid("u-old")
            .creationTimestamp(Instant.EPOCH)
            .build();
    return Certificate.builder()
        .meta(meta)
        .spec(CertificateSpec.builder().secretName("a-tls").build())
        .build();
  }
}
