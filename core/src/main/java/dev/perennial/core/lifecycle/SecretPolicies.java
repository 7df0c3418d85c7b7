package dev.perennial.core.lifecycle;

import static dev.perennial.core.lifecycle.Policy.passed;
import static dev.perennial.core.lifecycle.Policy.violated;

import dev.perennial.core.lifecycle.Policy.Violation;
import dev.perennial.core.pki.LeafFacts;
import dev.perennial.core.pki.SpecMatch;
import dev.perennial.model.Annotations;
import dev.perennial.model.CertificateSpec;
import dev.perennial.model.IssuerRef;
import dev.perennial.model.Reasons;
import dev.perennial.model.SecretBundle;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The policies that ask whether a secret is the one that its certificate wants. Those further down
 * rely on those above. Source: cert-manager {@code policies/checks.go}.
 */
final class SecretPolicies {
  private SecretPolicies() {}

  static Optional<Violation> doesNotExist(PolicyInput input) {
    return input.secret().exists()
        ? passed()
        : violated(Reasons.DOES_NOT_EXIST, "Issuing certificate as Secret does not exist");
  }

  static Optional<Violation> isMissingData(PolicyInput input) {
    if (!input.secret().hasData()) {
      return missing("any data");
    }
    if (!input.secret().filledKeys().contains(SecretBundle.TLS_KEY)) {
      return missing("a private key");
    }
    return input.secret().filledKeys().contains(SecretBundle.TLS_CRT)
        ? passed()
        : missing("a certificate");
  }

  private static Optional<Violation> missing(String what) {
    return violated(Reasons.MISSING_DATA, "Issuing certificate as Secret does not contain " + what);
  }

  static Optional<Violation> publicKeysDiffer(PolicyInput input) {
    SecretFacts secret = input.secret();
    if (secret.key() == null) {
      return violated(
          Reasons.INVALID_KEY_PAIR,
          "Issuing certificate as Secret contains invalid private key data: "
              + secret.keyProblem());
    }
    if (secret.leaf() == null) {
      return violated(
          Reasons.INVALID_CERTIFICATE,
          "Issuing certificate as Secret contains an invalid certificate: " + secret.leafProblem());
    }
    return secret.hasPair()
        ? passed()
        : violated(
            Reasons.INVALID_KEY_PAIR,
            "Issuing certificate as Secret contains a private key that does not match the"
                + " certificate");
  }

  /**
   * Without any of its annotations, a secret passes for one of an issuer of the default kind. One
   * that names its certificate all the same holds a temporary leaf, which must not pass for an
   * issued one: cert-manager lets it where the issuer is of the default kind.
   */
  static Optional<Violation> issuerAnnotationsMismatch(PolicyInput input) {
    IssuerRef wanted = input.spec().issuerRef();
    IssuerRef found = input.secret().issuer();
    Map<String, String> annotations = input.secret().meta().annotations();
    boolean named =
        annotations.containsKey(Annotations.ISSUER_NAME)
            || annotations.containsKey(Annotations.ISSUER_KIND)
            || annotations.containsKey(Annotations.ISSUER_GROUP);
    if (!named && annotations.containsKey(Annotations.CERTIFICATE_NAME)) {
      return violated(
          Reasons.INCORRECT_ISSUER, "Issuing certificate as Secret holds a temporary certificate");
    }
    if (named && IssuerList.has(input.certificate(), found)) {
      return passed();
    }
    IssuerRef compared = named ? found : new IssuerRef(wanted.name(), found.kind(), found.group());
    if (wanted.sameAs(compared)) {
      return passed();
    }
    String issuer = found.kindOrDefault() + "." + found.groupOrDefault() + "/" + found.name();
    return violated(
        Reasons.INCORRECT_ISSUER,
        "Issuing certificate as Secret was previously issued by \"" + issuer + "\"");
  }

  static Optional<Violation> certificateNameAnnotationMismatch(PolicyInput input) {
    String name = input.secret().annotation(Annotations.CERTIFICATE_NAME);
    return name == null || name.equals(input.certificate().meta().name())
        ? passed()
        : violated(
            Reasons.INCORRECT_CERTIFICATE,
            "Secret was issued for \""
                + name
                + "\". If this message is not transient, you might have two conflicting"
                + " Certificates pointing to the same secret.");
  }

  static Optional<Violation> privateKeyMismatchesSpec(PolicyInput input) {
    List<String> fields =
        SpecMatch.privateKeyViolations(input.secret().requireKey(), input.spec().privateKey());
    return fields.isEmpty()
        ? passed()
        : violated(
            Reasons.SECRET_MISMATCH, "Existing private key is not up to date for spec: " + fields);
  }

  static Optional<Violation> publicKeyDiffersFromCurrentRequest(PolicyInput input) {
    RequestFacts current = input.current();
    if (current == null) {
      return passed();
    }
    if (current.csr() == null) {
      return violated(
          Reasons.INVALID_CERTIFICATE_REQUEST,
          "Failed to decode current CertificateRequest: " + current.csrProblem());
    }
    return current.csr().publicKeyId().equals(input.secret().requireKey().publicKeyId())
        ? passed()
        : violated(
            Reasons.SECRET_MISMATCH,
            "Secret contains a private key that does not match the current CertificateRequest");
  }

  /** Without the request that brought it, the leaf is compared, and less strictly. */
  static Optional<Violation> currentRequestMismatchesSpec(PolicyInput input) {
    RequestFacts current = input.current();
    if (current != null) {
      CertificateSpec wanted = IssuerList.specFor(input.certificate(), current.spec().issuerRef());
      List<String> fields = current.mismatches(wanted);
      return fields.isEmpty()
          ? passed()
          : violated(
              Reasons.REQUEST_CHANGED,
              "Fields on existing CertificateRequest resource not up to date: " + fields);
    }
    LeafFacts leaf = input.secret().leaf();
    List<String> fields = leaf == null ? List.of() : SpecMatch.looseViolations(leaf, input.spec());
    return fields.isEmpty()
        ? passed()
        : violated(
            Reasons.SECRET_MISMATCH,
            "Issuing certificate as Existing issued Secret is not up to date for spec: " + fields);
  }

  /** A validity is inclusive at its end. */
  static Optional<Violation> hasExpired(PolicyInput input) {
    LeafFacts leaf = input.secret().leaf();
    return leaf == null || !input.now().isAfter(leaf.notAfter())
        ? passed()
        : violated(
            Reasons.EXPIRED,
            "Certificate expired on "
                + DateTimeFormatter.RFC_1123_DATE_TIME.format(
                    leaf.notAfter().atOffset(ZoneOffset.UTC)));
  }
}
