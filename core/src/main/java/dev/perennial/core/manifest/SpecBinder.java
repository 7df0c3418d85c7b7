package dev.perennial.core.manifest;

import dev.perennial.model.CertificateSpec;
import dev.perennial.model.IssuerRef;
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
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The spec of certificates, in; {@link SpecWriter} writes it. */
final class SpecBinder {
  private SpecBinder() {}

  static CertificateSpec read(FieldReader s) {
    PrivateKeySpec key = s.objectOrNull("privateKey", SpecBinder::privateKey);
    Subject subject = s.objectOrNull("subject", SpecBinder::subject);
    return CertificateSpec.builder()
        .subject(Objects.requireNonNullElse(subject, Subject.EMPTY))
        .literalSubject(s.text("literalSubject"))
        .commonName(s.text("commonName"))
        .duration(s.durationOrNull("duration"))
        .renewBefore(s.durationOrNull("renewBefore"))
        .renewBeforePercentage(s.intOrNull("renewBeforePercentage"))
        .renewal(s.objectOrNull("renewal", SpecBinder::renewal))
        .dnsNames(s.texts("dnsNames"))
        .ipAddresses(s.texts("ipAddresses"))
        .uris(s.texts("uris"))
        .emailAddresses(s.texts("emailAddresses"))
        .otherNames(s.objects("otherNames", o -> new OtherName(o.text("oid"), o.text("utf8Value"))))
        .secretName(s.text("secretName"))
        .secretTemplate(
            s.objectOrNull(
                "secretTemplate",
                t -> new SecretTemplate(t.textMap("labels"), t.textMap("annotations"))))
        .keystores(s.objectOrNull("keystores", SpecBinder::keystores))
        .issuerRef(issuerRef(s))
        .isCa(s.flag("isCA"))
        .usages(s.choices("usages", KeyUsage::ofManifestName))
        .privateKey(Objects.requireNonNullElse(key, PrivateKeySpec.DEFAULT))
        .signatureAlgorithm(s.choice("signatureAlgorithm", SignatureAlgorithm::ofManifestName))
        .encodeUsagesInRequest(s.booleanOrNull("encodeUsagesInRequest"))
        .revisionHistoryLimit(s.intOrNull("revisionHistoryLimit"))
        .additionalOutputFormats(
            s.objects(
                "additionalOutputFormats",
                f -> f.requiredChoice("type", OutputFormat::ofManifestName)))
        .nameConstraints(s.objectOrNull("nameConstraints", SpecBinder::nameConstraints))
        .build();
  }

  static IssuerRef issuerRef(FieldReader s) {
    IssuerRef ref =
        s.objectOrNull(
            "issuerRef", r -> new IssuerRef(r.text("name"), r.text("kind"), r.text("group")));
    return Objects.requireNonNullElse(ref, IssuerRef.NONE);
  }

  private static Subject subject(FieldReader s) {
    return new Subject(
        s.texts("organizations"),
        s.texts("countries"),
        s.texts("organizationalUnits"),
        s.texts("localities"),
        s.texts("provinces"),
        s.texts("streetAddresses"),
        s.texts("postalCodes"),
        s.text("serialNumber"));
  }

  private static PrivateKeySpec privateKey(FieldReader k) {
    Integer size = k.intOrNull("size");
    return new PrivateKeySpec(
        k.choice("algorithm", KeyAlgorithm::ofManifestName),
        size == null ? 0 : size,
        k.choice("encoding", KeyEncoding::ofManifestName),
        k.choice("rotationPolicy", RotationPolicy::ofManifestName));
  }

  private static RenewalSpec renewal(FieldReader r) {
    return new RenewalSpec(
        r.choice("policy", RenewalPolicy::ofManifestName),
        r.objects(
            "windows",
            w ->
                new RenewalWindow(
                    w.text("cron"),
                    Objects.requireNonNullElse(w.durationOrNull("windowDuration"), Duration.ZERO),
                    w.text("timezone"))));
  }

  private static KeystoresSpec keystores(FieldReader k) {
    return new KeystoresSpec(
        k.objectOrNull(
            "jks",
            j -> new JksKeystore(j.flag("create"), j.text("alias"), password(j), passwordRef(j))),
        k.objectOrNull(
            "pkcs12",
            p ->
                new Pkcs12Keystore(
                    p.flag("create"),
                    p.choice("profile", Pkcs12Profile::ofManifestName),
                    password(p),
                    passwordRef(p))));
  }

  private static @Nullable SecretBytes password(FieldReader k) {
    return k.has("password") ? SecretBytes.ofUtf8(k.text("password")) : null;
  }

  private static @Nullable SecretKeySelector passwordRef(FieldReader k) {
    return k.objectOrNull(
        "passwordSecretRef", r -> new SecretKeySelector(r.text("name"), r.text("key")));
  }

  private static NameConstraints nameConstraints(FieldReader c) {
    return new NameConstraints(
        c.flag("critical"),
        c.objectOrNull("permitted", SpecBinder::constraintItem),
        c.objectOrNull("excluded", SpecBinder::constraintItem));
  }

  private static NameConstraintItem constraintItem(FieldReader i) {
    return new NameConstraintItem(
        i.texts("dnsDomains"),
        i.texts("ipRanges"),
        i.texts("emailAddresses"),
        i.texts("uriDomains"));
  }

  static Map<String, Object> write(CertificateSpec spec) {
    return SpecWriter.write(spec);
  }
}
