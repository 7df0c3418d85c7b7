package dev.perennial.model;

import dev.perennial.model.Violation.Rule;
import dev.perennial.model.x509.KeyAlgorithm;
import dev.perennial.model.x509.SignatureAlgorithm;
import java.util.ArrayList;
import java.util.List;

/** The rules of the private key and of the signature it makes. A size of zero is the default. */
final class PrivateKeyRules {
  private static final List<Integer> CURVES = List.of(256, 384, 521);
  private static final int MIN_RSA = 2048;
  private static final int MAX_RSA = 8192;

  private PrivateKeyRules() {}

  static List<Violation> check(CertificateSpec spec) {
    List<Violation> violations = new ArrayList<>();
    KeyAlgorithm algorithm = spec.privateKey().effectiveAlgorithm();
    int size = spec.privateKey().size();
    FieldPath path = FieldPath.SPEC.child("privateKey").child("size");
    if (algorithm == KeyAlgorithm.RSA && size > 0 && (size < MIN_RSA || size > MAX_RSA)) {
      violations.add(Violation.invalid(path, size, "must be between 2048 and 8192 for an RSA key"));
    }
    if (algorithm == KeyAlgorithm.ECDSA && size > 0 && !CURVES.contains(size)) {
      violations.add(
          new Violation(
              path,
              Rule.NOT_SUPPORTED,
              Integer.toString(size),
              "must be 256, 384 or 521 for an ECDSA key"));
    }
    SignatureAlgorithm signature = spec.signatureAlgorithm();
    if (signature != null && signature.keyAlgorithm() != algorithm) {
      violations.add(
          Violation.invalid(
              FieldPath.SPEC.child("signatureAlgorithm"),
              signature.manifestName(),
              "does not fit a key of algorithm " + algorithm.manifestName()));
    }
    return violations;
  }
}
