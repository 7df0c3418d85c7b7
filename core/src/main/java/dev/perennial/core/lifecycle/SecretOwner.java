package dev.perennial.core.lifecycle;

import dev.perennial.model.Annotations;
import dev.perennial.model.Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Decides which of several certificates that name one secret may fill it. Source: cert-manager
 * {@code CertificateOwnsSecret}.
 */
final class SecretOwner {
  private static final Comparator<Certificate> OLDEST_FIRST =
      Comparator.<Certificate, @Nullable Instant>comparing(
              c -> c.meta().creationTimestamp(), Comparator.nullsFirst(Comparator.naturalOrder()))
          .thenComparing(c -> c.meta().name());

  private SecretOwner() {}

  /**
   * Returns the name of the certificate that may fill the secret in place of the one of this view,
   * or empty when this one may: the one that the secret says it was issued for, if it is among
   * them, otherwise the oldest, otherwise the first by name.
   */
  static Optional<String> otherOwner(View view) {
    return otherOwner(view.certificate(), view.rivals(), view.secret());
  }

  /** Returns the same for a certificate, the others that name its secret, and that secret. */
  static Optional<String> otherOwner(
      Certificate certificate, List<Certificate> rivals, SecretFacts secret) {
    List<Certificate> claims = new ArrayList<>(rivals);
    claims.add(certificate);
    String own = certificate.meta().name();
    String issuedFor = secret.annotation(Annotations.CERTIFICATE_NAME);
    for (Certificate claim : claims) {
      if (claim.meta().name().equals(issuedFor)) {
        return Optional.of(claim.meta().name()).filter(owner -> !owner.equals(own));
      }
    }
    return claims.stream()
        .min(OLDEST_FIRST)
        .map(c -> c.meta().name())
        .filter(owner -> !owner.equals(own));
  }
}
