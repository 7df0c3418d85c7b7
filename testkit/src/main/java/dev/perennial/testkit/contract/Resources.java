package dev.perennial.testkit.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.perennial.model.Certificate;
import dev.perennial.model.CertificateRequest;
import dev.perennial.model.CertificateRequestSpec;
import dev.perennial.model.CertificateSpec;
import dev.perennial.model.Issuer;
import dev.perennial.model.IssuerSpec;
import dev.perennial.model.ObjectMeta;
import dev.perennial.model.Resource;
import dev.perennial.model.ResourceName;
import dev.perennial.model.ResourceType;
import dev.perennial.model.SecretBundle;
import dev.perennial.model.SecretBytes;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Resources to store. The parts of a secret carry one mark, so that a mixture of two shows. */
final class Resources {
  /** A kind of a group that is not ours. */
  static final ResourceType EXTERNAL = new ResourceType("issuers.example.com", "HouseIssuer");

  static final ResourceType EXTERNAL_CLUSTER =
      new ResourceType("issuers.example.com", "ClusterHouseIssuer");

  private Resources() {}

  static ObjectMeta meta(ResourceName name, String mark) {
    return ObjectMeta.builder()
        .namespace(name.namespace())
        .name(name.name())
        .annotations(Map.of("mark", mark))
        .build();
  }

  static Certificate certificate(String name) {
    return certificate(new ResourceName("shop", name), "0");
  }

  static Certificate certificate(ResourceName name, String mark) {
    CertificateSpec spec =
        CertificateSpec.builder().secretName("tls").dnsNames(List.of("www.example.com")).build();
    return Certificate.builder().meta(meta(name, mark)).spec(spec).build();
  }

  static SecretBundle secret(String name, String mark) {
    Map<String, SecretBytes> data = new LinkedHashMap<>();
    for (String key : List.of("tls.key", "tls.crt", "ca.crt")) {
      data.put(key, SecretBytes.ofUtf8(key + " " + mark));
    }
    return secret(name, mark, data);
  }

  static SecretBundle secret(String name, String mark, Map<String, SecretBytes> data) {
    return SecretBundle.builder()
        .meta(meta(new ResourceName("shop", name), mark))
        .data(data)
        .build();
  }

  static Issuer issuer(ResourceType type, String name) {
    String namespace = type.clusterScoped() ? "" : "shop";
    return Issuer.builder()
        .type(type)
        .meta(meta(new ResourceName(namespace, name), "0"))
        .spec(IssuerSpec.selfSigned())
        .build();
  }

  static CertificateRequest request(String name) {
    return CertificateRequest.builder()
        .meta(meta(new ResourceName("shop", name), "0"))
        .spec(CertificateRequestSpec.builder().build())
        .build();
  }

  /** Returns one resource of each kind. */
  static List<Resource> oneOfEach() {
    return List.of(
        certificate("www"),
        request("www-1"),
        issuer(ResourceType.ISSUER, "house"),
        issuer(ResourceType.CLUSTER_ISSUER, "house"),
        issuer(EXTERNAL, "house"),
        issuer(EXTERNAL_CLUSTER, "house"),
        secret("tls", "0"));
  }

  /** Returns the mark of a secret, all parts of which must carry it. */
  static String mark(Resource resource) {
    String mark = String.valueOf(resource.meta().annotation("mark"));
    if (resource instanceof SecretBundle secret) {
      secret
          .data()
          .forEach((key, value) -> assertEquals(SecretBytes.ofUtf8(key + " " + mark), value, key));
    }
    return mark;
  }
}
