import org.jspecify.annotations.NullMarked;

/**
 * The engine of Perennial: PKI, lifecycle, stores, manifests and live TLS.
 *
 * <p>{@link dev.perennial.core.pki} holds keys, certificates, requests and key stores in types of
 * the JDK.
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

  exports dev.perennial.core.pki;
  exports dev.perennial.core.store;
  exports dev.perennial.core.tls;
}
