package dev.perennial.core.pki;

import dev.perennial.core.pki.PkiException.Reason;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;

/** Joins certificates into one path from the leaf upwards. */
final class ChainJoin {
  private ChainJoin() {}

  static List<X509Certificate> join(Collection<X509Certificate> certificates) {
    if (certificates.isEmpty()) {
      throw new PkiException(Reason.NO_DATA, "chain: no certificates");
    }
    return List.copyOf(certificates);
  }
}
