import org.jspecify.annotations.NullMarked;

/**
 * The engine of Perennial: PKI, lifecycle, stores, manifests and live TLS.
 *
 * <p>{@link dev.perennial.core.CertificateManager} is what a host talks to, {@link
 * dev.perennial.core.lifecycle.Lifecycle} decides, and {@link
 * dev.perennial.core.tls.LiveKeyManager} serves what was issued.
 */
@NullMarked
module dev.perennial.core {
  requires transitive dev.perennial.api;
  requires static transitive org.jspecify;
  requires org.bouncycastle.provider;
  requires org.bouncycastle.pkix;
  requires org.bouncycastle.util;
  requires tools.jackson.core;
  requires tools.jackson.databind;
  requires tools.jackson.dataformat.yaml;
  requires org.snakeyaml.engine;

  exports dev.perennial.core;
  exports dev.perennial.core.lifecycle;
  exports dev.perennial.core.manifest;
  exports dev.perennial.core.pki;
  exports dev.perennial.core.store;
  exports dev.perennial.core.tls;

  uses dev.perennial.spi.IssuerProvider;
}
