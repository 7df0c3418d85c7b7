package dev.perennial.spi;

import dev.perennial.model.FieldPath;
import dev.perennial.model.Issuer;
import dev.perennial.model.ResourceName;
import dev.perennial.model.Violation;
import java.util.List;
import java.util.Set;

/**
 * One kind of issuer, found by {@link java.util.ServiceLoader}. A provider is a public final class
 * with a public constructor without arguments that does nothing; it keeps no state. It is correct
 * when the testkit's issuer contract passes.
 *
 * <p>Safe for use by several threads.
 */
public interface IssuerProvider {
  /** Returns which manifests this provider serves. Two providers may not serve the same. */
  IssuerKind kind();

  /**
   * Returns what the configuration of an issuer breaks, without looking at anything else; empty
   * when it is valid. For the kinds of cert-manager, {@link dev.perennial.model.Validation} has all
   * rules of cert-manager, shape and types included, and reports what they say itself: what is
   * returned here comes on top.
   *
   * @param issuer an issuer of {@link #kind()}
   * @param path where the configuration stands: {@code spec.<name>}, or {@code spec} for an
   *     external kind
   */
  List<Violation> validate(Issuer issuer, FieldPath path);

  /**
   * Returns the secrets that an issuer reads, so that it is checked anew when one of them changes.
   *
   * @param issuer a valid issuer of {@link #kind()}
   * @param secretNamespace the namespace in which its secrets live
   */
  Set<ResourceName> referencedSecrets(Issuer issuer, String secretNamespace);

  /**
   * Returns whether the signers of an issuer are to be asked when to renew, see {@link
   * Signer#renewalAdvice}. Nothing is read or connected here. No, unless a provider says otherwise.
   *
   * @param issuer an issuer of {@link #kind()}
   */
  default boolean advisesOnRenewal(Issuer issuer) {
    return false;
  }

  /**
   * Opens a signer for one issuer. It must return at once: nothing is read or connected here.
   *
   * @param context all that the signer may use
   */
  Signer open(IssuerContext context);
}
