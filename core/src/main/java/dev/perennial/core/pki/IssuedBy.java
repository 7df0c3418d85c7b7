package dev.perennial.core.pki;

import dev.perennial.core.pki.PkiException.Reason;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** Whether one certificate issued another: names by their DER, then the signature, asked once. */
final class IssuedBy {
  private final Map<Long, Boolean> known = new HashMap<>();
  private final int limit;

  IssuedBy(int limit) {
    this.limit = limit;
  }

  boolean test(ChainNode certificate, ChainNode issuer) {
    if (!Arrays.equals(certificate.outline().issuer(), issuer.outline().subject())) {
      return false;
    }
    long pair = (long) certificate.index() << 32 | issuer.index();
    Boolean answer = known.get(pair);
    if (answer == null) {
      if (known.size() >= limit) {
        throw new PkiException(
            Reason.BROKEN_CHAIN,
            "chain: too many certificates with the same names; give those of one chain only");
      }
      answer = SignatureCheck.isSignedBy(certificate.outline(), issuer.outline());
      known.put(pair, answer);
    }
    return answer;
  }
}
