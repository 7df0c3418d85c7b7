package dev.perennial.core.pki;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;

/** Checks the shape of extensions (RFC 5280, section 4.2), as strictly as Go's {@code x509}. */
final class ExtensionCheck {
  private static final int EMAIL = 0x81;
  private static final int DNS = 0x82;
  private static final int URI = 0x86;
  private static final int IP = 0x87;

  private ExtensionCheck() {}

  static void check(String oid, boolean critical, DerReader value) {
    switch (oid) {
      case "2.5.29.14":
        refuseCritical(critical, value);
        value.enter(DerReader.OCTET_STRING);
        break;
      case "2.5.29.17":
        alternativeNames(value.enter(DerReader.SEQUENCE));
        break;
      case "2.5.29.30":
        nameConstraints(value);
        break;
      case "2.5.29.31":
        distributionPoints(value.enter(DerReader.SEQUENCE));
        break;
      case "2.5.29.32":
        policies(value.enter(DerReader.SEQUENCE));
        break;
      case "2.5.29.35":
        refuseCritical(critical, value);
        authorityKey(value.enter(DerReader.SEQUENCE));
        break;
      case "2.5.29.37":
        usages(value.enter(DerReader.SEQUENCE));
        break;
      case "1.3.6.1.5.5.7.1.1":
        refuseCritical(critical, value);
        informationAccess(value.enter(DerReader.SEQUENCE));
        break;
      default:
        break;
    }
  }

  private static void refuseCritical(boolean critical, DerReader value) {
    if (critical) {
      throw value.malformed("an extension is critical that must not be");
    }
  }

  private static void alternativeNames(DerReader names) {
    while (!names.atEnd()) {
      int tag = names.peek();
      byte[] name = names.enterAny().bytes();
      boolean text = tag == EMAIL || tag == DNS || tag == URI;
      boolean control = tag == URI && hasControl(name);
      if (control
          || (text && !ascii(name))
          || (tag == IP && name.length != 4 && name.length != 16)) {
        throw names.malformed("a subject alternative name is not ASCII, or no IP address");
      }
    }
  }

  private static void nameConstraints(DerReader value) {
    DerReader constraints = value.enter(DerReader.SEQUENCE);
    value.requireEnd();
    boolean empty = true;
    for (int tag = 0xa0; tag <= 0xa1; tag++) {
      if (constraints.next(tag)) {
        DerReader subtrees = constraints.enter(tag);
        empty &= subtrees.atEnd();
        while (!subtrees.atEnd()) {
          subtree(subtrees.enter(DerReader.SEQUENCE));
        }
      }
    }
    constraints.requireEnd();
    if (empty) {
      throw value.malformed("its name constraints are empty");
    }
  }

  private static void subtree(DerReader subtree) {
    int tag = subtree.peek();
    byte[] base = subtree.enterAny().bytes();
    boolean text = tag == EMAIL || tag == DNS || tag == URI;
    boolean range = base.length == 8 || base.length == 32;
    if ((text && !domain(base, tag == EMAIL)) || (tag == IP && (!range || !mask(base)))) {
      throw subtree.malformed("a name constraint is neither a domain nor an IP range");
    }
  }

  /** A domain may begin with a dot, not end with one; mailboxes are only checked for ASCII. */
  private static boolean domain(byte[] text, boolean mayBeMailbox) {
    String domain = new String(text, StandardCharsets.ISO_8859_1);
    if (domain.isEmpty() || (mayBeMailbox && domain.contains("@"))) {
      return ascii(text);
    }
    boolean visible = domain.chars().allMatch(c -> c >= '!' && c <= '~');
    return visible && !domain.endsWith(".") && !domain.substring(1).contains("..");
  }

  /** The second half of an IP range must be ones, then zeros. */
  private static boolean mask(byte[] range) {
    boolean zeros = false;
    for (int bit = range.length * 4; bit < range.length * 8; bit++) {
      boolean one = (range[bit / 8] & 0x80 >> bit % 8) != 0;
      if (one && zeros) {
        return false;
      }
      zeros |= !one;
    }
    return true;
  }

  private static void distributionPoints(DerReader points) {
    while (!points.atEnd()) {
      DerReader point = points.enter(DerReader.SEQUENCE);
      if (point.next(0xa0)) {
        DerReader names = point.enter(0xa0).enter(0xa0);
        while (names.next(URI)) {
          names.enterAny();
        }
      }
    }
  }

  private static void policies(DerReader policies) {
    Set<String> seen = new HashSet<>();
    while (!policies.atEnd()) {
      if (!seen.add(policies.enter(DerReader.SEQUENCE).oid())) {
        throw policies.malformed("a certificate policy stands there twice");
      }
    }
  }

  private static void authorityKey(DerReader identifier) {
    if (identifier.next(0x80)) {
      identifier.enterAny();
    }
  }

  private static void usages(DerReader usages) {
    while (!usages.atEnd()) {
      usages.oid();
    }
  }

  private static void informationAccess(DerReader descriptions) {
    while (!descriptions.atEnd()) {
      DerReader description = descriptions.enter(DerReader.SEQUENCE);
      description.oid();
      if (description.next(URI)) {
        description.enterAny();
      }
    }
  }

  private static boolean hasControl(byte[] text) {
    for (byte c : text) {
      if (c < ' ' || c == 0x7f) {
        return true;
      }
    }
    return false;
  }

  private static boolean ascii(byte[] text) {
    for (byte c : text) {
      if (c < 0) {
        return false;
      }
    }
    return true;
  }
}
