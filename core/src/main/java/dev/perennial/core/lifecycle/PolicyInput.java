package dev.perennial.core.lifecycle;

import dev.perennial.model.Certificate;
import dev.perennial.model.CertificateSpec;
import dev.perennial.model.CertificateStatus;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a policy looks at. Immutable.
 *
 * @param certificate the certificate
 * @param secret what is known of the secret that it names
 * @param current the request of the last revision; null when there is none, or more than one
 * @param next the request of the next revision; null when there is none, or more than one
 * @param issuer what is known of the issuer
 * @param settings the settings of the host
 * @param now the present; chains that do not ask for it do not look at it
 */
record PolicyInput(
    Certificate certificate,
    SecretFacts secret,
    @Nullable RequestFacts current,
    @Nullable RequestFacts next,
    IssuerFacts issuer,
    Settings settings,
    Instant now) {
  /** Returns the part of a view that policies look at. */
  static PolicyInput of(View view, Instant now) {
    return new PolicyInput(
        view.certificate(),
        view.secret(),
        view.currentRequest(),
        view.nextRequest(),
        view.issuer(),
        view.settings(),
        now);
  }

  /** Returns the spec of the certificate. */
  CertificateSpec spec() {
    return certificate.spec();
  }

  /** Returns the status of the certificate. */
  CertificateStatus status() {
    return certificate.status();
  }
}
