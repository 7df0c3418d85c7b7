package dev.perennial.spi;

/**
 * Publishes TXT records in one DNS service. Several values may stand at one name: one of them comes
 * and goes without the others. Each call is bounded in time; it does not wait until the record is
 * seen by others.
 *
 * <p>Safe for use by several threads.
 */
public interface DnsEditor extends AutoCloseable {
  /**
   * Publishes a value at a name. Publishing it again changes nothing.
   *
   * @throws IssuerException when it cannot be published; a transient one is tried again
   */
  void present(TxtRecord record);

  /**
   * Takes a value back, and leaves other values of that name alone. One that is not there is no
   * error.
   *
   * @throws IssuerException when it cannot be taken back; a transient one is tried again
   */
  void cleanUp(TxtRecord record);

  /** Frees what the editor holds. */
  @Override
  default void close() {}
}
