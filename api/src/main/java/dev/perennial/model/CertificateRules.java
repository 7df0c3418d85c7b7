package dev.perennial.model;

import dev.perennial.model.Violation.Rule;
import dev.perennial.model.x509.IpAddress;
import dev.perennial.model.x509.IpRange;
import dev.perennial.model.x509.KeyAlgorithm;
import dev.perennial.model.x509.NameConstraintItem;
import dev.perennial.model.x509.NameConstraints;
import dev.perennial.model.x509.OtherName;
import dev.perennial.model.x509.OutputFormat;
import dev.perennial.model.x509.SignatureAlgorithm;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The rules of certificates. Source: cert-manager {@code
 * internal/apis/certmanager/validation/certificate.go}. Not safe for use by several threads.
 */
final class CertificateRules {
  private static final FieldPath SPEC = FieldPath.SPEC;

  /** The longest common name in bytes (RFC 5280, upper bound ub-common-name). */
  private static final int MAX_COMMON_NAME = 64;

  private final CertificateSpec spec;
  private final List<Violation> violations = new ArrayList<>();

  private CertificateRules(CertificateSpec spec) {
    this.spec = spec;
  }

  static List<Violation> check(CertificateSpec spec) {
    CertificateRules rules = new CertificateRules(spec);
    rules.secretName();
    rules.subject();
    rules.names();
    rules.violations.addAll(IssuerRefRules.check(spec.issuerRef(), SPEC.child("issuerRef")));
    rules.privateKey();
    rules.violations.addAll(RenewalRules.check(spec));
    rules.nameConstraints();
    rules.secretContent();
    return List.copyOf(rules.violations);
  }

  private void secretName() {
    FieldPath path = SPEC.child("secretName");
    if (spec.secretName().isEmpty()) {
      violations.add(Violation.required(path, "must be specified"));
    } else if (!ResourceNames.isSubdomain(spec.secretName())) {
      violations.add(Violation.invalid(path, spec.secretName(), ResourceNames.SUBDOMAIN_RULE));
    }
  }

  private void subject() {
    if (!spec.literalSubject().isEmpty()) {
      if (!spec.commonName().isEmpty()) {
        invalid("commonName", spec.commonName(), "may not stand beside literalSubject");
      }
      if (!spec.subject().isEmpty()) {
        invalid("subject", "", "may not stand beside literalSubject");
      }
    }
    int length = spec.commonName().getBytes(StandardCharsets.UTF_8).length;
    if (length > MAX_COMMON_NAME) {
      violations.add(
          new Violation(
              SPEC.child("commonName"),
              Rule.TOO_LONG,
              spec.commonName(),
              "has " + length + " bytes; at most " + MAX_COMMON_NAME + " are allowed"));
    }
  }

  private void names() {
    boolean none =
        spec.commonName().isEmpty()
            && spec.literalSubject().isEmpty()
            && spec.dnsNames().isEmpty()
            && spec.uris().isEmpty()
            && spec.emailAddresses().isEmpty()
            && spec.ipAddresses().isEmpty()
            && spec.otherNames().isEmpty();
    if (none) {
      violations.add(
          Violation.invalid(
              SPEC,
              "",
              "at least one of commonName (from the commonName field or from a literalSubject),"
                  + " dnsNames, emailAddresses, ipAddresses, otherNames, or uris must be set"));
    }
    for (int i = 0; i < spec.ipAddresses().size(); i++) {
      String text = spec.ipAddresses().get(i);
      if (IpAddress.parse(text).isEmpty()) {
        invalidAt("ipAddresses", i, text, "is not an IPv4 or IPv6 address");
      }
    }
    for (int i = 0; i < spec.emailAddresses().size(); i++) {
      String text = spec.emailAddresses().get(i);
      if (!Emails.isBareAddress(text)) {
        invalidAt("emailAddresses", i, text, "is not a bare address, such as alice@example.com");
      }
    }
    for (int i = 0; i < spec.otherNames().size(); i++) {
      otherName(spec.otherNames().get(i), SPEC.child("otherNames").index(i));
    }
  }

  private void otherName(OtherName name, FieldPath path) {
    if (name.oid().isEmpty()) {
      violations.add(Violation.required(path.child("oid"), "must be specified"));
    }
    if (name.utf8Value().isEmpty()) {
      violations.add(
          Violation.required(path.child("utf8Value"), "must be a text that is not empty"));
    }
  }

  private void privateKey() {
    PrivateKeySpec key = spec.privateKey();
    KeyAlgorithm algorithm = key.effectiveAlgorithm();
    FieldPath size = SPEC.child("privateKey").child("size");
    boolean wrongRsa =
        algorithm == KeyAlgorithm.RSA && key.size() > 0 && (key.size() < 2048 || key.size() > 8192);
    boolean wrongCurve =
        algorithm == KeyAlgorithm.ECDSA
            && key.size() > 0
            && !List.of(256, 384, 521).contains(key.size());
    if (wrongRsa) {
      violations.add(
          Violation.invalid(size, key.size(), "must be between 2048 and 8192 for an RSA key"));
    }
    if (wrongCurve) {
      violations.add(
          new Violation(
              size,
              Rule.NOT_SUPPORTED,
              Integer.toString(key.size()),
              "must be 256, 384 or 521 for an ECDSA key"));
    }
    SignatureAlgorithm signature = spec.signatureAlgorithm();
    if (signature != null && signature.keyAlgorithm() != algorithm) {
      invalid(
          "signatureAlgorithm",
          signature.manifestName(),
          "does not fit a key of algorithm " + algorithm.manifestName());
    }
    Integer limit = spec.revisionHistoryLimit();
    if (limit != null && limit < 1) {
      invalid("revisionHistoryLimit", limit, "must not be less than 1");
    }
  }

  private void nameConstraints() {
    NameConstraints constraints = spec.nameConstraints();
    if (constraints == null) {
      return;
    }
    FieldPath path = SPEC.child("nameConstraints");
    if (!spec.isCa()) {
      violations.add(Violation.invalid(path, "", "isCA must be true when nameConstraints is set"));
    }
    if (constraints.permitted() == null && constraints.excluded() == null) {
      violations.add(Violation.invalid(path, "", "either permitted or excluded must be set"));
    }
    ranges(constraints.permitted(), path.child("permitted"));
    ranges(constraints.excluded(), path.child("excluded"));
  }

  private void ranges(@Nullable NameConstraintItem item, FieldPath path) {
    if (item == null) {
      return;
    }
    for (int i = 0; i < item.ipRanges().size(); i++) {
      if (IpRange.parse(item.ipRanges().get(i)).isEmpty()) {
        violations.add(
            Violation.invalid(
                path.child("ipRanges").index(i),
                item.ipRanges().get(i),
                "is not in CIDR notation, such as 10.0.0.0/8"));
      }
    }
  }

  private void secretContent() {
    Set<OutputFormat> formats = new HashSet<>();
    for (OutputFormat format : spec.additionalOutputFormats()) {
      if (!formats.add(format)) {
        violations.add(
            new Violation(
                SPEC.child("additionalOutputFormats").key("type"),
                Rule.DUPLICATE,
                format.manifestName(),
                "stands twice"));
      }
    }
    SecretTemplate template = spec.secretTemplate();
    if (template != null) {
      violations.addAll(TemplateRules.check(template, SPEC.child("secretTemplate")));
    }
    KeystoresSpec keystores = spec.keystores();
    if (keystores != null) {
      violations.addAll(KeystoreRules.check(keystores, SPEC.child("keystores")));
    }
  }

  private void invalid(String field, Object value, String message) {
    violations.add(Violation.invalid(SPEC.child(field), value, message));
  }

  private void invalidAt(String field, int index, String value, String message) {
    violations.add(Violation.invalid(SPEC.child(field).index(index), value, message));
  }
}
