package dev.perennial.samples.acmehttps;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.perennial.testkit.acme.AcmeCa;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The sample against an ACME CA in this JVM. */
class AcmeHttpsTest {
  @TempDir Path folder;

  @Test
  void servesWhatTheCaIssuedAndRenewsItWhileItServes() throws Exception {
    try (AcmeCa ca = AcmeCa.builder(InstantSource.system()).reuseNoAuthorizations().start();
        Sample sample =
            Sample.start(
                folder, ca.directoryUrl(), ca.trustPem(), "ipAddresses:\n    - 127.0.0.1", 0)) {
      ca.tlsPort(sample.port());
      byte[] root = ca.rootPem().getBytes(StandardCharsets.US_ASCII);
      sample.awaitRevision(1);
      X509Certificate first = sample.served("127.0.0.1", root);
      sample.running.manager.renew(Sample.WEB);
      sample.awaitRevision(2);
      X509Certificate second = sample.served("127.0.0.1", root);
      assertNotEquals(first.getSerialNumber(), second.getSerialNumber());
      assertEquals(java.util.List.of(first, second), ca.issued());
    }
  }

  @Test
  void isShort() throws Exception {
    Path source = Path.of("src/main/java/dev/perennial/samples/acmehttps/AcmeHttps.java");
    assertTrue(Files.readAllLines(source).size() < 60, "a host program in under 60 lines");
  }
}
