package dev.perennial.testkit.history;

import dev.perennial.model.Certificate;
import dev.perennial.model.CertificateSpec;
import dev.perennial.model.JksKeystore;
import dev.perennial.model.KeystoresSpec;
import dev.perennial.model.ObjectMeta;
import dev.perennial.model.Pkcs12Keystore;
import dev.perennial.model.PrivateKeySpec;
import dev.perennial.model.RenewalPolicy;
import dev.perennial.model.RenewalSpec;
import dev.perennial.model.RenewalWindow;
import dev.perennial.model.RotationPolicy;
import dev.perennial.model.SecretBytes;
import dev.perennial.model.SecretKeySelector;
import dev.perennial.model.SecretTemplate;
import dev.perennial.model.x509.KeyAlgorithm;
import dev.perennial.model.x509.KeyEncoding;
import dev.perennial.model.x509.KeyUsage;
import dev.perennial.model.x509.NameConstraintItem;
import dev.perennial.model.x509.NameConstraints;
import dev.perennial.model.x509.OutputFormat;
import dev.perennial.model.x509.Pkcs12Profile;
import dev.perennial.model.x509.Subject;
import dev.perennial.testkit.ScriptedIssuer;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * What people do to the spec of a certificate; each result is valid. RSA keys are left out: slow.
 */
final class Edits {
  static final Map<String, UnaryOperator<CertificateSpec>> ALL = new LinkedHashMap<>();

  static {
    names();
    keys();
    times();
    renewal();
    secret();
    rest();
  }

  private Edits() {}

  /** Returns a certificate as it is when a history begins. */
  static Certificate first(String name) {
    KeyAlgorithm algorithm = name.equals("a") ? KeyAlgorithm.ECDSA : KeyAlgorithm.ED25519;
    CertificateSpec spec =
        CertificateSpec.builder()
            .secretName(name.equals("c") ? "a-tls" : name + "-tls")
            .dnsNames(List.of(name + ".example"))
            .privateKey(new PrivateKeySpec(algorithm, 0, null, null))
            .issuerRef(ScriptedIssuer.ref("ca"))
            .build();
    return Certificate.builder()
        .meta(ObjectMeta.builder().namespace(World.NAMESPACE).name(name).build())
        .spec(spec)
        .build();
  }

  private static void names() {
    add("one DNS name", b -> b.dnsNames(List.of("x.example")));
    add("two DNS names", b -> b.dnsNames(List.of("x.example", "*.y.example")));
    add("an IP address", b -> b.ipAddresses(List.of("192.0.2.7")));
    add("no IP address", b -> b.ipAddresses(List.of()));
    add("a URI", b -> b.uris(List.of("spiffe://example/x")));
    add("an e-mail address", b -> b.emailAddresses(List.of("x@example.com")));
    add("a common name", b -> b.commonName("x.example"));
    add("an organization", b -> b.subject(Subject.ofOrganizations("One, Two", "Three")));
    add("no subject", b -> b.commonName("").subject(Subject.EMPTY));
  }

  private static void keys() {
    key("P-256", k -> new PrivateKeySpec(KeyAlgorithm.ECDSA, 256, k.encoding(), policy(k)));
    key("P-384", k -> new PrivateKeySpec(KeyAlgorithm.ECDSA, 384, k.encoding(), policy(k)));
    key("Ed25519", k -> new PrivateKeySpec(KeyAlgorithm.ED25519, 0, k.encoding(), policy(k)));
    key("PKCS#8", k -> new PrivateKeySpec(k.algorithm(), k.size(), KeyEncoding.PKCS8, policy(k)));
    key("SEC 1", k -> new PrivateKeySpec(k.algorithm(), k.size(), KeyEncoding.PKCS1, policy(k)));
    key("keep the key", k -> rotating(k, RotationPolicy.NEVER));
    key("rotate the key", k -> rotating(k, RotationPolicy.ALWAYS));
  }

  private static RotationPolicy policy(PrivateKeySpec key) {
    return key.rotationPolicy();
  }

  private static PrivateKeySpec rotating(PrivateKeySpec key, RotationPolicy policy) {
    return new PrivateKeySpec(key.algorithm(), key.size(), key.encoding(), policy);
  }

  private static void times() {
    add("10 days", b -> b.duration(Duration.ofDays(10)));
    add("400 days", b -> b.duration(Duration.ofDays(400)));
    add("no duration", b -> b.duration(null));
    add("renew before", b -> b.renewBefore(Duration.ofDays(2)).renewBeforePercentage(null));
    add("renew percentage", b -> b.renewBeforePercentage(60).renewBefore(null));
  }

  private static void renewal() {
    RenewalWindow nightly = new RenewalWindow("0 3 * * *", Duration.ofHours(2), "");
    RenewalWindow leapDay = new RenewalWindow("0 0 29 2 *", Duration.ofHours(1), "Europe/Berlin");
    add("windows at night", b -> b.renewal(windows(nightly)));
    add("windows on leap days", b -> b.renewal(windows(leapDay)));
    add("no windows", b -> b.renewal(null));
    add("no renewal", b -> b.renewal(new RenewalSpec(RenewalPolicy.DISABLED, List.of())));
  }

  private static RenewalSpec windows(RenewalWindow window) {
    return new RenewalSpec(RenewalPolicy.values()[0], List.of(window));
  }

  private static void secret() {
    SecretBytes password = SecretBytes.ofUtf8("literal");
    SecretKeySelector ref = new SecretKeySelector(World.PASSWORD_SECRET, "password");
    add(
        "JKS",
        b -> b.keystores(new KeystoresSpec(new JksKeystore(true, "x", password, null), null)));
    add(
        "PKCS#12",
        b ->
            b.keystores(
                new KeystoresSpec(
                    null, new Pkcs12Keystore(true, Pkcs12Profile.LEGACY_DES, null, ref))));
    add(
        "both keystores",
        b ->
            b.keystores(
                new KeystoresSpec(
                    new JksKeystore(true, "", null, ref),
                    new Pkcs12Keystore(true, null, password, null))));
    add("no keystores", b -> b.keystores(null));
    add("DER", b -> b.additionalOutputFormats(List.of(OutputFormat.DER)));
    add("all formats", b -> b.additionalOutputFormats(List.of(OutputFormat.values())));
    add("no formats", b -> b.additionalOutputFormats(List.of()));
    add("template one", b -> b.secretTemplate(template("one")));
    add("template two", b -> b.secretTemplate(template("two")));
    add("no template", b -> b.secretTemplate(null));
    add("secret of a", b -> b.secretName("a-tls"));
    add("secret of b", b -> b.secretName("b-tls"));
    add("secret of c", b -> b.secretName("c-tls"));
  }

  private static SecretTemplate template(String key) {
    return new SecretTemplate(
        Map.of("team/" + key, key), Map.of("note/" + key, key, "cert-manager.io/" + key, key));
  }

  private static void rest() {
    add("usages", b -> b.usages(List.of(KeyUsage.DIGITAL_SIGNATURE, KeyUsage.SERVER_AUTH)));
    add("no usages", b -> b.usages(List.of()));
    add("another issuer", b -> b.issuerRef(ScriptedIssuer.ref("ca-two")));
    add("the first issuer", b -> b.issuerRef(ScriptedIssuer.ref("ca")));
    add("three requests", b -> b.revisionHistoryLimit(3));
    add("one request", b -> b.revisionHistoryLimit(1));
    add("a CA", b -> b.isCa(true));
    NameConstraintItem items =
        new NameConstraintItem(List.of("example"), List.of(), List.of(), List.of());
    add(
        "a constrained CA",
        b -> b.isCa(true).nameConstraints(new NameConstraints(true, items, null)));
    add("no CA", b -> b.isCa(false).nameConstraints(null));
  }

  private static void add(String name, UnaryOperator<CertificateSpec.Builder> change) {
    ALL.put(name, spec -> change.apply(spec.toBuilder()).build());
  }

  private static void key(String name, UnaryOperator<PrivateKeySpec> change) {
    ALL.put(name, spec -> spec.toBuilder().privateKey(change.apply(spec.privateKey())).build());
  }
}
