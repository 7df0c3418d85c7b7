package dev.perennial.core.manifest;

import dev.perennial.model.Certificate;
import dev.perennial.model.CertificateRequest;
import dev.perennial.model.Issuer;
import dev.perennial.model.Resource;
import dev.perennial.model.SecretBundle;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.dataformat.yaml.YAMLFactory;
import tools.jackson.dataformat.yaml.YAMLMapper;
import tools.jackson.dataformat.yaml.YAMLWriteFeature;

/**
 * Reads cert-manager's manifests, YAML or JSON, one or several documents, into resources, and
 * writes resources back without losing anything. Safe for use by several threads.
 *
 * <p>What kubectl takes is read as Kubernetes reads it: anchors, aliases and merge keys, {@code
 * List} and {@code CertificateList} as {@code kubectl get} prints them, unquoted words by YAML 1.1
 * ({@code yes} is true). Only a name that stands twice is refused, where kubectl takes the last.
 *
 * <p>Read are the four kinds of {@code cert-manager.io/v1}, {@code v1 Secret}, and issuers of other
 * groups. Kinds of other projects are passed over with a warning, since people keep all that
 * belongs to one application in one file; what looks like a misspelt kind or group of cert-manager
 * is an error. Fields that cert-manager knows and that mean nothing outside Kubernetes are kept,
 * with a warning. An unknown field is an error.
 *
 * <p>A manifest has at most 64 MiB and 2,000,000 values, nested at most 100 levels deep, to which
 * aliases may add 200,000; one resource has at most 3 MiB, which is what Kubernetes takes.
 */
public final class Manifests {
  private static final YAMLMapper WRITER =
      YAMLMapper.builder(YAMLFactory.builder().stringQuotingChecker(new Quoting()).build())
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
    return parse(file).resources();
  }

  /**
   * Reads the resources of a text.
   *
   * @param source the name of the manifest, for messages
   * @throws ManifestException when it is not a manifest; all that is wrong is listed
   */
  public static List<Resource> read(String source, String text) {
    return parse(source, text).resources();
  }

  /**
   * Reads the resources of bytes in UTF-8.
   *
   * @param source the name of the manifest, for messages
   * @throws ManifestException when it is not a manifest; all that is wrong is listed
   */
  public static List<Resource> read(String source, byte[] bytes) {
    return parse(source, bytes).resources();
  }

  /**
   * Reads a file: its resources, and what has no effect here or was passed over.
   *
   * @throws ManifestException when it is not a manifest; all that is wrong is listed
   * @throws UncheckedIOException when the file cannot be read
   */
  public static Manifest parse(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      SourceText.requireSize(file.toString(), Files.size(file));
      return parse(file.toString(), in.readNBytes(SourceText.MAX_BYTES + 1));
    } catch (IOException e) {
      throw new UncheckedIOException(file + " cannot be read", e);
    }
  }

  /**
   * Reads a text: its resources, and what has no effect here or was passed over.
   *
   * @param source the name of the manifest, for messages
   * @throws ManifestException when it is not a manifest; all that is wrong is listed
   */
  public static Manifest parse(String source, String text) {
    return parse(source, text.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Reads bytes in UTF-8: their resources, and what has no effect here or was passed over.
   *
   * @param source the name of the manifest, for messages
   * @throws ManifestException when it is not a manifest; all that is wrong is listed
   */
  public static Manifest parse(String source, byte[] bytes) {
    Report report = new Report(source);
    ResourceReader reader = new ResourceReader(report);
    TreeReader.read(source, bytes, reader::read);
    if (report.problemCount() > 0) {
      throw report.exception();
    }
    return new Manifest(reader.resources(), report.warnings());
  }

  /**
   * Returns a resource as one YAML document. Reading it back gives an equal resource, unless it has
   * a value that cert-manager's schema refuses, such as an empty cron expression. Whole numbers in
   * free-form settings come back as Long or BigInteger, others as Double.
   */
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
