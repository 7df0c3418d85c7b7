package dev.perennial.core.store;

import dev.perennial.model.Certificate;
import dev.perennial.model.CertificateSpec;
import dev.perennial.model.Issuer;
import dev.perennial.model.IssuerSpec;
import dev.perennial.model.ObjectMeta;
import dev.perennial.model.Resource;
import dev.perennial.model.ResourceType;
import dev.perennial.model.SecretBundle;
import dev.perennial.model.SecretBytes;
import java.util.LinkedHashMap;
import java.util.Map;

/** Resources whose parts all carry one nonce, so that a mixture of two shows. */
final class Samples {
  private Samples() {}

  static ObjectMeta meta(String namespace, String name, String nonce) {
    return ObjectMeta.builder()
        .namespace(namespace)
        .name(name)
        .annotations(Map.of("nonce", nonce))
        .build();
  }

  static Certificate certificate(String name, String nonce) {
    return Certificate.builder()
        .meta(meta("web", name, nonce))
        .spec(CertificateSpec.builder().build())
        .build();
  }

  static Issuer issuer(ResourceType type, String name) {
    String namespace = type.clusterScoped() ? "" : "web";
    return Issuer.builder()
        .type(type)
        .meta(meta(namespace, name, "0"))
        .spec(IssuerSpec.selfSigned())
        .build();
  }

  static SecretBundle secret(String name, String nonce, String... dataKeys) {
    Map<String, SecretBytes> data = new LinkedHashMap<>();
    for (String key : dataKeys) {
      data.put(key, SecretBytes.ofUtf8(key + " " + nonce));
    }
    return SecretBundle.builder().meta(meta("web", name, nonce)).data(data).build();
  }

  /** Returns the nonce of a resource that is all of one piece. */
  static String nonce(Resource resource) {
    String nonce = String.valueOf(resource.meta().annotation("nonce"));
    if (resource instanceof SecretBundle secret) {
      secret
          .data()
          .forEach(
              (key, value) -> {
                if (!value.equals(SecretBytes.ofUtf8(key + " " + nonce))) {
                  throw new AssertionError(resource.key() + ": " + key + " is not of " + nonce);
                }
              });
    }
    return nonce;
  }
}
