package dev.perennial.testkit.history;

import dev.perennial.core.pki.KeySpec;
import dev.perennial.core.pki.OutputFormats;
import dev.perennial.core.pki.PrivateKeys;
import dev.perennial.model.Annotations;
import dev.perennial.model.Certificate;
import dev.perennial.model.CertificateSpec;
import dev.perennial.model.JksKeystore;
import dev.perennial.model.KeystoresSpec;
import dev.perennial.model.Labels;
import dev.perennial.model.Pkcs12Keystore;
import dev.perennial.model.SecretBundle;
import dev.perennial.model.SecretBytes;
import dev.perennial.model.x509.KeyAlgorithm;
import dev.perennial.model.x509.KeyEncoding;
import dev.perennial.model.x509.KeyUsage;
import dev.perennial.model.x509.OutputFormat;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;

/**
 * Holds a secret against the spec of its certificate with the JDK's own readers, not with the
 * policies under test.
 */
final class SecretCheck {
  private static final int DNS = 2;
  private static final int EMAIL = 1;
  private static final int URI = 6;
  private static final int IP = 7;

  private final World world;
  private final Certificate certificate;
  private final CertificateSpec spec;
  private final SecretBundle secret;
  private final List<String> problems = new ArrayList<>();

  private SecretCheck(World world, Certificate certificate, SecretBundle secret) {
    this.world = world;
    this.certificate = certificate;
    this.spec = certificate.spec();
    this.secret = secret;
  }

  /** Returns what does not match; empty when all does. */
  static List<String> problems(World world, Certificate certificate, SecretBundle secret) {
    SecretCheck check = new SecretCheck(world, certificate, secret);
    if (!Guard.isPair(secret)) {
      return List.of("no pair");
    }
    try {
      check.key();
      check.leaf(Guard.leaf(secret).orElseThrow());
      check.formats();
      check.keystores();
      check.metadata();
    } catch (GeneralSecurityException | IOException e) {
      check.problems.add(e.toString());
    }
    return check.problems;
  }

  private void expect(String what, Object wanted, Object found) {
    if (!Objects.equals(wanted, found)) {
      problems.add(what + ": wanted " + wanted + ", found " + found);
    }
  }

  private void key() {
    byte[] pem = bytes(SecretBundle.TLS_KEY);
    KeySpec found = PrivateKeys.specOf(PrivateKeys.decode(pem));
    KeyAlgorithm algorithm = spec.privateKey().effectiveAlgorithm();
    expect("key", new KeySpec(algorithm, spec.privateKey().effectiveSize()), found);
    boolean old =
        spec.privateKey().effectiveEncoding() == KeyEncoding.PKCS1
            && algorithm != KeyAlgorithm.ED25519;
    String begin = old ? "-----BEGIN EC PRIVATE KEY-----" : "-----BEGIN PRIVATE KEY-----";
    expect("encoding", true, new String(pem, StandardCharsets.US_ASCII).startsWith(begin));
  }

  private void leaf(X509Certificate leaf) throws GeneralSecurityException {
    leaf.verify(world.issuer.ca().orElseThrow().certificate().getPublicKey());
    expect("DNS names", sorted(spec.dnsNames()), names(leaf, DNS));
    expect("IP addresses", sorted(spec.ipAddresses()), names(leaf, IP));
    expect("URIs", sorted(spec.uris()), names(leaf, URI));
    expect("e-mail addresses", sorted(spec.emailAddresses()), names(leaf, EMAIL));
    String subject = leaf.getSubjectX500Principal().getName();
    expect("common name", !spec.commonName().isEmpty(), subject.contains("CN=x.example"));
    expect("organization", !spec.subject().organizations().isEmpty(), subject.contains("O=Three"));
    expect("CA", spec.isCa(), leaf.getBasicConstraints() >= 0);
    boolean server = spec.usages().contains(KeyUsage.SERVER_AUTH);
    expect(
        "usages", server ? List.of(KeyUsage.SERVER_AUTH.oid()) : null, leaf.getExtendedKeyUsage());
    expect("key encipherment", !server, leaf.getKeyUsage()[2]);
    expect("name constraints", spec.nameConstraints() != null, hasNameConstraints(leaf));
    times(leaf);
  }

  private static boolean hasNameConstraints(X509Certificate leaf) {
    return leaf.getExtensionValue("2.5.29.30") != null;
  }

  /** An unset duration asks for nothing anew, so that the old one may stand until the renewal. */
  private void times(X509Certificate leaf) {
    Instant end = leaf.getNotAfter().toInstant();
    expect("expired", false, world.clock.instant().isAfter(end));
    boolean cut =
        leaf.getNotAfter().equals(world.issuer.ca().orElseThrow().certificate().getNotAfter());
    if (spec.duration() != null && !cut) {
      expect("duration", spec.duration(), Duration.between(leaf.getNotBefore().toInstant(), end));
    }
  }

  private static List<String> names(X509Certificate leaf, int kind)
      throws GeneralSecurityException {
    Collection<List<?>> all = leaf.getSubjectAlternativeNames();
    return all == null
        ? List.of()
        : all.stream()
            .filter(n -> n.get(0).equals(kind))
            .map(n -> String.valueOf(n.get(1)))
            .sorted()
            .toList();
  }

  private static List<String> sorted(List<String> values) {
    return List.copyOf(new TreeSet<>(values));
  }

  private void formats() {
    List<OutputFormat> wanted = spec.additionalOutputFormats();
    byte[] key = bytes(SecretBundle.TLS_KEY);
    byte[] combined = OutputFormats.combinedPem(key, bytes(SecretBundle.TLS_CRT));
    bytesAre(SecretBundle.TLS_COMBINED_PEM, wanted.contains(OutputFormat.COMBINED_PEM), combined);
    bytesAre(SecretBundle.KEY_DER, wanted.contains(OutputFormat.DER), OutputFormats.keyDer(key));
  }

  private void bytesAre(String dataKey, boolean wanted, byte[] value) {
    expect(dataKey, wanted, secret.data().containsKey(dataKey));
    expect(dataKey + " fits", true, !wanted || Arrays.equals(value, bytes(dataKey)));
  }

  private void keystores() throws GeneralSecurityException, IOException {
    KeystoresSpec wanted = spec.keystores();
    JksKeystore jks = wanted == null ? null : wanted.jks();
    Pkcs12Keystore pkcs12 = wanted == null ? null : wanted.pkcs12();
    expect("JKS", jks != null, secret.data().containsKey(SecretBundle.KEYSTORE_JKS));
    expect("PKCS#12", pkcs12 != null, secret.data().containsKey(SecretBundle.KEYSTORE_P12));
    if (jks != null) {
      opens("JKS", SecretBundle.KEYSTORE_JKS, password(jks.password()), jks.effectiveAlias());
    }
    if (pkcs12 != null) {
      opens("PKCS12", SecretBundle.KEYSTORE_P12, password(pkcs12.password()), null);
    }
  }

  private void opens(String type, String dataKey, char[] password, String alias)
      throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance(type);
    store.load(new ByteArrayInputStream(bytes(dataKey)), password);
    String found = alias == null ? store.aliases().nextElement() : alias;
    expect(type + " entry", Guard.leaf(secret).orElseThrow(), store.getCertificateChain(found)[0]);
    expect(
        type + " key",
        true,
        PrivateKeys.matches(
            (PrivateKey) store.getKey(found, password),
            Guard.leaf(secret).orElseThrow().getPublicKey()));
  }

  private char[] password(SecretBytes literal) {
    SecretBytes value =
        literal != null
            ? literal
            : world
                .secret(World.name(World.PASSWORD_SECRET))
                .orElseThrow()
                .value("password")
                .orElseThrow();
    return new String(value.revealBytes(), StandardCharsets.UTF_8).toCharArray();
  }

  private void metadata() {
    Map<String, String> annotations = secret.meta().annotations();
    expect("name", certificate.meta().name(), annotations.get(Annotations.CERTIFICATE_NAME));
    expect("issuer", spec.issuerRef().name(), annotations.get(Annotations.ISSUER_NAME));
    expect("issuer kind", spec.issuerRef().kind(), annotations.get(Annotations.ISSUER_KIND));
    expect("issuer group", spec.issuerRef().group(), annotations.get(Annotations.ISSUER_GROUP));
    expect(
        "alt-names",
        String.join(",", spec.dnsNames()),
        annotations.get("cert-manager.io/alt-names"));
    expect("label", "true", secret.meta().label(Labels.FAO));
    for (String key : List.of("one", "two")) {
      boolean wanted =
          spec.secretTemplate() != null
              && spec.secretTemplate().labels().containsKey("team/" + key);
      expect("label " + key, wanted, secret.meta().labels().containsKey("team/" + key));
      expect("annotation " + key, wanted, annotations.containsKey("note/" + key));
      expect("our annotation " + key, wanted, annotations.containsKey("cert-manager.io/" + key));
    }
  }

  private byte[] bytes(String dataKey) {
    return Guard.bytes(secret, dataKey);
  }
}
