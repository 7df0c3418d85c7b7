package dev.perennial.testkit.acme.protocol;

import dev.perennial.testkit.acme.problem.Identifier;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A certificate that the CA issued. Used under the CA's lock. */
final class IssuedCertificate {
  /**
   * When and why it was revoked.
   *
   * @param time when, by the CA's clock
   * @param reason the code of RFC 5280, section 5.3.1; 0 when none was said
   */
  record Revocation(Instant time, int reason) {}

  private final String id;
  private final Account account;
  private final X509Certificate leaf;
  private final List<Identifier> identifiers;
  private @Nullable Revocation revocation;
  private @Nullable Order replacement;
  private @Nullable RenewalWindow window;

  IssuedCertificate(
      String id, Account account, X509Certificate leaf, List<Identifier> identifiers) {
    this.id = id;
    this.account = account;
    this.leaf = leaf;
    this.identifiers = List.copyOf(identifiers);
  }

  String id() {
    return id;
  }

  Account account() {
    return account;
  }

  X509Certificate leaf() {
    return leaf;
  }

  List<Identifier> identifiers() {
    return identifiers;
  }

  Optional<Revocation> revocation() {
    return Optional.ofNullable(revocation);
  }

  void revoke(Revocation how) {
    revocation = how;
  }

  /** Returns whether an order that is not invalid replaces it (RFC 9773, section 5). */
  boolean isReplaced(Instant now) {
    return replacement != null && replacement.state(now) != Order.State.INVALID;
  }

  void replaceWith(Order order) {
    replacement = order;
  }

  Optional<RenewalWindow> window() {
    return Optional.ofNullable(window);
  }

  void suggest(RenewalWindow other) {
    window = other;
  }
}
