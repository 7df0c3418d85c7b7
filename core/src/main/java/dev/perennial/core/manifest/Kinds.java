package dev.perennial.core.manifest;

import dev.perennial.model.ResourceType;
import java.util.List;
import java.util.Map;

/**
 * What a document is, by its apiVersion and kind. Immutable.
 *
 * <p>The kinds of cert-manager, Secrets and issuers of other groups are read. A kind of any other
 * project is passed over: people keep all that belongs to one application in one file. A kind or a
 * group that looks like a misspelt one of ours is an error, since passing it over would lose it.
 */
final class Kinds {
  private static final String GROUP = ResourceType.CERT_MANAGER_GROUP;

  /** The name of the group before cert-manager 0.11. */
  private static final String OLD_GROUP = "certmanager.k8s.io";

  private static final Map<ResourceType, String> SHAPES =
      Map.of(
          ResourceType.CERTIFICATE, "Certificate",
          ResourceType.CERTIFICATE_REQUEST, "CertificateRequest",
          ResourceType.ISSUER, "Issuer",
          ResourceType.CLUSTER_ISSUER, "Issuer",
          ResourceType.SECRET, "Secret");

  private static final List<String> OURS =
      List.of("Certificate", "CertificateRequest", "Issuer", "ClusterIssuer");

  private final String apiVersion;
  private final String version;
  private final ResourceType type;

  Kinds(String apiVersion, String kind) {
    int slash = apiVersion.indexOf('/');
    this.apiVersion = apiVersion;
    this.version = apiVersion.substring(slash + 1);
    this.type = new ResourceType(slash < 0 ? "" : apiVersion.substring(0, slash), kind);
  }

  ResourceType type() {
    return type;
  }

  /** Returns the version, without the group. */
  String version() {
    return version;
  }

  /** Returns whether resources of this kind are read. */
  boolean isRead() {
    return isKnown() ? version.equals("v1") : isExternalIssuer();
  }

  private boolean isKnown() {
    return SHAPES.containsKey(type);
  }

  private boolean isExternalIssuer() {
    return type.kind().endsWith("Issuer") && !type.group().isEmpty() && !isGroupNearOurs();
  }

  /** Returns the type of the schema for this kind. */
  String shape() {
    return SHAPES.getOrDefault(type, "ExternalIssuer");
  }

  /** Returns whether this is a list of resources that may be read. */
  boolean isList() {
    return isAnyList() || !itemKind().isEmpty() && new Kinds(apiVersion, itemKind()).isRead();
  }

  private boolean isAnyList() {
    return type.equals(new ResourceType("", "List"));
  }

  /** Returns the kind of the items that name none; empty when each must name its own. */
  String itemKind() {
    String kind = type.kind();
    return kind.endsWith("List") ? kind.substring(0, kind.length() - "List".length()) : "";
  }

  /** Returns the apiVersion of the items that name none; empty when each must name its own. */
  String itemVersion() {
    return isAnyList() ? "" : apiVersion;
  }

  /** Returns what is wrong with the apiVersion; empty for nothing. */
  String wrongVersion() {
    if (type.group().equals(OLD_GROUP)
        || type.group().equals(GROUP) && version.matches("v1(alpha|beta)[0-9]+")) {
      return quoted(apiVersion) + " is no longer served; write cert-manager.io/v1";
    }
    if (isKnown()) {
      String right = type.group().isEmpty() ? "v1" : GROUP + "/v1";
      return quoted(apiVersion) + " is not known; write " + right;
    }
    if (isGroupNearOurs() && !type.group().equals(GROUP)
        || type.group().isEmpty() && OURS.contains(type.kind())) {
      return quoted(apiVersion) + " is not known; did you mean \"" + GROUP + "/v1\"?";
    }
    return "";
  }

  /** Returns what is wrong with the kind; empty for nothing. */
  String wrongKind() {
    if (type.group().equals(GROUP)) {
      String nearest = Nearest.of(type.kind(), OURS);
      String hint = nearest.isEmpty() ? "" : "; did you mean \"" + nearest + "\"?";
      return quoted(type.kind())
          + " is no kind of cert-manager.io; known are "
          + String.join(", ", OURS)
          + hint;
    }
    boolean nearSecret = type.group().isEmpty() && Nearest.distance(type.kind(), "Secret") <= 2;
    return nearSecret ? quoted(type.kind()) + " is not known; did you mean \"Secret\"?" : "";
  }

  private boolean isGroupNearOurs() {
    return Nearest.distance(type.group(), GROUP) <= 2;
  }

  /** Returns apiVersion and kind, for messages. */
  String title() {
    return quoted(apiVersion + " " + type.kind());
  }

  private static String quoted(String text) {
    return "\"" + (text.length() <= 80 ? text : text.substring(0, 80) + "...") + "\"";
  }
}
