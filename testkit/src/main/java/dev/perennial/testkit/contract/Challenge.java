package dev.perennial.testkit.contract;

import dev.perennial.core.pki.CertificateSigner;
import dev.perennial.core.pki.CertificateTemplate;
import dev.perennial.core.pki.Crypto;
import dev.perennial.core.pki.ExtensionValue;
import dev.perennial.core.pki.KeySpec;
import dev.perennial.core.pki.PrivateKeys;
import dev.perennial.core.pki.SigningRequests;
import dev.perennial.model.CertificateSpec;
import dev.perennial.model.x509.KeyAlgorithm;
import dev.perennial.spi.TlsAlpn01Solver;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/** A certificate as a TLS-ALPN-01 challenge has it, and the client that looks for it. */
record Challenge(PrivateKey key, X509Certificate certificate) {
  private static final Crypto CRYPTO = Crypto.of(new SecureRandom());
  private static final int MILLIS = 10_000;

  /** An OCTET STRING of 32 octets (RFC 8737, section 3). */
  private static final byte[] EXTENSION = Arrays.copyOf(new byte[] {0x04, 32}, 34);

  static Challenge of(String name) {
    PrivateKey key = PrivateKeys.generate(new KeySpec(KeyAlgorithm.ECDSA, 256), CRYPTO);
    CertificateSpec spec =
        CertificateSpec.builder().commonName("acme.invalid").dnsNames(List.of(name)).build();
    Instant from = Instant.parse("2030-01-01T00:00:00Z");
    CertificateTemplate template =
        CertificateTemplate.of(
                SigningRequests.parsePem(SigningRequests.generatePem(spec, key, CRYPTO)),
                false,
                List.of(),
                from,
                from.plus(Duration.ofHours(1)))
            .with(ExtensionValue.of(TlsAlpn01Solver.ACME_IDENTIFIER, true, EXTENSION));
    return new Challenge(key, CertificateSigner.selfSign(template, key, CRYPTO));
  }

  String serial() {
    return certificate.getSerialNumber().toString(16);
  }

  /** Returns the serial number of what a client is shown, or empty when it is refused. */
  static Optional<String> seen(
      InetSocketAddress address, String name, String version, String... protocols) {
    try (Socket socket = new Socket()) {
      socket.connect(address, MILLIS);
      socket.setSoTimeout(MILLIS);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {new Anyone()}, null);
      try (SSLSocket tls =
          (SSLSocket) context.getSocketFactory().createSocket(socket, name, 443, true)) {
        SSLParameters parameters = tls.getSSLParameters();
        parameters.setProtocols(new String[] {version});
        parameters.setServerNames(List.of(new SNIHostName(name)));
        parameters.setApplicationProtocols(protocols);
        tls.setSSLParameters(parameters);
        tls.startHandshake();
        X509Certificate leaf = (X509Certificate) tls.getSession().getPeerCertificates()[0];
        return Optional.of(leaf.getSerialNumber().toString(16));
      }
    } catch (IOException refused) {
      return Optional.empty();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JVM has no TLS", e);
    }
  }

  /** Prints the serial number, not the key. */
  @Override
  public String toString() {
    return "Challenge[" + serial() + "]";
  }

  private static final class Anyone extends X509ExtendedTrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
