package dev.perennial.issuer.acme;

import dev.perennial.core.pki.Certificates;
import dev.perennial.issuer.acme.config.AcmeConfig;
import java.io.IOException;
import java.net.ProxySelector;
import java.net.Socket;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;

/** HTTP clients with the trust that a manifest asks for. */
final class Https {
  private Https() {}

  /** Returns the client for a server; proxies are those of the JVM. */
  static HttpClient client(AcmeConfig config, AcmeIssuerConfig settings) {
    HttpClient.Builder builder =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NORMAL)
            .connectTimeout(settings.timeout());
    if (ProxySelector.getDefault() != null) {
      builder.proxy(ProxySelector.getDefault());
    }
    if (config.skipTlsVerify()) {
      builder.sslContext(context(new TrustManager[] {new Anyone()}));
    } else if (!config.caBundle().isEmpty()) {
      builder.sslContext(context(trusting(config.caBundle())));
    }
    return builder.build();
  }

  /** Returns a client with the trust of the JVM. */
  static HttpClient plain(AcmeIssuerConfig settings) {
    return HttpClient.newBuilder().connectTimeout(settings.timeout()).build();
  }

  /** Returns a client that checks no certificate, as a CA that follows a redirect does not. */
  static HttpClient unchecked(AcmeIssuerConfig settings) {
    return HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .followRedirects(HttpClient.Redirect.ALWAYS)
        .connectTimeout(settings.timeout())
        .sslContext(context(new TrustManager[] {new Anyone()}))
        .build();
  }

  /** Returns a context that checks no certificate, as a CA that looks at a challenge does not. */
  static SSLContext unchecked() {
    return context(new TrustManager[] {new Anyone()});
  }

  private static SSLContext context(TrustManager[] trust) {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, trust, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JVM has no TLS", e);
    }
  }

  private static TrustManager[] trusting(String pem) {
    try {
      KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      int i = 0;
      List<X509Certificate> bundle =
          Certificates.decodeBundle(pem(pem).getBytes(StandardCharsets.ISO_8859_1));
      for (X509Certificate ca : bundle) {
        store.setCertificateEntry("ca-" + i++, ca);
      }
      TrustManagerFactory factory =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      factory.init(store);
      return factory.getTrustManagers();
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("the CA bundle cannot be used", e);
    }
  }

  /** A manifest has the bundle in base64, as Kubernetes has all bytes. */
  private static String pem(String bundle) {
    return bundle.contains("-----BEGIN")
        ? bundle
        : new String(java.util.Base64.getMimeDecoder().decode(bundle), StandardCharsets.ISO_8859_1);
  }

  /** Trusts whoever answers: {@code skipTLSVerify}. */
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
