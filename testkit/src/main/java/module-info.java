import org.jspecify.annotations.NullMarked;

/**
 * What tests of Perennial, of its plug-ins and of its hosts have in common: a clock that a test
 * moves, stores that fail on demand, a world for the signer of an issuer, an ACME CA inside the
 * JVM, and the contracts of the interfaces that plug-ins implement.
 *
 * <p>Its most important types are {@link dev.perennial.testkit.TestClock}, {@link
 * dev.perennial.testkit.fault.FaultyStore}, {@link dev.perennial.testkit.acme.AcmeCa} and {@link
 * dev.perennial.testkit.contract.ResourceStoreContract}.
 */
@NullMarked
module dev.perennial.testkit {
  requires transitive dev.perennial.api;
  requires transitive dev.perennial.core;
  requires transitive org.junit.jupiter.api;
  requires static transitive org.jspecify;
  requires java.net.http;
  requires org.dnsjava;
  requires tools.jackson.core;
  requires tools.jackson.databind;

  exports dev.perennial.testkit;
  exports dev.perennial.testkit.acme;
  exports dev.perennial.testkit.acme.dns;
  exports dev.perennial.testkit.acme.traffic;
  exports dev.perennial.testkit.contract;
  exports dev.perennial.testkit.fault;
  exports dev.perennial.testkit.issuer;

  opens dev.perennial.testkit.contract to
      org.junit.platform.commons;
}
