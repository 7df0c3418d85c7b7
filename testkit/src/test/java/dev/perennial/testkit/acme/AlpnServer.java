package dev.perennial.testkit.acme;

import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.Date;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SNIMatcher;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.StandardConstants;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** A server for TLS-ALPN-01 that does it rightly or in one of several wrong ways. */
final class AlpnServer implements AutoCloseable {
  private static final ASN1ObjectIdentifier ACME_IDENTIFIER =
      new ASN1ObjectIdentifier("1.3.6.1.5.5.7.1.31");

  private final SSLServerSocket server;
  private final List<String> names = new CopyOnWriteArrayList<>();

  AlpnServer(String san, String keyAuthorization, String way) throws Exception {
    KeyPair key = TestJws.newKey("EC256");
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    X509Certificate certificate = certificate(key, san, keyAuthorization, way);
    store.setKeyEntry("k", key.getPrivate(), new char[0], new X509Certificate[] {certificate});
    KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
    keys.init(store, new char[0]);
    SSLContext tls = SSLContext.getInstance("TLS");
    tls.init(keys.getKeyManagers(), null, null);
    InetAddress loopback = InetAddress.getLoopbackAddress();
    server = (SSLServerSocket) tls.getServerSocketFactory().createServerSocket(0, 10, loopback);
    SSLParameters parameters = server.getSSLParameters();
    String protocol = way.equals("http/1.1") ? way : "acme-tls/1";
    parameters.setApplicationProtocols(new String[] {protocol});
    parameters.setSNIMatchers(List.of(new Names()));
    server.setSSLParameters(parameters);
    Thread thread = new Thread(this::serve);
    thread.setDaemon(true);
    thread.start();
  }

  /** Takes every name, and notes it before the handshake goes on. */
  private final class Names extends SNIMatcher {
    Names() {
      super(StandardConstants.SNI_HOST_NAME);
    }

    @Override
    public boolean matches(SNIServerName name) {
      String text = new String(name.getEncoded(), StandardCharsets.US_ASCII);
      if (!names.contains(text)) {
        names.add(text);
      }
      return true;
    }
  }

  private void serve() {
    while (!server.isClosed()) {
      try (SSLSocket socket = (SSLSocket) server.accept()) {
        socket.startHandshake();
      } catch (IOException e) {
        // Refused by the client, or closed.
      }
    }
  }

  private static X509Certificate certificate(
      KeyPair key, String san, String keyAuthorization, String way) throws Exception {
    boolean ip = san.matches("[0-9.]+");
    JcaX509v3CertificateBuilder builder =
        new JcaX509v3CertificateBuilder(
            new X500Principal("CN=ACME challenge"),
            BigInteger.ONE,
            new Date(0),
            new Date(4_000_000_000_000L),
            new X500Principal("CN=ACME challenge"),
            key.getPublic());
    builder.addExtension(
        Extension.subjectAlternativeName,
        false,
        new GeneralNames(new GeneralName(ip ? GeneralName.iPAddress : GeneralName.dNSName, san)));
    if (!way.equals("none")) {
      String text = way.equals("wrong") ? "another" : keyAuthorization;
      builder.addExtension(
          ACME_IDENTIFIER, !way.equals("lax"), new DEROctetString(TestJws.sha256(text)));
    }
    return new JcaX509CertificateConverter()
        .getCertificate(
            builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(key.getPrivate())));
  }

  int port() {
    return server.getLocalPort();
  }

  /** The names that clients asked for in SNI. */
  List<String> names() {
    return List.copyOf(names);
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
