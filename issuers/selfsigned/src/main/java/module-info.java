import org.jspecify.annotations.NullMarked;

/**
 * The SelfSigned issuer: signs each request with the very key that made it.
 *
 * @provides dev.perennial.spi.IssuerProvider for {@code spec.selfSigned}
 */
@NullMarked
module dev.perennial.issuer.selfsigned {
  requires transitive dev.perennial.api;
  requires dev.perennial.core;
  requires static transitive org.jspecify;

  exports dev.perennial.issuer.selfsigned;

  provides dev.perennial.spi.IssuerProvider with
      dev.perennial.issuer.selfsigned.SelfSignedIssuerProvider;
}
