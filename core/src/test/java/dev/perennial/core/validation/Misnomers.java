package dev.perennial.core.validation;

import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Paths that cert-manager reports although no manifest has them, and what they stand for. */
final class Misnomers {
  private static final Map<String, String> FIELDS = new LinkedHashMap<>();

  static {
    FIELDS.put("spec\\.ca\\.ocspServer\\[", "spec.ca.ocspServers[");
    FIELDS.put("\\.http01\\.gateway(?=\\.|$)", ".http01.gatewayHTTPRoute");
    FIELDS.put("\\.akamai\\.(accessToken|clientSecret|clientToken)(?=\\.)", ".akamai.$1SecretRef");
    FIELDS.put("\\.auth\\.(clientCertificate|kubernetes)\\.path$", ".auth.$1.mountPath");
    FIELDS.put("^spec\\.OtherNames$", "spec.otherNames");
    FIELDS.put("^status\\.conditions\\.(Approved|Denied)$", "status.conditions.status");
    FIELDS.put("\\[type]$", ".type");
  }

  private Misnomers() {}

  static String corrected(String path, JsonNode manifest) {
    String corrected = path;
    for (Map.Entry<String, String> field : FIELDS.entrySet()) {
      corrected = corrected.replaceAll(field.getKey(), field.getValue());
    }
    JsonNode spec = manifest.path("spec");
    boolean literal = spec.has("literalSubject") && !spec.has("commonName");
    return literal && corrected.equals("spec.commonName") ? "spec.literalSubject" : corrected;
  }

  /** cert-manager does not say which element of a list with types it means. */
  static String withoutTypeIndex(String path) {
    return path.replaceAll("\\[[0-9]+]\\.(type|status)$", ".$1");
  }
}
