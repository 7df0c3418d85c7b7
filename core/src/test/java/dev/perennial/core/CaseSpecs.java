package dev.perennial.core;

import static dev.perennial.core.CaseObjects.duration;
import static dev.perennial.core.CaseObjects.integer;
import static dev.perennial.core.CaseObjects.isThere;
import static dev.perennial.core.CaseObjects.list;
import static dev.perennial.core.CaseObjects.text;
import static dev.perennial.core.CaseObjects.texts;

import dev.perennial.model.CertificateSpec;
import dev.perennial.model.JksKeystore;
import dev.perennial.model.KeystoresSpec;
import dev.perennial.model.Pkcs12Keystore;
import dev.perennial.model.PrivateKeySpec;
import dev.perennial.model.RenewalPolicy;
import dev.perennial.model.RenewalSpec;
import dev.perennial.model.RenewalWindow;
import dev.perennial.model.RotationPolicy;
import dev.perennial.model.SecretBytes;
import dev.perennial.model.SecretKeySelector;
import dev.perennial.model.SecretTemplate;
import dev.perennial.model.x509.KeyAlgorithm;
import dev.perennial.model.x509.KeyEncoding;
import dev.perennial.model.x509.KeyUsage;
import dev.perennial.model.x509.NameConstraintItem;
import dev.perennial.model.x509.NameConstraints;
import dev.perennial.model.x509.OtherName;
import dev.perennial.model.x509.OutputFormat;
import dev.perennial.model.x509.Pkcs12Profile;
import dev.perennial.model.x509.SignatureAlgorithm;
import dev.perennial.model.x509.Subject;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The part of {@link CaseObjects} that reads specs of certificates. */
public final class CaseSpecs {
  private CaseSpecs() {}

  public static CertificateSpec certificate(JsonNode json) {
    JsonNode encodeUsages = json.path("encodeUsagesInRequest");
    return CertificateSpec.builder()
        .subject(subject(json.path("subject")))
        .literalSubject(text(json.path("literalSubject")))
        .commonName(text(json.path("commonName")))
        .duration(duration(json.path("duration")))
        .renewBefore(duration(json.path("renewBefore")))
        .renewBeforePercentage(integer(json.path("renewBeforePercentage")))
        .renewal(renewal(json.path("renewal")))
        .dnsNames(strings(json.path("dnsNames")))
        .ipAddresses(strings(json.path("ipAddresses")))
        .uris(strings(json.path("uris")))
        .emailAddresses(strings(json.path("emailAddresses")))
        .otherNames(
            list(
                json.path("otherNames"),
                n -> new OtherName(text(n.path("oid")), text(n.path("utf8Value")))))
        .secretName(text(json.path("secretName")))
        .secretTemplate(template(json.path("secretTemplate")))
        .keystores(keystores(json.path("keystores")))
        .issuerRef(CaseObjects.issuerRef(json.path("issuerRef")))
        .isCa(json.path("isCA").asBoolean(false))
        .usages(list(json.path("usages"), u -> KeyUsage.ofManifestName(text(u)).orElseThrow()))
        .privateKey(privateKey(json.path("privateKey")))
        .signatureAlgorithm(
            SignatureAlgorithm.ofManifestName(text(json.path("signatureAlgorithm"))).orElse(null))
        .encodeUsagesInRequest(isThere(encodeUsages) ? encodeUsages.asBoolean() : null)
        .revisionHistoryLimit(integer(json.path("revisionHistoryLimit")))
        .additionalOutputFormats(
            list(
                json.path("additionalOutputFormats"),
                f -> OutputFormat.ofManifestName(text(f.path("type"))).orElseThrow()))
        .nameConstraints(nameConstraints(json.path("nameConstraints")))
        .build();
  }

  public static @Nullable RenewalSpec renewal(JsonNode json) {
    return isThere(json)
        ? new RenewalSpec(
            RenewalPolicy.ofManifestName(text(json.path("policy"))).orElse(null),
            list(json.path("windows"), CaseSpecs::window))
        : null;
  }

  private static RenewalWindow window(JsonNode json) {
    Duration length = duration(json.path("windowDuration"));
    return new RenewalWindow(
        text(json.path("cron")),
        Objects.requireNonNullElse(length, Duration.ZERO),
        text(json.path("timezone")));
  }

  private static PrivateKeySpec privateKey(JsonNode json) {
    return new PrivateKeySpec(
        KeyAlgorithm.ofManifestName(text(json.path("algorithm"))).orElse(null),
        json.path("size").asInt(0),
        KeyEncoding.ofManifestName(text(json.path("encoding"))).orElse(null),
        RotationPolicy.ofManifestName(text(json.path("rotationPolicy"))).orElse(null));
  }

  private static Subject subject(JsonNode json) {
    return new Subject(
        strings(json.path("organizations")),
        strings(json.path("countries")),
        strings(json.path("organizationalUnits")),
        strings(json.path("localities")),
        strings(json.path("provinces")),
        strings(json.path("streetAddresses")),
        strings(json.path("postalCodes")),
        text(json.path("serialNumber")));
  }

  private static @Nullable SecretTemplate template(JsonNode json) {
    return isThere(json)
        ? new SecretTemplate(texts(json.path("labels")), texts(json.path("annotations")))
        : null;
  }

  private static @Nullable KeystoresSpec keystores(JsonNode json) {
    if (!isThere(json)) {
      return null;
    }
    JsonNode jks = json.path("jks");
    JsonNode pkcs12 = json.path("pkcs12");
    return new KeystoresSpec(
        isThere(jks)
            ? new JksKeystore(
                jks.path("create").asBoolean(false),
                text(jks.path("alias")),
                password(jks),
                selector(jks.path("passwordSecretRef")))
            : null,
        isThere(pkcs12)
            ? new Pkcs12Keystore(
                pkcs12.path("create").asBoolean(false),
                Pkcs12Profile.ofManifestName(text(pkcs12.path("profile"))).orElse(null),
                password(pkcs12),
                selector(pkcs12.path("passwordSecretRef")))
            : null);
  }

  private static @Nullable SecretBytes password(JsonNode keystore) {
    String password = CaseObjects.nullableText(keystore.path("password"));
    return password == null ? null : SecretBytes.ofUtf8(password);
  }

  private static @Nullable SecretKeySelector selector(JsonNode json) {
    return isThere(json)
        ? new SecretKeySelector(text(json.path("name")), text(json.path("key")))
        : null;
  }

  private static @Nullable NameConstraints nameConstraints(JsonNode json) {
    return isThere(json)
        ? new NameConstraints(
            json.path("critical").asBoolean(false),
            item(json.path("permitted")),
            item(json.path("excluded")))
        : null;
  }

  private static @Nullable NameConstraintItem item(JsonNode json) {
    return isThere(json)
        ? new NameConstraintItem(
            strings(json.path("dnsDomains")),
            strings(json.path("ipRanges")),
            strings(json.path("emailAddresses")),
            strings(json.path("uriDomains")))
        : null;
  }

  private static List<String> strings(JsonNode json) {
    return list(json, CaseObjects::text);
  }
}
