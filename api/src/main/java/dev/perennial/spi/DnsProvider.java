package dev.perennial.spi;

import dev.perennial.model.FieldPath;
import dev.perennial.model.Violation;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One kind of DNS service in which TXT records can be published for DNS-01 challenges (RFC 8555,
 * section 8.4). It is found by {@link java.util.ServiceLoader}, or handed to the manager: {@code
 * builder().extension(DnsProvider.class, provider)}. To be found, it is a public final class with a
 * public constructor without arguments that does nothing; it keeps no state. It is correct when the
 * testkit's {@code DnsProviderContract} passes.
 *
 * <p>Safe for use by several threads.
 */
public interface DnsProvider {
  /**
   * Returns the name by which manifests ask for it: the entry of {@code solvers[].dns01}, such as
   * {@code rfc2136}, or for a provider of a stranger the {@code solverName} of its {@code webhook}
   * entry.
   */
  String name();

  /**
   * Returns what a configuration breaks; empty when it is valid.
   *
   * @param config the values of the entry, as JDK values
   * @param path where they stand in the manifest
   */
  List<Violation> validate(Map<String, Object> config, FieldPath path);

  /**
   * Returns the names of the secrets that a configuration reads, in the namespace of the issuer's
   * secrets.
   *
   * @param config a valid configuration
   */
  Set<String> referencedSecrets(Map<String, Object> config);

  /**
   * Returns whether records must say which zone they belong to. The zone is looked up for each
   * record then, which an editor that finds it by itself, or needs none, can do without.
   */
  default boolean needsZone() {
    return true;
  }

  /**
   * Opens an editor. It must return at once: nothing is read or connected here.
   *
   * @param context the configuration and what else the editor may use
   */
  DnsEditor open(DnsContext context);
}
