package dev.perennial.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.perennial.core.pki.CertificateDetails;
import dev.perennial.core.pki.Certificates;
import dev.perennial.core.pki.Crypto;
import dev.perennial.core.pki.KeyPairs;
import dev.perennial.core.pki.KeySpec;
import dev.perennial.core.pki.LeafFacts;
import dev.perennial.core.pki.OutputFormats;
import dev.perennial.core.pki.PkiException;
import dev.perennial.core.pki.PrivateKeys;
import dev.perennial.core.store.InMemoryStore;
import dev.perennial.model.Annotations;
import dev.perennial.model.Certificate;
import dev.perennial.model.CertificateRequest;
import dev.perennial.model.CertificateRequestSpec;
import dev.perennial.model.CertificateRequestStatus;
import dev.perennial.model.KeystoresSpec;
import dev.perennial.model.Labels;
import dev.perennial.model.SecretBundle;
import dev.perennial.model.SecretBytes;
import dev.perennial.model.SecretTemplate;
import dev.perennial.model.x509.KeyAlgorithm;
import dev.perennial.model.x509.KeyEncoding;
import dev.perennial.model.x509.OutputFormat;
import dev.perennial.spi.LifecycleListener;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

/**
 * What is written into a secret, from the inputs of cert-manager's tests. Their expectations are
 * functions, not data, so the rules are written out here.
 */
class SecretDataCasesTest {
  private static final Crypto CRYPTO = Crypto.of(new SecureRandom());
  private static final PrivateKey OTHER_KEY =
      PrivateKeys.generate(new KeySpec(KeyAlgorithm.ECDSA, 256), CRYPTO);

  private static final Differences DIFFERENCES =
      Differences.of(SecretDataCasesTest.class, "secret-data-differences.txt")
          .rule("apply-fails", row -> row.path("name").asString().contains("apply errors"));

  @TestFactory
  Stream<DynamicTest> secrets() {
    return Cases.rows("lifecycle/secret-data.json", DIFFERENCES, SecretDataCasesTest::check);
  }

  private static void check(JsonNode row) {
    JsonNode given = row.path("case");
    JsonNode data = given.path("secretData");
    Certificate certificate = CaseResources.certificate(given.path("certificate"));
    boolean owned = given.path("certificateOptions").path("EnableOwnerRef").asBoolean();
    Optional<SecretBundle> old =
        Optional.of(given.path("existingSecret"))
            .filter(CaseObjects::isThere)
            .map(CaseObjects::secret);
    World world =
        new World(new InMemoryStore(), () -> Instant.EPOCH, CRYPTO, LifecycleListener.none());
    SecretRenderer renderer = new SecretRenderer(world, certificate, owned, new KeyPairs());
    CertificateRequestStatus answer =
        CertificateRequestStatus.builder()
            .certificate(data.path("Certificate").asString(""))
            .ca(data.path("CA").asString(""))
            .build();
    CertificateRequest request =
        CertificateRequest.builder()
            .meta(certificate.meta())
            .spec(
                CertificateRequestSpec.builder().issuerRef(certificate.spec().issuerRef()).build())
            .status(answer)
            .build();
    PrivateKey key = key(data.path("PrivateKey").asString(""));
    if (given.path("expectedErr").asBoolean()) {
      assertThrows(PkiException.class, () -> renderer.issued(old, pair(key), request));
      return;
    }
    SecretBundle written = renderer.issued(old, pair(key), request);
    assertEquals(
        old.map(SecretBundle::secretType).orElse("kubernetes.io/tls"), written.secretType());
    checkData(written, certificate, key, answer);
    checkMetadata(written, certificate, old);
    assertEquals(owned ? 1 : 0, written.meta().ownerReferences().size());
  }

  private static KeyPair pair(PrivateKey key) {
    return new KeyPair(PrivateKeys.publicKey(key), key);
  }

  /** Some rows have no real key, since Go's function does not look into it. */
  private static PrivateKey key(String pem) {
    return pem.startsWith("-----")
        ? PrivateKeys.decode(pem.getBytes(StandardCharsets.UTF_8))
        : OTHER_KEY;
  }

  private static void checkData(
      SecretBundle written, Certificate certificate, PrivateKey key, CertificateRequestStatus a) {
    Map<String, SecretBytes> wanted = new TreeMap<>();
    byte[] chain = a.certificate().getBytes(StandardCharsets.UTF_8);
    byte[] keyPem = PrivateKeys.encode(key, KeyEncoding.PKCS1);
    wanted.put("tls.crt", SecretBytes.copyOf(chain));
    wanted.put("tls.key", SecretBytes.copyOf(keyPem));
    if (!a.ca().isEmpty()) {
      wanted.put("ca.crt", SecretBytes.ofUtf8(a.ca()));
    }
    if (certificate.spec().additionalOutputFormats().contains(OutputFormat.DER)) {
      wanted.put("key.der", SecretBytes.copyOf(OutputFormats.keyDer(keyPem)));
    }
    if (certificate.spec().additionalOutputFormats().contains(OutputFormat.COMBINED_PEM)) {
      wanted.put("tls-combined.pem", SecretBytes.copyOf(OutputFormats.combinedPem(keyPem, chain)));
    }
    Set<String> stores = keystores(certificate.spec().keystores(), !a.ca().isEmpty());
    Set<String> keys = new TreeSet<>(wanted.keySet());
    keys.addAll(stores);
    assertEquals(keys, new TreeSet<>(written.data().keySet()));
    wanted.forEach((name, bytes) -> assertEquals(bytes, written.data().get(name), name));
  }

  private static Set<String> keystores(KeystoresSpec spec, boolean ca) {
    Set<String> keys = new TreeSet<>();
    if (spec != null && spec.jks() != null && spec.jks().create()) {
      keys.addAll(ca ? Set.of("keystore.jks", "truststore.jks") : Set.of("keystore.jks"));
    }
    if (spec != null && spec.pkcs12() != null && spec.pkcs12().create()) {
      keys.addAll(ca ? Set.of("keystore.p12", "truststore.p12") : Set.of("keystore.p12"));
    }
    return keys;
  }

  /** What was there stays, the template comes over it, and ours over both. */
  private static void checkMetadata(
      SecretBundle written, Certificate certificate, Optional<SecretBundle> old) {
    Map<String, String> labels = new TreeMap<>();
    Map<String, String> annotations = new TreeMap<>();
    old.ifPresent(
        secret -> {
          labels.putAll(secret.meta().labels());
          annotations.putAll(secret.meta().annotations());
        });
    SecretTemplate template = certificate.spec().secretTemplate();
    if (template != null) {
      labels.putAll(template.labels());
      annotations.putAll(template.annotations());
    }
    labels.put(Labels.FAO, "true");
    byte[] chain = written.data().get("tls.crt").revealBytes();
    annotations.putAll(
        CertificateDetails.annotations(LeafFacts.read(Certificates.decodeFirst(chain))));
    annotations.put(Annotations.CERTIFICATE_NAME, certificate.meta().name());
    annotations.put(Annotations.ISSUER_NAME, certificate.spec().issuerRef().name());
    annotations.put(Annotations.ISSUER_KIND, certificate.spec().issuerRef().kind());
    annotations.put(Annotations.ISSUER_GROUP, certificate.spec().issuerRef().group());
    Map<String, String> found = new TreeMap<>(written.meta().annotations());
    found.keySet().removeIf(key -> key.startsWith(Annotations.PERENNIAL_PREFIX));
    assertEquals(labels, new TreeMap<>(written.meta().labels()));
    assertEquals(annotations, found);
  }
}
