package dev.perennial.core.manifest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.perennial.model.Certificate;
import dev.perennial.model.Resource;
import dev.perennial.model.SecretBundle;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ManifestsTest {
  private static final String FULL =
      """
      apiVersion: cert-manager.io/v1
      kind: Certificate
      metadata:
        name: full
        namespace: demo
        labels: {a: b}
        annotations: {c: d}
        finalizers: [keep/me]
      spec:
        secretName: full-tls
        commonName: example.com
        subject: {organizations: [Acme], serialNumber: "1"}
        duration: 2160h0m0s
        renewBefore: 360h
        renewal:
          policy: RenewBefore
          windows: [{cron: "0 2 * * *", windowDuration: 2h, timezone: Europe/Berlin}]
        dnsNames: [example.com, "*.example.com"]
        ipAddresses: [10.0.0.1]
        uris: ["spiffe://x/y"]
        emailAddresses: [a@example.com]
        otherNames: [{oid: 1.3.6.1.4.1.311.20.2.3, utf8Value: u@x}]
        isCA: true
        usages: [digital signature, server auth]
        privateKey: {algorithm: ECDSA, size: 384, encoding: PKCS8, rotationPolicy: Never}
        signatureAlgorithm: ECDSAWithSHA384
        encodeUsagesInRequest: false
        revisionHistoryLimit: 3
        secretTemplate: {labels: {x: y}, annotations: {z: w}}
        keystores:
          jks: {create: true, alias: k, passwordSecretRef: {name: pw, key: p}}
          pkcs12: {create: true, profile: Modern2026, password: changeit}
        additionalOutputFormats: [{type: DER}, {type: CombinedPEM}]
        nameConstraints:
          critical: true
          permitted: {dnsDomains: [example.com], ipRanges: [10.0.0.0/8]}
        issuerRef: {name: ca, kind: Issuer, group: cert-manager.io}
      """;

  @Test
  void everyFieldIsReadAndWrittenBackWithoutLoss() {
    Resource read = Manifests.read("full", FULL).get(0);
    Certificate certificate = (Certificate) read;
    assertEquals(Duration.ofHours(360), certificate.spec().renewBefore());
    assertEquals(List.of("keep/me"), certificate.meta().otherFields().get("finalizers"));
    assertEquals(read, Manifests.read("again", Manifests.write(read)).get(0));
  }

  @Test
  void jsonIsReadToo() {
    String json =
        "{\"apiVersion\":\"v1\",\"kind\":\"Secret\",\"metadata\":{\"name\":\"s\"},"
            + "\"data\":{\"a\":\"aGk=\"},\"stringData\":{\"b\":\"x\"}}";
    SecretBundle secret = (SecretBundle) Manifests.read("json", json).get(0);
    assertEquals("hi", new String(secret.data().get("a").revealBytes(), StandardCharsets.UTF_8));
    assertEquals(1, secret.data().get("b").size());
  }

  @Test
  void everyErrorOfEveryDocumentIsNamedWithItsPlace() {
    String bad =
        """
        apiVersion: cert-manager.io/v1
        kind: Certificate
        metadata: {name: a}
        spec:
          secretNam: x
          duration: soon
          dnsNames: [1]
        ---
        apiVersion: cert-manager.io/v1alpha2
        kind: Issuer
        metadata: {name: b}
        """;
    ManifestException e =
        assertThrows(ManifestException.class, () -> Manifests.read("bad.yaml", bad));
    List<String> lines = e.problems().stream().map(Object::toString).toList();
    assertEquals(4, lines.size(), lines.toString());
    assertTrue(
        lines.stream()
            .anyMatch(
                l ->
                    l.startsWith("bad.yaml:5:")
                        && l.endsWith("unknown field; did you mean \"secretName\"?")),
        lines.toString());
    assertTrue(
        lines.stream().anyMatch(l -> l.contains("bad.yaml:6:") && l.contains("spec.duration")));
    assertTrue(lines.stream().anyMatch(l -> l.contains("spec.dnsNames[0]: must be a text")));
    assertTrue(lines.stream().anyMatch(l -> l.contains("write cert-manager.io/v1")));
  }

  @Test
  void hostileInputIsRefusedClearly() {
    String head = "apiVersion: v1\nkind: Secret\nmetadata: {name: s}\n";
    refused(head + "data: {a: x, a: y}\n", "");
    refused("a: &a [*a]\n", "");
    refused("a: &a x\nb: *a\n", "anchors and aliases");
    refused("[".repeat(100_000), "");
    refused("kind: [", "not YAML");
    ManifestException large =
        assertThrows(
            ManifestException.class, () -> Manifests.read("large", new byte[4 * 1024 * 1024]));
    assertTrue(large.getMessage().contains("at most"));
    ManifestException latin =
        assertThrows(
            ManifestException.class,
            () -> Manifests.read("latin", "name: \u00e4".getBytes(StandardCharsets.ISO_8859_1)));
    assertTrue(latin.getMessage().contains("UTF-8"));
  }

  private static void refused(String manifest, String part) {
    ManifestException e =
        assertThrows(ManifestException.class, () -> Manifests.read("hostile", manifest));
    assertTrue(e.getMessage().contains(part), e.getMessage());
  }
}
