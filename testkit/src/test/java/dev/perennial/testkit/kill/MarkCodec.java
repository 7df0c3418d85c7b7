package dev.perennial.testkit.kill;

import dev.perennial.core.store.ResourceCodec;
import dev.perennial.model.Certificate;
import dev.perennial.model.CertificateSpec;
import dev.perennial.model.ObjectMeta;
import dev.perennial.model.Resource;
import dev.perennial.model.ResourceKey;
import dev.perennial.model.ResourceName;
import dev.perennial.model.ResourceType;
import dev.perennial.model.SecretBundle;
import dev.perennial.model.SecretBytes;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Resources of which only name and mark matter, and a codec that loads no library. */
final class MarkCodec implements ResourceCodec {
  static final String NAMESPACE = "kill";

  static ResourceKey key(String text) {
    String[] parts = text.split("/");
    ResourceName name = new ResourceName(NAMESPACE, parts[1]);
    return parts[0].equals("s") ? ResourceKey.secret(name) : ResourceKey.certificate(name);
  }

  static Resource resource(ResourceKey key, String mark) {
    ObjectMeta meta =
        ObjectMeta.builder()
            .namespace(key.name().namespace())
            .name(key.name().name())
            .annotations(Map.of("mark", mark))
            .build();
    if (key.type().equals(ResourceType.CERTIFICATE)) {
      return Certificate.builder().meta(meta).spec(CertificateSpec.builder().build()).build();
    }
    Map<String, SecretBytes> data = new LinkedHashMap<>();
    for (String file : files(mark)) {
      data.put(file, SecretBytes.ofUtf8(content(file, mark)));
    }
    return SecretBundle.builder().meta(meta).data(data).build();
  }

  /** Some marks come without a CA, so that links come and go. */
  private static List<String> files(String mark) {
    return mark.hashCode() % 3 == 0
        ? List.of("tls.key", "tls.crt")
        : List.of("tls.key", "tls.crt", "ca.crt");
  }

  static String content(String file, String mark) {
    return (file + " of " + mark + "\n").repeat(40);
  }

  @Override
  public byte[] write(Resource resource) {
    String kind = resource.type().kind();
    return (kind + " " + resource.meta().name() + " " + resource.meta().annotation("mark") + "\n")
        .getBytes(StandardCharsets.US_ASCII);
  }

  @Override
  public Resource read(byte[] content) {
    String[] lines = new String(content, StandardCharsets.US_ASCII).split("\n");
    String[] words = lines[lines.length - 1].split(" ");
    String kind = words[0].equals("Secret") ? "s/" : "c/";
    return resource(key(kind + words[1]), words[2]);
  }
}
