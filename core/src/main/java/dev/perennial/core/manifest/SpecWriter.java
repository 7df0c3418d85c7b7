package dev.perennial.core.manifest;

import dev.perennial.model.CertificateSpec;
import dev.perennial.model.IssuerRef;
import dev.perennial.model.JksKeystore;
import dev.perennial.model.KeystoresSpec;
import dev.perennial.model.Pkcs12Keystore;
import dev.perennial.model.PrivateKeySpec;
import dev.perennial.model.RenewalPolicy;
import dev.perennial.model.RenewalSpec;
import dev.perennial.model.SecretBytes;
import dev.perennial.model.SecretKeySelector;
import dev.perennial.model.SecretTemplate;
import dev.perennial.model.x509.KeyUsage;
import dev.perennial.model.x509.NameConstraintItem;
import dev.perennial.model.x509.NameConstraints;
import dev.perennial.model.x509.SignatureAlgorithm;
import dev.perennial.model.x509.Subject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The spec of certificates, out. */
final class SpecWriter {
  private SpecWriter() {}

  static Map<String, Object> write(CertificateSpec s) {
    SignatureAlgorithm algorithm = s.signatureAlgorithm();
    return new Tree()
        .map("subject", subject(s.subject()))
        .text("literalSubject", s.literalSubject())
        .text("commonName", s.commonName())
        .duration("duration", s.duration())
        .duration("renewBefore", s.renewBefore())
        .value("renewBeforePercentage", s.renewBeforePercentage())
        .value("renewal", renewal(s.renewal()))
        .list("dnsNames", s.dnsNames())
        .list("ipAddresses", s.ipAddresses())
        .list("uris", s.uris())
        .list("emailAddresses", s.emailAddresses())
        .list(
            "otherNames",
            s.otherNames().stream()
                .map(o -> new Tree().text("oid", o.oid()).text("utf8Value", o.utf8Value()).fields())
                .toList())
        .required("secretName", s.secretName())
        .value("secretTemplate", template(s.secretTemplate()))
        .value("keystores", keystores(s.keystores()))
        .value("issuerRef", issuerRef(s.issuerRef()))
        .flag("isCA", s.isCa())
        .list("usages", usages(s.usages()))
        .map("privateKey", privateKey(s.privateKey()))
        .value("signatureAlgorithm", algorithm == null ? null : algorithm.manifestName())
        .value("encodeUsagesInRequest", s.encodeUsagesInRequest())
        .value("revisionHistoryLimit", s.revisionHistoryLimit())
        .list(
            "additionalOutputFormats",
            s.additionalOutputFormats().stream()
                .map(f -> Map.of("type", f.manifestName()))
                .toList())
        .value("nameConstraints", nameConstraints(s.nameConstraints()))
        .fields();
  }

  static List<String> usages(List<KeyUsage> usages) {
    return usages.stream().map(KeyUsage::manifestName).toList();
  }

  static Map<String, Object> issuerRef(IssuerRef ref) {
    return new Tree()
        .required("name", ref.name())
        .text("kind", ref.kind())
        .text("group", ref.group())
        .fields();
  }

  private static Map<String, Object> subject(Subject s) {
    return new Tree()
        .list("organizations", s.organizations())
        .list("countries", s.countries())
        .list("organizationalUnits", s.organizationalUnits())
        .list("localities", s.localities())
        .list("provinces", s.provinces())
        .list("streetAddresses", s.streetAddresses())
        .list("postalCodes", s.postalCodes())
        .text("serialNumber", s.serialNumber())
        .fields();
  }

  private static Map<String, Object> privateKey(PrivateKeySpec k) {
    var algorithm = k.algorithm();
    var encoding = k.encoding();
    var rotation = k.rotationPolicy();
    return new Tree()
        .value("algorithm", algorithm == null ? null : algorithm.manifestName())
        .value("size", k.size() == 0 ? null : k.size())
        .value("encoding", encoding == null ? null : encoding.manifestName())
        .value("rotationPolicy", rotation == null ? null : rotation.manifestName())
        .fields();
  }

  private static @Nullable Map<String, Object> renewal(@Nullable RenewalSpec r) {
    if (r == null) {
      return null;
    }
    RenewalPolicy policy = r.policy();
    return new Tree()
        .value("policy", policy == null ? null : policy.manifestName())
        .list(
            "windows",
            r.windows().stream()
                .map(
                    w ->
                        new Tree()
                            .required("cron", w.cron())
                            .duration("windowDuration", w.windowDuration())
                            .text("timezone", w.timezone())
                            .fields())
                .toList())
        .fields();
  }

  private static @Nullable Map<String, Object> template(@Nullable SecretTemplate t) {
    return t == null
        ? null
        : new Tree().map("labels", t.labels()).map("annotations", t.annotations()).fields();
  }

  private static @Nullable Map<String, Object> keystores(@Nullable KeystoresSpec k) {
    return k == null
        ? null
        : new Tree().value("jks", jks(k.jks())).value("pkcs12", pkcs12(k.pkcs12())).fields();
  }

  private static @Nullable Map<String, Object> jks(@Nullable JksKeystore j) {
    return j == null
        ? null
        : new Tree()
            .value("create", j.create())
            .text("alias", j.alias())
            .value("password", password(j.password()))
            .value("passwordSecretRef", selector(j.passwordSecretRef()))
            .fields();
  }

  private static @Nullable Map<String, Object> pkcs12(@Nullable Pkcs12Keystore p) {
    if (p == null) {
      return null;
    }
    var profile = p.profile();
    return new Tree()
        .value("create", p.create())
        .value("profile", profile == null ? null : profile.manifestName())
        .value("password", password(p.password()))
        .value("passwordSecretRef", selector(p.passwordSecretRef()))
        .fields();
  }

  private static @Nullable String password(@Nullable SecretBytes password) {
    return password == null ? null : new String(password.revealBytes(), StandardCharsets.UTF_8);
  }

  private static @Nullable Map<String, Object> selector(@Nullable SecretKeySelector s) {
    return s == null ? null : new Tree().required("name", s.name()).text("key", s.key()).fields();
  }

  private static @Nullable Map<String, Object> nameConstraints(@Nullable NameConstraints c) {
    return c == null
        ? null
        : new Tree()
            .flag("critical", c.critical())
            .value("permitted", item(c.permitted()))
            .value("excluded", item(c.excluded()))
            .fields();
  }

  private static @Nullable Map<String, Object> item(@Nullable NameConstraintItem i) {
    return i == null
        ? null
        : new Tree()
            .list("dnsDomains", i.dnsDomains())
            .list("ipRanges", i.ipRanges())
            .list("emailAddresses", i.emailAddresses())
            .list("uriDomains", i.uriDomains())
            .fields();
  }
}
