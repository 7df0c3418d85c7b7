package dev.perennial.core.pki;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The annotations with which a secret describes its leaf. Source: cert-manager {@code
 * AnnotationsForCertificate}; lists are one CSV record (RFC 4180). Safe for use by several threads.
 */
public final class CertificateDetails {
  private static final String PREFIX = "cert-manager.io/";
  private static final int NEXT_LINE = 0x85;

  private CertificateDetails() {}

  /** Returns the annotations of a leaf: four always, the others when they have a value. */
  public static Map<String, String> annotations(LeafFacts leaf) {
    DistinguishedName subject = leaf.subject();
    SubjectAltNames names = leaf.names();
    Map<String, String> annotations = new LinkedHashMap<>();
    annotations.put(PREFIX + "common-name", subject.commonName());
    annotations.put(PREFIX + "alt-names", csv(names.dnsNames()));
    annotations.put(
        PREFIX + "ip-sans", csv(names.ipAddresses().stream().map(Object::toString).toList()));
    annotations.put(PREFIX + "uri-sans", csv(names.uris()));
    putList(annotations, "email-sans", names.emailAddresses());
    putList(annotations, "subject-organizations", subject.values(DistinguishedName.ORGANIZATION));
    putList(
        annotations,
        "subject-organizationalunits",
        subject.values(DistinguishedName.ORGANIZATIONAL_UNIT));
    putList(annotations, "subject-countries", subject.values(DistinguishedName.COUNTRY));
    putList(annotations, "subject-provinces", subject.values(DistinguishedName.PROVINCE));
    putList(annotations, "subject-localities", subject.values(DistinguishedName.LOCALITY));
    putList(annotations, "subject-postalcodes", subject.values(DistinguishedName.POSTAL_CODE));
    putList(annotations, "subject-streetaddresses", subject.values(DistinguishedName.STREET));
    if (!subject.serialNumber().isEmpty()) {
      annotations.put(PREFIX + "subject-serialnumber", subject.serialNumber());
    }
    return annotations;
  }

  private static void putList(Map<String, String> annotations, String key, List<String> values) {
    if (!values.isEmpty()) {
      annotations.put(PREFIX + key, csv(values));
    }
  }

  private static String csv(List<String> values) {
    return String.join(",", values.stream().map(CertificateDetails::field).toList());
  }

  private static String field(String value) {
    boolean quoted =
        value.equals("\\.")
            || value.indexOf(',') >= 0
            || value.indexOf('"') >= 0
            || value.indexOf('\n') >= 0
            || value.indexOf('\r') >= 0
            || (!value.isEmpty() && isSpace(value.codePointAt(0)));
    return quoted ? "\"" + value.replace("\"", "\"\"") + "\"" : value;
  }

  /** Unicode's White_Space, by which Go's CSV writer goes and Java's own notions do not. */
  private static boolean isSpace(int c) {
    return c >= '\t' && c <= '\r' || c == NEXT_LINE || Character.isSpaceChar(c);
  }
}
