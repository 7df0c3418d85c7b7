package dev.perennial.core.lifecycle;

import static dev.perennial.core.lifecycle.Policy.passed;
import static dev.perennial.core.lifecycle.Policy.violated;

import dev.perennial.core.lifecycle.Policy.Violation;
import dev.perennial.core.pki.KeyFacts;
import dev.perennial.core.pki.LeafFacts;
import dev.perennial.model.Certificate;
import dev.perennial.model.Reasons;
import dev.perennial.model.RevocationStatus;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What must no longer be used: revoked leaves, and keys that others may have. */
final class Compromise {
  /** A secret with either is not ready, and is issued anew. */
  static final Policy POLICY =
      new Policy("CurrentCertificateRevoked", Compromise::currentCertificateRevoked);

  private Compromise() {}

  /** Returns whether others may have a key. */
  static boolean isCompromised(@Nullable KeyFacts key, Certificate certificate) {
    return key != null && certificate.status().compromisedKeys().contains(key.publicKeyId());
  }

  private static Optional<Violation> currentCertificateRevoked(PolicyInput input) {
    if (isCompromised(input.secret().key(), input.certificate())) {
      return violated(
          Reasons.KEY_COMPROMISED,
          "Issuing certificate as the private key in the Secret is compromised");
    }
    RevocationStatus revocation = input.status().revocation();
    LeafFacts leaf = input.secret().leaf();
    return revocation != null && leaf != null && leaf.fingerprint().equals(revocation.fingerprint())
        ? violated(
            Reasons.REVOKED,
            "Issuing certificate as the one in the Secret is revoked ("
                + revocation.reason().manifestName()
                + ")")
        : passed();
  }
}
