package dev.perennial.samples.benchmarks;

import dev.perennial.core.CertificateManager;
import dev.perennial.core.manifest.Manifests;
import dev.perennial.core.store.InMemoryStore;
import dev.perennial.model.Certificate;
import dev.perennial.model.CertificateSpec;
import dev.perennial.model.ConditionTypes;
import dev.perennial.model.Conditions;
import dev.perennial.model.IssuerRef;
import dev.perennial.model.ObjectMeta;
import dev.perennial.model.PrivateKeySpec;
import dev.perennial.model.ResourceKey;
import dev.perennial.model.ResourceName;
import dev.perennial.model.ResourceType;
import dev.perennial.model.SecretBundle;
import dev.perennial.model.x509.KeyAlgorithm;
import java.util.List;

/** A manager on an in-memory store, with a CA that is ready to sign. One thread at a time. */
final class IssuingWorld implements AutoCloseable {
  static final String NAMESPACE = "bench";

  private static final String CA =
      """
      apiVersion: cert-manager.io/v1
      kind: ClusterIssuer
      metadata: {name: selfsigned}
      spec: {selfSigned: {}}
      ---
      apiVersion: cert-manager.io/v1
      kind: Certificate
      metadata: {name: ca, namespace: bench}
      spec:
        isCA: true
        commonName: Benchmark CA
        secretName: ca
        duration: 87600h
        privateKey: {algorithm: %s}
        issuerRef: {name: selfsigned, kind: ClusterIssuer}
      ---
      apiVersion: cert-manager.io/v1
      kind: Issuer
      metadata: {name: ca, namespace: bench}
      spec: {ca: {secretName: ca}}
      """;

  final RepeatableKeys random = new RepeatableKeys();
  final InMemoryStore store = new InMemoryStore();
  final CertificateManager manager;
  private final KeyAlgorithm algorithm;

  IssuingWorld(KeyAlgorithm algorithm) {
    this.algorithm = algorithm;
    this.manager = CertificateManager.builder().store(store).random(random).build();
    manager.applyAll(Manifests.read("the CA", CA.formatted(algorithm.manifestName())));
    manager.tick();
  }

  /** Declares a certificate and has it issued. */
  void issue(int number) {
    random.begin(number);
    manager.apply(certificate(number));
    manager.tick();
    requireReady(number);
  }

  /** Has a certificate that is there issued again, with the key of a number. */
  void renew(int number, int key) {
    random.begin(key);
    manager.renew(name(number));
    manager.tick();
    requireReady(number);
  }

  /** Deletes a certificate with all that belongs to it. */
  void remove(int number) {
    String name = name(number).name();
    manager.delete(ResourceKey.certificate(name(number)));
    for (ResourceType type : List.of(ResourceType.CERTIFICATE_REQUEST, ResourceType.SECRET)) {
      store.list(type, NAMESPACE, name).forEach(n -> manager.delete(new ResourceKey(type, n)));
    }
    manager.tick();
  }

  SecretBundle caSecret() {
    return manager.secret(new ResourceName(NAMESPACE, "ca")).orElseThrow();
  }

  Certificate certificate(int number) {
    String name = name(number).name();
    return Certificate.builder()
        .meta(ObjectMeta.builder().name(name).namespace(NAMESPACE).build())
        .spec(
            CertificateSpec.builder()
                .secretName(name)
                .dnsNames(List.of(name + ".example"))
                .privateKey(new PrivateKeySpec(algorithm, 0, null, null))
                .issuerRef(IssuerRef.issuer("ca"))
                .build())
        .build();
  }

  static ResourceName name(int number) {
    return new ResourceName(
        NAMESPACE, (number < 0 ? "r%07d" : "c%07d").formatted(Math.abs(number)));
  }

  private void requireReady(int number) {
    Certificate certificate = manager.certificate(name(number)).orElseThrow();
    boolean ready =
        Conditions.isTrue(certificate.status().conditions(), ConditionTypes.READY)
            && !Conditions.isTrue(certificate.status().conditions(), ConditionTypes.ISSUING);
    if (!ready) {
      throw new IllegalStateException("not ready: " + certificate.status());
    }
  }

  @Override
  public void close() {
    manager.close();
    store.close();
  }
}
