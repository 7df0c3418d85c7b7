import org.jspecify.annotations.NullMarked;

/** The resources of Perennial and the interfaces that plug-ins implement. */
@NullMarked
module dev.perennial.api {
  requires static transitive org.jspecify;

  exports dev.perennial.model;
  exports dev.perennial.model.x509;
  exports dev.perennial.spi;
}
