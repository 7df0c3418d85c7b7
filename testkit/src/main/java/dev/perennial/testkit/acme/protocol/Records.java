package dev.perennial.testkit.acme.protocol;

import java.math.BigInteger;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;

/** What a test sees of the CA's state, and changes in it. Used under the CA's lock. */
public final class Records {
  private final World world;
  private final Validations validations;
  private final Nonces nonces;

  Records(World world, Validations validations, Nonces nonces) {
    this.world = world;
    this.validations = validations;
    this.nonces = nonces;
  }

  /** Returns the leaves issued, in order. */
  public List<X509Certificate> issued() {
    return world.state().certificates.values().stream().map(IssuedCertificate::leaf).toList();
  }

  /** Returns the reason of a revocation, or empty for a certificate that is not revoked. */
  public OptionalInt revocationReason(X509Certificate certificate) {
    return find(certificate)
        .revocation()
        .map(revocation -> OptionalInt.of(revocation.reason()))
        .orElse(OptionalInt.empty());
  }

  /** Returns the URLs of the orders with their states. */
  public Map<String, String> orders() {
    Map<String, String> states = new LinkedHashMap<>();
    world
        .state()
        .orders
        .values()
        .forEach(
            order ->
                states.put(world.urls().order(order.id), Statuses.word(order.state(world.now()))));
    return states;
  }

  /** Returns the URLs of the accounts that are valid. */
  public List<String> accounts() {
    return world.state().accounts.values().stream()
        .filter(account -> !account.deactivated)
        .map(account -> world.urls().account(account.id))
        .toList();
  }

  /** Sets when a certificate is to be renewed. */
  public void suggest(X509Certificate certificate, RenewalWindow window) {
    find(certificate).suggest(window);
  }

  /** Revokes a certificate, as the CA may (RFC 5280, section 5.3.1, for the reason). */
  public void revoke(X509Certificate certificate, int reason) {
    Instant now = world.now();
    find(certificate).revoke(new IssuedCertificate.Revocation(now, reason));
    find(certificate).suggest(RenewalWindow.past(now));
  }

  private IssuedCertificate find(X509Certificate certificate) {
    BigInteger serial = certificate.getSerialNumber();
    return Objects.requireNonNull(
        world.state().certificates.get(Replacements.idOf(serial)),
        () -> "this CA did not issue the certificate with serial number " + serial);
  }

  /** Forgets orders, authorizations and challenges. */
  public void loseOrders() {
    validations.clear();
    world.state().loseOrders();
  }

  /** Forgets accounts. */
  public void loseAccounts() {
    world.state().loseAccounts();
  }

  /** Forgets everything but the CA's own keys, nonces too. */
  public void loseAll() {
    validations.clear();
    nonces.clear();
    world.state().loseAll();
  }

  /** Moves the resources that the directory lists to other URLs. */
  public void moveResources() {
    world.urls().move();
  }
}
