package dev.perennial.core.manifest;

import dev.perennial.model.Certificate;
import dev.perennial.model.CertificateRequest;
import dev.perennial.model.FieldPath;
import dev.perennial.model.Issuer;
import dev.perennial.model.ObjectMeta;
import dev.perennial.model.Resource;
import dev.perennial.model.ResourceType;
import dev.perennial.model.SecretBundle;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.dataformat.yaml.YAMLMapper;
import tools.jackson.dataformat.yaml.YAMLWriteFeature;

/**
 * Reads cert-manager's manifests, YAML or JSON, one or several documents, into resources, and
 * writes resources back without losing anything. Safe for use by several threads.
 */
public final class Manifests {
  private static final YAMLMapper WRITER =
      YAMLMapper.builder()
          .disable(YAMLWriteFeature.WRITE_DOC_START_MARKER)
          .disable(YAMLWriteFeature.SPLIT_LINES)
          .build();

  private Manifests() {}

  /**
   * Reads the resources of a file.
   *
   * @throws ManifestException when it is not a manifest; all that is wrong is listed
   * @throws UncheckedIOException when the file cannot be read
   */
  public static List<Resource> read(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      return read(file.toString(), in.readNBytes(TreeReader.MAX_BYTES + 1));
    } catch (IOException e) {
      throw new UncheckedIOException(file + " cannot be read", e);
    }
  }

  /**
   * Reads the resources of a text.
   *
   * @param source the name of the manifest, for messages
   * @throws ManifestException when it is not a manifest; all that is wrong is listed
   */
  public static List<Resource> read(String source, String text) {
    return read(source, text.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Reads the resources of bytes in UTF-8.
   *
   * @param source the name of the manifest, for messages
   * @throws ManifestException when it is not a manifest; all that is wrong is listed
   */
  public static List<Resource> read(String source, byte[] bytes) {
    FieldReader.Document document = new FieldReader.Document(source, new ArrayList<>());
    List<Resource> resources = new ArrayList<>();
    for (Node node : new TreeReader(source).read(bytes)) {
      Resource resource = resource(document, node);
      if (resource != null) {
        resources.add(resource);
      }
    }
    if (!document.problems().isEmpty()) {
      throw new ManifestException(document.problems());
    }
    return List.copyOf(resources);
  }

  private static @Nullable Resource resource(FieldReader.Document document, Node node) {
    FieldReader root = new FieldReader(document, FieldPath.ROOT, node);
    String apiVersion = root.text("apiVersion");
    String kind = root.text("kind");
    int slash = apiVersion.indexOf('/');
    ResourceType type = new ResourceType(slash < 0 ? "" : apiVersion.substring(0, slash), kind);
    if (type.group().equals(ResourceType.CERT_MANAGER_GROUP)
        && !apiVersion.equals(ResourceType.CERT_MANAGER_GROUP + "/v1")) {
      document.problem(
          node,
          FieldPath.ROOT.child("apiVersion"),
          "\"" + apiVersion + "\" is no longer served; write cert-manager.io/v1");
      return null;
    }
    FieldReader metadata = root.object("metadata");
    ObjectMeta meta = MetaBinder.read(metadata);
    Resource resource = bind(document, node, root, meta, type, apiVersion);
    if (resource != null) {
      if (meta.name().isEmpty()) {
        document.problem(node, FieldPath.ROOT.child("metadata").child("name"), "must be specified");
      }
      root.end();
    }
    return resource;
  }

  private static @Nullable Resource bind(
      FieldReader.Document document,
      Node node,
      FieldReader root,
      ObjectMeta meta,
      ResourceType type,
      String apiVersion) {
    if (type.equals(ResourceType.CERTIFICATE)) {
      return CertificateBinder.read(root, meta);
    }
    if (type.equals(ResourceType.CERTIFICATE_REQUEST)) {
      return RequestBinder.read(root, meta);
    }
    if (type.equals(ResourceType.ISSUER) || type.equals(ResourceType.CLUSTER_ISSUER)) {
      return IssuerBinder.read(root, meta, type);
    }
    if (type.equals(ResourceType.SECRET) && apiVersion.equals("v1")) {
      return SecretBinder.read(root, meta);
    }
    if (type.kind().endsWith("Issuer") && !type.group().isEmpty()) {
      return IssuerBinder.read(root, meta, type);
    }
    document.problem(
        node,
        FieldPath.ROOT.child("kind"),
        "\""
            + apiVersion
            + " "
            + type.kind()
            + "\" is not a kind that is known; known are cert-manager.io/v1 Certificate,"
            + " CertificateRequest, Issuer and ClusterIssuer, v1 Secret, and issuers of other"
            + " groups");
    return null;
  }

  /** Returns a resource as one YAML document. Reading it back gives an equal resource. */
  public static String write(Resource resource) {
    try {
      return WRITER.writeValueAsString(tree(resource));
    } catch (JacksonException e) {
      throw new IllegalStateException(resource.key() + " cannot be written", e);
    }
  }

  private static Map<String, Object> tree(Resource resource) {
    if (resource instanceof Certificate certificate) {
      return CertificateBinder.write(certificate);
    }
    if (resource instanceof CertificateRequest request) {
      return RequestBinder.write(request);
    }
    if (resource instanceof Issuer issuer) {
      return IssuerBinder.write(issuer);
    }
    if (resource instanceof SecretBundle secret) {
      return SecretBinder.write(secret);
    }
    throw new AssertionError(resource);
  }
}
