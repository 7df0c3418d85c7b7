package dev.perennial.testkit.acme.protocol;

import dev.perennial.testkit.acme.jws.Json;
import dev.perennial.testkit.acme.problem.ProblemType;
import dev.perennial.testkit.acme.problem.Refusal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Optional;

/** Certificates by their unique identifier (RFC 9773, section 4.1), and orders that replace one. */
final class Replacements {
  private final World world;

  Replacements(World world) {
    this.world = world;
  }

  /**
   * Returns the certificate that an order replaces, or empty when it names none (RFC 9773, section
   * 5).
   *
   * @throws Refusal when it may not replace that one
   */
  Optional<IssuedCertificate> find(NewOrder.Wish wish, Account account) {
    String id = wish.replaces();
    if (id == null) {
      return Optional.empty();
    }
    IssuedCertificate replaced =
        byCertificateId(id)
            .orElseThrow(() -> Refusal.malformed("no certificate has the identifier " + id));
    if (replaced.account() != account) {
      throw Refusal.of(
          ProblemType.UNAUTHORIZED, "the certificate to be replaced belongs to another account");
    }
    if (wish.identifiers().stream().noneMatch(replaced.identifiers()::contains)) {
      throw Refusal.malformed(
          "the order shares no identifier with the certificate that it replaces");
    }
    if (replaced.isReplaced(world.now())) {
      // Status 409.
      throw Refusal.of(
          ProblemType.ALREADY_REPLACED, "another order replaces the certificate " + id);
    }
    return Optional.of(replaced);
  }

  /**
   * Returns a certificate by key identifier and serial number, or empty when the CA issued none.
   *
   * @throws Refusal when the text has not their form
   */
  Optional<IssuedCertificate> byCertificateId(String id) {
    String[] parts = id.split("\\.", -1);
    if (parts.length != 2 || parts[0].isEmpty() || parts[1].isEmpty()) {
      throw Refusal.malformed("a certificate identifier has two parts with a dot between");
    }
    byte[] keyIdentifier = Json.decode(parts[0], "the key identifier");
    // The content octets of the serial number's INTEGER, with a leading zero where DER has one.
    BigInteger serial = new BigInteger(Json.decode(parts[1], "the serial number"));
    return Arrays.equals(keyIdentifier, world.hierarchy().keyIdentifier())
        ? Optional.ofNullable(world.state().certificates.get(idOf(serial)))
        : Optional.empty();
  }

  /** Returns the name of a certificate in URLs. */
  static String idOf(BigInteger serial) {
    return serial.toString(16);
  }
}
