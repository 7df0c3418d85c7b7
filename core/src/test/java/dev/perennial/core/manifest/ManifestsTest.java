package dev.perennial.core.manifest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.perennial.model.Certificate;
import dev.perennial.model.Issuer;
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
        secretTemplate: {labels: {x: "y"}, annotations: {z: w}}
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
  void anchorsAliasesAndMergesStandForTheirValues() {
    String manifest =
        """
        apiVersion: v1
        kind: List
        items:
        - apiVersion: cert-manager.io/v1
          kind: Certificate
          metadata: {name: one}
          spec: &spec
            secretName: one-tls
            dnsNames: &names [a.example, b.example]
            issuerRef: &ca {name: ca}
        - apiVersion: cert-manager.io/v1
          kind: Certificate
          metadata: {name: two}
          spec:
            <<: *spec
            secretName: two-tls
        - apiVersion: cert-manager.io/v1
          kind: Certificate
          metadata: {name: three}
          spec: {<<: [{secretName: three-tls}, *spec], uris: *names, issuerRef: *ca}
        """;
    List<Certificate> read =
        Manifests.read("anchors", manifest).stream().map(Certificate.class::cast).toList();
    assertEquals(
        List.of("one-tls", "two-tls", "three-tls"),
        read.stream().map(c -> c.spec().secretName()).toList());
    assertEquals(List.of("a.example", "b.example"), read.get(1).spec().dnsNames());
    assertEquals(List.of("a.example", "b.example"), read.get(2).spec().uris());
    assertEquals("ca", read.get(2).spec().issuerRef().name());
  }

  @Test
  void wordsAreReadAsKubernetesReadsThem() {
    String manifest =
        """
        apiVersion: issuer.example/v1beta1
        kind: CloudIssuer
        metadata: {name: x, creationTimestamp: null}
        spec: {a: yes, b: "yes", c: 0777, d: 1e3, e: 1:30, f: 2026-11-24, g: ~, h: .5, i: 0x1F,
          j: 09, on: !!str off, k: ! 12, l: 1_000, m: 1e400, p: -0.0, o: !!float 3}
        status: {conditions: [], observed: {revision: 3}}
        """;
    Issuer issuer = (Issuer) Manifests.read("words", manifest).get(0);
    assertEquals(
        "{a=true, b=yes, c=511, d=1000, e=1:30, f=2026-11-24, h=0.5, i=31, j=9, true=off, k=12,"
            + " l=1000, m=1e400, p=0, o=3}",
        issuer.spec().fields().toString());
    assertEquals("v1beta1", issuer.version());
    assertEquals("{observed={revision=3}}", issuer.status().otherFields().toString());
    assertTrue(Manifests.write(issuer).startsWith("apiVersion: \"issuer.example/v1beta1\""));
  }

  @Test
  void tenThousandCertificatesAreReadAsDocumentsAndAsAList() {
    StringBuilder documents = new StringBuilder();
    StringBuilder items =
        new StringBuilder("apiVersion: cert-manager.io/v1\nkind: CertificateList\nitems:\n");
    for (int i = 0; i < 10_000; i++) {
      String one =
          """
          apiVersion: cert-manager.io/v1
          kind: Certificate
          metadata:
            name: app-%d
          spec:
            secretName: app-%d-tls
            dnsNames: [app-%d.example.com]
            privateKey: {algorithm: ECDSA, size: 256, rotationPolicy: Always}
            issuerRef: {name: ca, kind: ClusterIssuer}
          """
              .formatted(i, i, i);
      documents.append("---\n").append(one);
      items.append("- ").append(one.indent(2).strip()).append('\n');
    }
    List<Resource> read = Manifests.read("documents", documents.toString());
    assertEquals(10_000, read.size());
    assertEquals(read, Manifests.read("items", items.toString()));
  }
}
