package dev.perennial.issuer.acme.dns;

/** The numbers of record types and classes (IANA, DNS Parameters) that are used here. */
public final class RecordType {
  /** An IPv4 address (RFC 1035). */
  public static final int A = 1;

  /** A name server (RFC 1035). */
  public static final int NS = 2;

  /** An alias (RFC 1035). */
  public static final int CNAME = 5;

  /** The start of a zone (RFC 1035). */
  public static final int SOA = 6;

  /** Text (RFC 1035). */
  public static final int TXT = 16;

  /** An IPv6 address (RFC 3596). */
  public static final int AAAA = 28;

  static final int OPT = 41;
  static final int TSIG = 250;
  static final int CLASS_IN = 1;
  static final int CLASS_NONE = 254;
  static final int CLASS_ANY = 255;

  private RecordType() {}

  /** Returns the name of a type, for messages. */
  static String name(int type) {
    return switch (type) {
      case A -> "A";
      case NS -> "NS";
      case CNAME -> "CNAME";
      case SOA -> "SOA";
      case TXT -> "TXT";
      case AAAA -> "AAAA";
      default -> "TYPE" + type;
    };
  }
}
