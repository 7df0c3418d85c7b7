import org.jspecify.annotations.NullMarked;

/**
 * The ACME issuer: orders certificates from a CA that speaks RFC 8555.
 *
 * @uses dev.perennial.spi.DnsProvider for DNS services of others
 * @provides dev.perennial.spi.IssuerProvider for {@code spec.acme}
 */
@NullMarked
module dev.perennial.issuer.acme {
  requires transitive dev.perennial.api;
  requires dev.perennial.core;
  requires static transitive org.jspecify;
  requires java.net.http;
  requires jdk.httpserver;
  requires org.shredzone.acme4j;

  exports dev.perennial.issuer.acme;
  exports dev.perennial.issuer.acme.http01;
  exports dev.perennial.issuer.acme.tlsalpn01;

  uses dev.perennial.spi.DnsProvider;

  provides dev.perennial.spi.IssuerProvider with
      dev.perennial.issuer.acme.AcmeIssuerProvider;
}
