package dev.perennial.testkit.kill;

import dev.perennial.core.pki.CertificateSigner;
import dev.perennial.core.pki.CertificateTemplate;
import dev.perennial.core.pki.Certificates;
import dev.perennial.core.pki.Crypto;
import dev.perennial.core.pki.DistinguishedName;
import dev.perennial.core.pki.KeySpec;
import dev.perennial.core.pki.PrivateKeys;
import dev.perennial.model.x509.KeyAlgorithm;
import dev.perennial.model.x509.KeyEncoding;
import dev.perennial.testkit.TestClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;

/** Key pairs with their certificates, made once: a writer that is killed has no time for it. */
final class Pairs {
  static final int COUNT = 12;

  private Pairs() {}

  /** Makes {@code 0.key}, {@code 0.crt} and so on. */
  static void make(Path folder) throws IOException {
    Files.createDirectories(folder);
    Crypto crypto = Crypto.of(new SecureRandom());
    for (int i = 0; i < COUNT; i++) {
      PrivateKey key = PrivateKeys.generate(KeySpec.of(KeyAlgorithm.ECDSA), crypto);
      CertificateTemplate template =
          new CertificateTemplate(
              DistinguishedName.parseLiteral("CN=pair " + i),
              PrivateKeys.publicKey(key),
              TestClock.START,
              TestClock.START.plus(Duration.ofDays(90)),
              false,
              List.of(),
              List.of(),
              List.of(),
              List.of());
      X509Certificate leaf = CertificateSigner.selfSign(template, key, crypto);
      Files.write(folder.resolve(i + ".key"), PrivateKeys.encode(key, KeyEncoding.PKCS8));
      Files.write(folder.resolve(i + ".crt"), Certificates.encode(leaf));
    }
  }
}
