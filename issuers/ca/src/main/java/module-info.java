import org.jspecify.annotations.NullMarked;

/**
 * The CA issuer: signs requests with the key pair of a secret.
 *
 * @provides dev.perennial.spi.IssuerProvider for {@code spec.ca}
 */
@NullMarked
module dev.perennial.issuer.ca {
  requires transitive dev.perennial.api;
  requires dev.perennial.core;
  requires static transitive org.jspecify;

  exports dev.perennial.issuer.ca;

  provides dev.perennial.spi.IssuerProvider with
      dev.perennial.issuer.ca.CaIssuerProvider;
}
