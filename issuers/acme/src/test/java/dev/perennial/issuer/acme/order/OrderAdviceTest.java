package dev.perennial.issuer.acme.order;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.perennial.core.pki.CertificateSigningRequest;
import dev.perennial.core.pki.Crypto;
import dev.perennial.core.pki.KeySpec;
import dev.perennial.core.pki.PrivateKeys;
import dev.perennial.core.pki.SigningRequests;
import dev.perennial.issuer.acme.config.AcmeConfig;
import dev.perennial.model.CertificateSpec;
import dev.perennial.model.x509.KeyAlgorithm;
import dev.perennial.model.x509.KeyUsage;
import dev.perennial.spi.SigningStep;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OrderAdviceTest {
  private static final Crypto CRYPTO = Crypto.of(new SecureRandom());

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      textBlock =
          """
          letsencrypt, '', server, dns, -
          letsencrypt, '', client, dns, ClientAuthNotIssued
          letsencrypt-staging, '', client, dns, ClientAuthNotIssued
          zerossl, '', client, dns, ClientAuthNotIssued
          google, '', client, dns, ClientAuthNotIssued
          https://ca.example/dir, '', client, dns, -
          https://letsencrypt.org.example/dir, '', client, dns, -
          https://ACME-V02.API.LetsEncrypt.org/directory, '', client, dns, ClientAuthNotIssued
          letsencrypt, '', server, ip, IPAddressNeedsShortLived
          letsencrypt, tlsserver, server, ip, IPAddressNeedsShortLived
          letsencrypt, shortlived, server, ip, -
          zerossl, '', server, ip, -
          https://ca.example/dir, '', server, ip, -
          letsencrypt, '', client, ip, ClientAuthNotIssued IPAddressNeedsShortLived
          not a url, '', client, ip, -
          """)
  void whatTheServerIsGoingToRefuse(
      String server, String profile, String usage, String names, String warnings) {
    CertificateSpec.Builder spec = CertificateSpec.builder();
    if (names.equals("ip")) {
      spec.ipAddresses(List.of("192.0.2.1"));
    } else {
      spec.dnsNames(List.of("www.example.com"));
    }
    List<KeyUsage> usages =
        List.of(usage.equals("client") ? KeyUsage.CLIENT_AUTH : KeyUsage.SERVER_AUTH);
    List<String> reasons =
        OrderAdvice.warnings(config(server, profile), csr(spec.build()), usages).stream()
            .map(SigningStep.Note::reason)
            .toList();
    assertEquals(warnings == null ? List.of() : List.of(warnings.split(" ")), reasons);
  }

  @Test
  void aProfileMustBeOneOfTheServers() {
    assertTrue(OrderAdvice.profileProblem(config("x", ""), Set.of()).isEmpty());
    assertTrue(OrderAdvice.profileProblem(config("x", "classic"), Set.of("classic")).isEmpty());
    String unknown =
        OrderAdvice.profileProblem(config("x", "clasic"), Set.of("tls", "classic")).orElseThrow();
    assertTrue(unknown.contains("\"clasic\"") && unknown.contains("[classic, tls]"), unknown);
    String none = OrderAdvice.profileProblem(config("x", "classic"), Set.of()).orElseThrow();
    assertTrue(none.contains("offers none"), none);
  }

  /** The extension that asks for stapled OCSP answers (RFC 7633) is never in a CSR of ours. */
  @Test
  void mustStapleIsNeverAskedFor() {
    CertificateSpec spec =
        CertificateSpec.builder()
            .dnsNames(List.of("a.example"))
            .usages(List.of(KeyUsage.values()))
            .build();
    assertTrue(csr(spec).extension("1.3.6.1.5.5.7.1.24").isEmpty());
  }

  private static AcmeConfig config(String server, String profile) {
    return AcmeConfig.of(Map.of("server", server, "profile", profile));
  }

  private static CertificateSigningRequest csr(CertificateSpec spec) {
    PrivateKey key = PrivateKeys.generate(new KeySpec(KeyAlgorithm.ECDSA, 256), CRYPTO);
    return SigningRequests.parsePem(SigningRequests.generatePem(spec, key, CRYPTO));
  }
}
