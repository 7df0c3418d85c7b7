package dev.perennial.testkit.acme.validation;

import dev.perennial.model.x509.IpAddress;
import dev.perennial.testkit.acme.problem.Identifier;
import dev.perennial.testkit.acme.problem.Problem;
import dev.perennial.testkit.acme.problem.ProblemType;
import dev.perennial.testkit.acme.problem.Refusal;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.IntSupplier;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/** TLS-ALPN-01 (RFC 8737, section 3; RFC 8738, section 6 for addresses). */
final class TlsAlpn01Check implements Check {
  private static final String PROTOCOL = "acme-tls/1";
  private static final String ACME_IDENTIFIER = "1.3.6.1.5.5.7.1.31";
  private static final int DNS_NAME = 2;
  private static final int IP_ADDRESS = 7;
  private static final int MILLIS = 5_000;

  /** An OCTET STRING of 32 octets within the extension's OCTET STRING (RFC 8737, section 3). */
  private static final byte[] EXTENSION_HEAD = {0x04, 34, 0x04, 32};

  private final Resolver resolver;
  private final IntSupplier port;

  TlsAlpn01Check(Resolver resolver, IntSupplier port) {
    this.resolver = resolver;
    this.port = port;
  }

  @Override
  public void look(Target target) {
    Identifier identifier = target.identifier();
    Optional<Problem> failure = Optional.empty();
    for (InetAddress address : resolver.addresses(identifier.value())) {
      try (Socket socket = new Socket()) {
        socket.connect(new InetSocketAddress(address, port.getAsInt()), MILLIS);
        socket.setSoTimeout(MILLIS);
        judge(handshake(socket, identifier), target);
        return;
      } catch (IOException | GeneralSecurityException e) {
        failure =
            Optional.of(
                Problem.of(
                    e instanceof javax.net.ssl.SSLException
                        ? ProblemType.TLS
                        : ProblemType.CONNECTION,
                    "connecting to "
                        + address.getHostAddress()
                        + ":"
                        + port.getAsInt()
                        + " for "
                        + identifier.value()
                        + ": "
                        + e.getMessage()));
      }
    }
    throw failure.orElseThrow().refusal();
  }

  private X509Certificate handshake(Socket socket, Identifier identifier)
      throws IOException, GeneralSecurityException {
    String name = identifier.isIp() ? ReverseName.of(identifier.value()) : identifier.value();
    try (SSLSocket tls = AnyCertificate.overTls(socket, name, port.getAsInt())) {
      SSLParameters parameters = tls.getSSLParameters();
      parameters.setApplicationProtocols(new String[] {PROTOCOL});
      parameters.setServerNames(List.of(new SNIHostName(name)));
      // RFC 8737, section 4: TLS 1.2 or higher.
      parameters.setProtocols(new String[] {"TLSv1.3", "TLSv1.2"});
      tls.setSSLParameters(parameters);
      tls.startHandshake();
      if (!PROTOCOL.equals(tls.getApplicationProtocol())) {
        throw Refusal.of(
            ProblemType.UNAUTHORIZED,
            "the server did not negotiate the ALPN protocol " + PROTOCOL + " for " + name);
      }
      return (X509Certificate) tls.getSession().getPeerCertificates()[0];
    }
  }

  private static void judge(X509Certificate certificate, Target target)
      throws CertificateParsingException {
    // RFC 8737, section 3: self-signed, with the one name, and the critical extension.
    if (!certificate.getSubjectX500Principal().equals(certificate.getIssuerX500Principal())) {
      throw incorrect("it is not self-signed");
    }
    if (!hasOnlyName(certificate, target.identifier())) {
      throw incorrect(
          "its names are "
              + certificate.getSubjectAlternativeNames()
              + "; only "
              + target.identifier().value()
              + " would be right");
    }
    byte[] value = certificate.getExtensionValue(ACME_IDENTIFIER);
    boolean critical =
        certificate.getCriticalExtensionOIDs() != null
            && certificate.getCriticalExtensionOIDs().contains(ACME_IDENTIFIER);
    if (value == null || !critical) {
      throw incorrect("it has no critical acmeIdentifier extension");
    }
    byte[] right = Arrays.copyOf(EXTENSION_HEAD, EXTENSION_HEAD.length + 32);
    System.arraycopy(target.digest(), 0, right, EXTENSION_HEAD.length, 32);
    if (!Arrays.equals(right, value)) {
      throw incorrect("its acmeIdentifier extension does not hold the digest of this challenge");
    }
  }

  private static boolean hasOnlyName(X509Certificate certificate, Identifier identifier)
      throws CertificateParsingException {
    Collection<List<?>> names = certificate.getSubjectAlternativeNames();
    if (names == null || names.size() != 1) {
      return false;
    }
    List<?> name = names.iterator().next();
    String value = String.valueOf(name.get(1));
    return identifier.isIp()
        ? name.get(0).equals(IP_ADDRESS)
            && IpAddress.parse(value).equals(IpAddress.parse(identifier.value()))
        : name.get(0).equals(DNS_NAME) && value.equalsIgnoreCase(identifier.value());
  }

  private static Refusal incorrect(String why) {
    return Refusal.of(
        ProblemType.UNAUTHORIZED, "incorrect validation certificate for tls-alpn-01: " + why);
  }
}
