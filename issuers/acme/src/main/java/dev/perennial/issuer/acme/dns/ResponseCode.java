package dev.perennial.issuer.acme.dns;

/** The numbers of response codes (IANA, DNS Parameters) that are used here. */
public final class ResponseCode {
  /** No error. */
  public static final int NOERROR = 0;

  /** The name does not exist. */
  public static final int NXDOMAIN = 3;

  /** The server does not want to. */
  public static final int REFUSED = 5;

  /** The server is not authoritative, or the signature of the question is wrong. */
  public static final int NOTAUTH = 9;

  /** The name is not in the zone. */
  public static final int NOTZONE = 10;

  /** The signature is wrong (RFC 8945, section 3). */
  public static final int BADSIG = 16;

  /** The key is not known. */
  public static final int BADKEY = 17;

  /** The time of the signature is too far off. */
  public static final int BADTIME = 18;

  private ResponseCode() {}

  /** Returns the name of a code. */
  public static String name(int code) {
    return switch (code) {
      case NOERROR -> "NOERROR";
      case 1 -> "FORMERR";
      case 2 -> "SERVFAIL";
      case NXDOMAIN -> "NXDOMAIN";
      case 4 -> "NOTIMP";
      case REFUSED -> "REFUSED";
      case NOTAUTH -> "NOTAUTH";
      case NOTZONE -> "NOTZONE";
      case BADSIG -> "BADSIG";
      case BADKEY -> "BADKEY";
      case BADTIME -> "BADTIME";
      default -> "RCODE" + code;
    };
  }
}
