package dev.perennial.model;

import dev.perennial.model.Violation.Rule;
import dev.perennial.model.x509.LiteralSubject;
import dev.perennial.model.x509.Subject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The rules of the subject: common name, subject or literalSubject, and that there is any identity.
 * Source: cert-manager {@code certificate.go}.
 */
final class SubjectRules {
  /** The longest common name in bytes (RFC 5280, upper bound ub-common-name). */
  private static final int MAX_COMMON_NAME = 64;

  private static final FieldPath SUBJECT = FieldPath.SPEC.child("subject");
  private static final FieldPath LITERAL = FieldPath.SPEC.child("literalSubject");
  private static final FieldPath COMMON_NAME = FieldPath.SPEC.child("commonName");

  private final CertificateSpec spec;
  private final List<Violation> violations = new ArrayList<>();
  private boolean unreadable;

  private SubjectRules(CertificateSpec spec) {
    this.spec = spec;
  }

  static List<Violation> check(CertificateSpec spec) {
    SubjectRules rules = new SubjectRules(spec);
    String literalName = spec.literalSubject().isEmpty() ? "" : rules.literal();
    rules.identity(literalName);
    rules.length(spec.commonName(), COMMON_NAME);
    rules.length(literalName, LITERAL);
    rules.texts();
    return rules.violations;
  }

  /** Returns the common name in the literal subject; empty when there is none. */
  private String literal() {
    if (!spec.commonName().isEmpty()) {
      violations.add(
          Violation.invalid(
              COMMON_NAME, spec.commonName(), "may not stand beside literalSubject; remove one"));
    }
    if (!spec.subject().isEmpty()) {
      violations.add(
          Violation.invalid(SUBJECT, "", "may not stand beside literalSubject; remove one"));
    }
    try {
      return LiteralSubject.commonName(LiteralSubject.parse(spec.literalSubject()));
    } catch (IllegalArgumentException e) {
      violations.add(
          Violation.invalid(LITERAL, spec.literalSubject(), String.valueOf(e.getMessage())));
      unreadable = true;
      return "";
    }
  }

  /** A literal subject that cannot be read may have a name. */
  private void identity(String literalName) {
    boolean none =
        !unreadable
            && spec.commonName().isEmpty()
            && literalName.isEmpty()
            && spec.dnsNames().isEmpty()
            && spec.uris().isEmpty()
            && spec.emailAddresses().isEmpty()
            && spec.ipAddresses().isEmpty()
            && spec.otherNames().isEmpty();
    if (none) {
      violations.add(
          Violation.invalid(
              FieldPath.SPEC,
              "",
              "at least one of commonName (from the commonName field or from a literalSubject),"
                  + " dnsNames, emailAddresses, ipAddresses, otherNames, or uris must be set"));
    }
  }

  private void length(String commonName, FieldPath path) {
    int length = commonName.getBytes(StandardCharsets.UTF_8).length;
    if (length > MAX_COMMON_NAME) {
      violations.add(
          new Violation(
              path,
              Rule.TOO_LONG,
              commonName,
              "has a common name of "
                  + length
                  + " bytes; at most "
                  + MAX_COMMON_NAME
                  + " are allowed"));
    }
  }

  private void texts() {
    text(spec.commonName(), COMMON_NAME);
    Subject subject = spec.subject();
    text(subject.serialNumber(), SUBJECT.child("serialNumber"));
    Map<String, List<String>> lists = new LinkedHashMap<>();
    lists.put("organizations", subject.organizations());
    lists.put("countries", subject.countries());
    lists.put("organizationalUnits", subject.organizationalUnits());
    lists.put("localities", subject.localities());
    lists.put("provinces", subject.provinces());
    lists.put("streetAddresses", subject.streetAddresses());
    lists.put("postalCodes", subject.postalCodes());
    lists.forEach(
        (name, values) -> {
          for (int i = 0; i < values.size(); i++) {
            text(values.get(i), SUBJECT.child(name).index(i));
          }
        });
  }

  private void text(String text, FieldPath path) {
    if (!Texts.isWhole(text)) {
      violations.add(Violation.invalid(path, "", "has half of a character; write it again"));
    }
  }
}
