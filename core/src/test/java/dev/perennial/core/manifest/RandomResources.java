package dev.perennial.core.manifest;

import dev.perennial.model.AriStatus;
import dev.perennial.model.Certificate;
import dev.perennial.model.CertificateRequest;
import dev.perennial.model.CertificateRequestSpec;
import dev.perennial.model.CertificateRequestStatus;
import dev.perennial.model.CertificateStatus;
import dev.perennial.model.Condition;
import dev.perennial.model.ConditionStatus;
import dev.perennial.model.Issuer;
import dev.perennial.model.IssuerRef;
import dev.perennial.model.IssuerSpec;
import dev.perennial.model.IssuerStatus;
import dev.perennial.model.ObjectMeta;
import dev.perennial.model.OwnerReference;
import dev.perennial.model.Resource;
import dev.perennial.model.ResourceType;
import dev.perennial.model.SecretBundle;
import dev.perennial.model.SecretBytes;
import dev.perennial.model.x509.KeyUsage;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Draws resources of every kind with any of their fields. */
final class RandomResources extends RandomValues {
  private final RandomSpecs specs;

  RandomResources(Random random) {
    super(random);
    this.specs = new RandomSpecs(random);
  }

  Resource resource() {
    return switch (random.nextInt(5)) {
      case 0 ->
          Certificate.builder()
              .meta(meta())
              .spec(specs.certificate())
              .status(coin() ? CertificateStatus.NONE : certificateStatus())
              .build();
      case 1 ->
          CertificateRequest.builder()
              .meta(meta())
              .spec(request())
              .status(coin() ? CertificateRequestStatus.NONE : requestStatus())
              .build();
      case 2 -> builtInIssuer();
      case 3 -> externalIssuer();
      default ->
          SecretBundle.builder()
              .meta(meta())
              .secretType(coin() ? SecretBundle.TYPE_TLS : "x" + text())
              .data(map(() -> SecretBytes.copyOf(bytes())))
              .immutable(maybe(this::coin))
              .build();
    };
  }

  private ObjectMeta meta() {
    Map<String, Object> others = new LinkedHashMap<>();
    if (coin()) {
      others.put("finalizers", texts());
      others.put("resourceVersion", text());
      others.put("managedFields", list(() -> tree(1)));
    }
    return ObjectMeta.builder()
        .name("n" + text())
        .namespace(text())
        .uid(text())
        .labels(textMap())
        .annotations(textMap())
        .generation(coin() ? 0 : random.nextLong())
        .creationTimestamp(maybe(this::time))
        .ownerReferences(
            list(
                () ->
                    new OwnerReference(
                        "a" + text(), "k" + text(), "n" + text(), "u" + text(), coin(), coin())))
        .otherFields(others)
        .build();
  }

  private List<Condition> conditions() {
    List<Condition> conditions = new ArrayList<>();
    for (int i = random.nextInt(3); i > 0; i--) {
      conditions.add(
          new Condition(
              i + text(),
              oneOf(ConditionStatus.class),
              text(),
              text(),
              maybe(this::time),
              maybe(random::nextLong)));
    }
    return conditions;
  }

  private CertificateStatus certificateStatus() {
    return CertificateStatus.builder()
        .conditions(conditions())
        .revision(maybe(random::nextInt))
        .notBefore(maybe(this::time))
        .notAfter(maybe(this::time))
        .renewalTime(maybe(this::time))
        .lastFailureTime(maybe(this::time))
        .failedIssuanceAttempts(maybe(random::nextInt))
        .nextPrivateKeySecretName(maybe(this::text))
        .ari(maybe(() -> coin() ? ari() : new AriStatus(null, null, "", null, null, "", null)))
        .nextAttemptTime(maybe(this::time))
        .lastIssuanceTime(maybe(this::time))
        .lastIssuanceReason(maybe(this::text))
        .repeatedIssuances(maybe(random::nextInt))
        .build();
  }

  private AriStatus ari() {
    return new AriStatus(
        time(), time(), text(), maybe(this::time), maybe(this::time), text(), maybe(this::time));
  }

  private CertificateRequestSpec request() {
    return CertificateRequestSpec.builder()
        .duration(maybe(this::duration))
        .issuerRef(new IssuerRef(text(), text(), text()))
        .request(latin())
        .isCa(coin())
        .usages(list(() -> oneOf(KeyUsage.class)))
        .username(text())
        .uid(text())
        .groups(texts())
        .extra(map(this::texts))
        .build();
  }

  private CertificateRequestStatus requestStatus() {
    return CertificateRequestStatus.builder()
        .conditions(conditions())
        .certificate(latin())
        .ca(latin())
        .failureTime(maybe(this::time))
        .checkpoint(maybe(() -> SecretBytes.copyOf(bytes())))
        .retryTime(maybe(this::time))
        .retries(maybe(random::nextInt))
        .signingTime(maybe(this::time))
        .build();
  }

  private String latin() {
    return coin() ? "" : new String(bytes(), StandardCharsets.ISO_8859_1);
  }

  private Issuer builtInIssuer() {
    return Issuer.builder()
        .type(coin() ? ResourceType.ISSUER : ResourceType.CLUSTER_ISSUER)
        .meta(meta())
        .spec(IssuerSpec.of(specs.issuer()))
        .status(issuerStatus(textOnly("uri", "lastRegisteredEmail")).build())
        .build();
  }

  private Map<String, Object> textOnly(String... names) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (String name : names) {
      if (coin()) {
        map.put(name, text());
      }
    }
    return map;
  }

  private Issuer externalIssuer() {
    Map<String, Object> others = new LinkedHashMap<>();
    map(() -> tree(1)).forEach((name, value) -> others.put("other" + name, value));
    return Issuer.builder()
        .type(new ResourceType("g" + random.nextInt(9) + ".example", "CloudIssuer"))
        .version(coin() ? "v1" : "v1beta" + random.nextInt(9))
        .meta(meta())
        .spec(IssuerSpec.of(map(() -> tree(0))))
        .status(issuerStatus(map(() -> tree(1))).otherFields(others).build())
        .build();
  }

  private IssuerStatus.Builder issuerStatus(Map<String, Object> acme) {
    return IssuerStatus.builder()
        .conditions(conditions())
        .acme(acme)
        .signingCa(maybe(this::text))
        .signingCaSince(maybe(this::time))
        .retryTime(maybe(this::time))
        .failedChecks(maybe(random::nextInt));
  }
}
