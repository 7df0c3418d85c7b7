package dev.perennial.testkit.kill;

import dev.perennial.model.Certificate;
import dev.perennial.model.CertificateSpec;
import dev.perennial.model.ObjectMeta;
import dev.perennial.model.Resource;
import dev.perennial.model.ResourceKey;
import dev.perennial.model.ResourceName;
import dev.perennial.model.ResourceType;
import dev.perennial.model.SecretBundle;
import dev.perennial.model.SecretBytes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Resources that are made of their name and one mark, so that a mixture of two writes shows. */
final class Content {
  static final String NAMESPACE = "kill";
  static final String MARK = "mark";

  private final Path pairs;

  Content(Path pairs) {
    this.pairs = pairs;
  }

  static ResourceKey key(String text) {
    ResourceName name = new ResourceName(NAMESPACE, text.substring(2));
    return text.startsWith("s/") ? ResourceKey.secret(name) : ResourceKey.certificate(name);
  }

  Resource resource(ResourceKey key, String mark) {
    ObjectMeta meta =
        ObjectMeta.builder()
            .namespace(key.name().namespace())
            .name(key.name().name())
            .annotations(Map.of(MARK, mark))
            .build();
    if (key.type().equals(ResourceType.CERTIFICATE)) {
      CertificateSpec spec =
          CertificateSpec.builder().secretName("tls").dnsNames(List.of(mark + ".example")).build();
      return Certificate.builder().meta(meta).spec(spec).build();
    }
    Map<String, SecretBytes> data = new LinkedHashMap<>();
    data.put("tls.key", SecretBytes.copyOf(file(pair(mark) + ".key")));
    data.put("tls.crt", SecretBytes.copyOf(file(pair(mark) + ".crt")));
    if (mark.hashCode() % 3 != 0) { // some come without a CA, so that links come and go
      data.put("ca.crt", SecretBytes.ofUtf8("ca of " + mark + "\n"));
    }
    data.put("mark.txt", SecretBytes.ofUtf8(mark));
    return SecretBundle.builder().meta(meta).data(data).build();
  }

  private static int pair(String mark) {
    return Math.floorMod(mark.hashCode(), Pairs.COUNT);
  }

  private byte[] file(String name) {
    try {
      return Files.readAllBytes(pairs.resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
