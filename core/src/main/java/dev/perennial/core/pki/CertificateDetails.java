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
    put(annotations, "email-sans", csv(names.emailAddresses()));
    put(annotations, "subject-organizations", csv(subject.values(DistinguishedName.ORGANIZATION)));
    put(
        annotations,
        "subject-organizationalunits",
        csv(subject.values(DistinguishedName.ORGANIZATIONAL_UNIT)));
    put(annotations, "subject-countries", csv(subject.values(DistinguishedName.COUNTRY)));
    put(annotations, "subject-provinces", csv(subject.values(DistinguishedName.PROVINCE)));
    put(annotations, "subject-localities", csv(subject.values(DistinguishedName.LOCALITY)));
    put(annotations, "subject-postalcodes", csv(subject.values(DistinguishedName.POSTAL_CODE)));
    put(annotations, "subject-streetaddresses", csv(subject.values(DistinguishedName.STREET)));
    put(annotations, "subject-serialnumber", subject.serialNumber());
    return annotations;
  }

  private static void put(Map<String, String> annotations, String key, String value) {
    if (!value.isEmpty()) {
      annotations.put(PREFIX + key, value);
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
            || (!value.isEmpty() && Character.isWhitespace(value.codePointAt(0)));
    return quoted ? "\"" + value.replace("\"", "\"\"") + "\"" : value;
  }
}
