package dev.perennial.testkit.acme.pki;

import dev.perennial.core.pki.Certificates;
import dev.perennial.core.pki.Crypto;
import java.nio.charset.StandardCharsets;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Roots, and one intermediate key that each of them certified: a leaf has as many chains as there
 * are roots (RFC 8555, section 7.4.2, alternate). Safe for use by several threads.
 */
public final class Hierarchy {
  private static final String SUBJECT_KEY_ID = "2.5.29.14";

  /**
   * The key identifier lies in an OCTET STRING in the extension's OCTET STRING: 4 header octets.
   */
  private static final int KEY_ID_OFFSET = 4;

  private static final Duration LIFETIME = Duration.ofDays(30 * 365);
  private static final Duration BEFORE = Duration.ofDays(365);

  private final Crypto crypto;
  private final List<Authority> roots;
  private final List<Authority> intermediates;

  private Hierarchy(Crypto crypto, List<Authority> roots, List<Authority> intermediates) {
    this.crypto = crypto;
    this.roots = List.copyOf(roots);
    this.intermediates = List.copyOf(intermediates);
  }

  /**
   * Makes a hierarchy that is valid from a year before a time to 30 years after.
   *
   * @param now the time
   * @param alternates how many roots there are beside the first
   */
  public static Hierarchy create(Instant now, int alternates, Crypto crypto) {
    Instant from = now.truncatedTo(ChronoUnit.SECONDS).minus(BEFORE);
    Instant to = from.plus(BEFORE).plus(LIFETIME);
    PrivateKey intermediateKey = Authority.newKey(crypto);
    List<Authority> roots = new ArrayList<>();
    List<Authority> intermediates = new ArrayList<>();
    for (int i = 0; i <= alternates; i++) {
      Authority root = Authority.root("Testkit ACME Root " + (i + 1), from, to, crypto);
      roots.add(root);
      intermediates.add(root.intermediate("Testkit ACME Intermediate", intermediateKey, crypto));
    }
    return new Hierarchy(crypto, roots, intermediates);
  }

  /** Returns a new leaf, signed by the intermediate key. */
  public X509Certificate issue(Leaf leaf) {
    return intermediates.get(0).sign(leaf.template(), crypto);
  }

  /** Returns how many chains a leaf has. */
  public int chains() {
    return roots.size();
  }

  /** Returns a root; 0 is the one of the default chain. */
  public X509Certificate root(int chain) {
    return roots.get(chain).certificate();
  }

  /** Returns the latest end of a leaf's validity. */
  public Instant end() {
    return root(0).getNotAfter().toInstant();
  }

  /** Returns a leaf with the intermediate of a chain, as PEM (RFC 8555, section 7.4.2). */
  public String pem(X509Certificate leaf, int chain) {
    List<X509Certificate> certificates = List.of(leaf, intermediates.get(chain).certificate());
    return new String(Certificates.encode(certificates), StandardCharsets.US_ASCII);
  }

  /** Returns the authority key identifier of the leaves (RFC 9773, section 4.1). */
  public byte[] keyIdentifier() {
    byte[] extension = intermediates.get(0).certificate().getExtensionValue(SUBJECT_KEY_ID);
    return Arrays.copyOfRange(extension, KEY_ID_OFFSET, extension.length);
  }
}
