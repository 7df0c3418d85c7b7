package dev.perennial.samples.benchmarks;

import dev.perennial.core.pki.CertificateSigner;
import dev.perennial.core.pki.CertificateTemplate;
import dev.perennial.core.pki.Certificates;
import dev.perennial.core.pki.Crypto;
import dev.perennial.core.pki.KeyPairs;
import dev.perennial.core.pki.KeySpec;
import dev.perennial.core.pki.SigningRequests;
import dev.perennial.core.store.InMemoryStore;
import dev.perennial.core.tls.LiveKeyManager;
import dev.perennial.core.tls.SecretSelection;
import dev.perennial.model.Annotations;
import dev.perennial.model.Certificate;
import dev.perennial.model.ObjectMeta;
import dev.perennial.model.SecretBundle;
import dev.perennial.model.SecretBytes;
import dev.perennial.model.x509.KeyAlgorithm;
import dev.perennial.model.x509.KeyEncoding;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * Prints what a full TLS 1.3 handshake costs through the live key manager beside the JDK's own with
 * one certificate (SunX509), and what choosing an alias costs. Both take turns in one JVM;
 * processor time is counted. All leaves share one key, since making keys is not what is measured.
 *
 * <p>Arguments: the number of certificates that the live key manager serves, the rounds, and the
 * handshakes of a round.
 */
public final class HandshakeRatio {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final Crypto CRYPTO = Crypto.of(RANDOM);

  private final KeyPair caKey = new KeyPairs().generate(KeySpec.of(KeyAlgorithm.ECDSA), CRYPTO);
  private final KeyPair leafKey = new KeyPairs().generate(KeySpec.of(KeyAlgorithm.ECDSA), CRYPTO);
  private final X509Certificate ca;
  private final Certificate template;

  private HandshakeRatio() {
    try (IssuingWorld world = new IssuingWorld(KeyAlgorithm.ECDSA)) {
      template = world.certificate(0);
    }
    Certificate authority =
        template.toBuilder()
            .spec(template.spec().toBuilder().isCa(true).commonName("Benchmark CA").build())
            .build();
    ca = CertificateSigner.selfSign(template(authority, caKey), caKey.getPrivate(), CRYPTO);
  }

  /** Runs the comparison. */
  public static void main(String... arguments) throws Exception {
    int certificates = Integer.parseInt(arguments[0]);
    int rounds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 60;
    int batch = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 50;
    new HandshakeRatio().run(certificates, rounds, batch);
  }

  private void run(int certificates, int rounds, int batch) throws Exception {
    InMemoryStore store = new InMemoryStore();
    for (int i = 0; i < certificates; i++) {
      store.create(secret(i));
    }
    try (LiveKeyManager live =
        LiveKeyManager.builder(store, Clock.systemUTC())
            .secrets(SecretSelection.ofCertificatesIn(IssuingWorld.NAMESPACE))
            .build()) {
      AliasMeter meter = new AliasMeter(live);
      SSLContext[] servers = {server(jdk()), server(jdk()), server(live), server(meter)};
      SSLContext client = client();
      double[][] micros = new double[servers.length][rounds];
      for (int round = -rounds; round < rounds; round++) {
        for (int n = 0; n < servers.length; n++) {
          int way = (n + round + rounds) % servers.length;
          String name = way < 2 ? host(0) : host(Math.floorMod(round * 7919, certificates));
          double time = CpuTime.micros(batch, i -> Handshakes.run(client, servers[way], name));
          if (round >= 0) {
            micros[way][round] = time;
          } else {
            meter.reset();
          }
        }
      }
      report(certificates, micros, meter);
    }
  }

  private static void report(int certificates, double[][] micros, AliasMeter meter) {
    double base = CpuTime.typical(micros[0]);
    String[] names = {"JDK, one certificate", "the same again (noise)", "live"};
    System.out.println("microseconds of processor time for both sides of one handshake:");
    for (int way = 0; way < names.length; way++) {
      double typical = CpuTime.typical(micros[way]);
      double[] sorted = micros[way].clone();
      Arrays.sort(sorted);
      System.out.printf(
          "  %-24s %7.0f  (quarters %.0f to %.0f)  %+.1f %%%n",
          names[way],
          typical,
          sorted[sorted.length / 4],
          sorted[sorted.length * 3 / 4],
          100 * (typical / base - 1));
    }
    System.out.printf(
        "choosing an alias among %d: %d ns, %d bytes allocated%n",
        certificates, meter.nanos(), meter.bytes());
  }

  private SecretBundle secret(int number) {
    String name = IssuingWorld.name(number).name();
    byte[] chain = Certificates.encode(leaf(number));
    byte[] key = new KeyPairs().encode(leafKey.getPrivate(), KeyEncoding.PKCS8);
    return SecretBundle.builder()
        .meta(
            ObjectMeta.builder()
                .name(name)
                .namespace(IssuingWorld.NAMESPACE)
                .annotations(Map.of(Annotations.CERTIFICATE_NAME, name))
                .build())
        .secretType(SecretBundle.TYPE_TLS)
        .data(
            Map.of(
                SecretBundle.TLS_KEY,
                SecretBytes.copyOf(key),
                SecretBundle.TLS_CRT,
                SecretBytes.copyOf(chain)))
        .build();
  }

  private X509Certificate leaf(int number) {
    Certificate named =
        template.toBuilder()
            .spec(template.spec().toBuilder().dnsNames(List.of(host(number))).build())
            .build();
    return CertificateSigner.sign(template(named, leafKey), caKey.getPrivate(), ca, CRYPTO);
  }

  private static CertificateTemplate template(Certificate certificate, KeyPair key) {
    Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    return CertificateTemplate.of(
        SigningRequests.parsePem(SigningRequests.generatePem(certificate.spec(), key, CRYPTO)),
        certificate.spec().isCa(),
        certificate.spec().usages(),
        now,
        now.plus(Duration.ofDays(90)));
  }

  private static String host(int number) {
    return IssuingWorld.name(number).name() + ".example";
  }

  private KeyManager jdk() throws Exception {
    KeyStore keys = KeyStore.getInstance("PKCS12");
    keys.load(null, null);
    X509Certificate[] chain = {leaf(0)};
    keys.setKeyEntry("one", leafKey.getPrivate(), new char[0], chain);
    KeyManagerFactory factory = KeyManagerFactory.getInstance("SunX509");
    factory.init(keys, new char[0]);
    return factory.getKeyManagers()[0];
  }

  private static SSLContext server(KeyManager keys) throws Exception {
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(new KeyManager[] {keys}, null, RANDOM);
    return context;
  }

  private SSLContext client() throws Exception {
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry("ca", ca);
    TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
    trust.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), RANDOM);
    return context;
  }
}
