package dev.perennial.core.store;

import dev.perennial.model.Certificate;
import dev.perennial.model.CertificateSpec;
import dev.perennial.model.Issuer;
import dev.perennial.model.IssuerSpec;
import dev.perennial.model.ObjectMeta;
import dev.perennial.model.Resource;
import dev.perennial.model.ResourceType;
import dev.perennial.model.SecretBundle;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** The smallest codec: type, name and one annotation, a line each. */
final class LineCodec implements ResourceCodec {
  @Override
  public byte[] write(Resource resource) {
    ObjectMeta meta = resource.meta();
    return String.join(
            "\n",
            resource.type().group(),
            resource.type().kind(),
            meta.namespace(),
            meta.name(),
            String.valueOf(meta.annotation("nonce")),
            "end\n")
        .getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public Resource read(byte[] content) {
    List<String> lines =
        new String(content, StandardCharsets.UTF_8)
            .lines()
            .filter(line -> !line.startsWith("#"))
            .toList();
    if (lines.size() != 6 || !lines.get(5).equals("end")) {
      throw new IllegalArgumentException("line " + lines.size() + ": six lines are expected");
    }
    ResourceType type = new ResourceType(lines.get(0), lines.get(1));
    ObjectMeta meta = Samples.meta(lines.get(2), lines.get(3), lines.get(4));
    if (type.equals(ResourceType.SECRET)) {
      return SecretBundle.builder().meta(meta).data(Map.of()).build();
    }
    if (type.equals(ResourceType.CERTIFICATE)) {
      return Certificate.builder().meta(meta).spec(CertificateSpec.builder().build()).build();
    }
    return Issuer.builder().type(type).meta(meta).spec(IssuerSpec.selfSigned()).build();
  }
}
