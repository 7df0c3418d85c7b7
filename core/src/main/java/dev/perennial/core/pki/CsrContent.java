package dev.perennial.core.pki;

import dev.perennial.core.pki.PkiException.Reason;
import dev.perennial.model.CertificateSpec;
import dev.perennial.model.x509.NameConstraints;
import java.util.ArrayList;
import java.util.List;

/**
 * What a CSR asks for: its subject and its extensions in order. Immutable.
 *
 * @param subject the subject
 * @param extensions the extensions in the order in which they are written
 */
public record CsrContent(DistinguishedName subject, List<ExtensionValue> extensions) {
  /** Copies the list. */
  public CsrContent {
    extensions = List.copyOf(extensions);
  }

  /**
   * Returns what a spec asks for, without basic constraints (cert-manager: {@code GenerateCSR}).
   *
   * @throws PkiException when a name cannot be encoded, or the spec has no name at all
   */
  public static CsrContent of(CertificateSpec spec) {
    return of(spec, false);
  }

  /**
   * Returns what a spec asks for.
   *
   * @param basicConstraints whether the basic constraints are part of the request
   * @throws PkiException when a name cannot be encoded, or the spec has no name at all
   */
  public static CsrContent of(CertificateSpec spec, boolean basicConstraints) {
    DistinguishedName subject = subject(spec);
    SubjectAltNames names = SubjectAltNames.of(spec);
    if (names.isEmpty() && subject.commonName().isEmpty()) {
      throw new PkiException(
          Reason.INVALID_VALUE,
          "at least one of commonName (from the commonName field or from a literalSubject),"
              + " dnsNames, emailAddresses, ipAddresses, otherNames, or uris must be set");
    }
    List<ExtensionValue> extensions = new ArrayList<>();
    if (!names.isEmpty()) {
      extensions.add(
          ExtensionValue.of(ExtensionValue.SUBJECT_ALT_NAME, subject.isEmpty(), names.der()));
    }
    if (spec.effectiveEncodeUsagesInRequest()) {
      addUsages(KeyUsages.of(spec.usages(), spec.isCa()), extensions);
    }
    if (basicConstraints) {
      extensions.add(
          ExtensionValue.of(
              ExtensionValue.BASIC_CONSTRAINTS, true, BasicConstraintsDer.encode(spec.isCa())));
    }
    NameConstraints constraints = spec.nameConstraints();
    if (constraints != null) {
      extensions.add(
          ExtensionValue.of(
              ExtensionValue.NAME_CONSTRAINTS,
              constraints.critical(),
              NameConstraintsDer.encode(constraints)));
    }
    return new CsrContent(subject, extensions);
  }

  /** Returns the subject that a spec asks for. */
  static DistinguishedName subject(CertificateSpec spec) {
    return spec.literalSubject().isEmpty()
        ? DistinguishedName.of(spec.subject(), spec.commonName())
        : DistinguishedName.parseLiteral(spec.literalSubject());
  }

  /** Adds the usage extensions that there are: keyUsage critical, extKeyUsage not. */
  static void addUsages(KeyUsages usages, List<ExtensionValue> extensions) {
    if (!usages.bits().isEmpty()) {
      extensions.add(ExtensionValue.of(ExtensionValue.KEY_USAGE, true, usages.keyUsageDer()));
    }
    if (!usages.extended().isEmpty()) {
      extensions.add(
          ExtensionValue.of(ExtensionValue.EXT_KEY_USAGE, false, usages.extKeyUsageDer()));
    }
  }
}
