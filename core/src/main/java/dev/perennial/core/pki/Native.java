package dev.perennial.core.pki;

import java.security.GeneralSecurityException;
import java.security.Provider;
import java.security.Security;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.jspecify.annotations.Nullable;

/** Asks the JDK's own provider first and this package's private BouncyCastle for the rest. */
final class Native {
  /** For reading and checking only: nothing here draws randomness from it. */
  static final Provider BOUNCY_CASTLE = new BouncyCastleProvider();

  private Native() {}

  /** Work that may be done by any provider. */
  @FunctionalInterface
  interface Work<T> {
    T with(Provider provider) throws GeneralSecurityException;
  }

  /**
   * Does the work with the named provider of the JDK; with BouncyCastle where that one is not there
   * or refuses.
   */
  static <T> T prefer(String jdkProvider, Work<T> work) throws GeneralSecurityException {
    @Nullable Provider jdk = Security.getProvider(jdkProvider);
    if (jdk != null) {
      try {
        return work.with(jdk);
      } catch (GeneralSecurityException | RuntimeException refused) {
        return work.with(BOUNCY_CASTLE);
      }
    }
    return work.with(BOUNCY_CASTLE);
  }
}
