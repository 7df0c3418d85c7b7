package dev.perennial.core.pki;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/** Reads a UTCTime or GeneralizedTime (RFC 5280, section 4.1.2.5). */
final class DerTime {
  private static final int UTC_TIME = 0x17;
  private static final int GENERALIZED_TIME = 0x18;

  private DerTime() {}

  static Instant read(DerReader input) {
    boolean utc = input.next(UTC_TIME);
    byte[] content = input.enter(utc ? UTC_TIME : GENERALIZED_TIME).bytes();
    String text = new String(content, StandardCharsets.ISO_8859_1);
    int digits = 0;
    while (digits < text.length() && text.charAt(digits) >= '0' && text.charAt(digits) <= '9') {
      digits++;
    }
    boolean length = utc ? digits == 12 || digits == 10 : digits == 14;
    String zone = text.substring(digits);
    if (!length || !isZone(zone)) {
      throw input.malformed("a time is not written as RFC 5280 wants it");
    }
    try {
      return local(text.substring(0, digits), utc).toInstant(offset(zone));
    } catch (DateTimeException e) {
      throw input.malformed("a time does not exist");
    }
  }

  private static boolean isZone(String zone) {
    if (zone.equals("Z")) {
      return true;
    }
    boolean signed = zone.length() == 5 && (zone.charAt(0) == '+' || zone.charAt(0) == '-');
    for (int i = 1; signed && i < 5; i++) {
      signed = zone.charAt(i) >= '0' && zone.charAt(i) <= '9';
    }
    return signed && !zone.endsWith("0000");
  }

  private static ZoneOffset offset(String zone) {
    if (zone.equals("Z")) {
      return ZoneOffset.UTC;
    }
    int sign = zone.charAt(0) == '-' ? -1 : 1;
    return ZoneOffset.ofHoursMinutes(sign * number(zone, 1), sign * number(zone, 3));
  }

  private static LocalDateTime local(String digits, boolean utc) {
    int at = utc ? 2 : 4;
    int year = utc ? number(digits, 0) : 100 * number(digits, 0) + number(digits, 2);
    int fullYear = utc ? year + (year >= 50 ? 1900 : 2000) : year;
    int second = digits.length() > at + 8 ? number(digits, at + 8) : 0;
    return LocalDateTime.of(
        fullYear,
        number(digits, at),
        number(digits, at + 2),
        number(digits, at + 4),
        number(digits, at + 6),
        second);
  }

  private static int number(String digits, int at) {
    return 10 * (digits.charAt(at) - '0') + digits.charAt(at + 1) - '0';
  }
}
