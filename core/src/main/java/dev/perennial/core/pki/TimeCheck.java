package dev.perennial.core.pki;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDateTime;

/** Checks the shape of a UTCTime or GeneralizedTime (RFC 5280, section 4.1.2.5). */
final class TimeCheck {
  private static final int UTC_TIME = 0x17;
  private static final int GENERALIZED_TIME = 0x18;

  private TimeCheck() {}

  static void check(DerReader input) {
    boolean utc = input.next(UTC_TIME);
    byte[] content = input.enter(utc ? UTC_TIME : GENERALIZED_TIME).bytes();
    String text = new String(content, StandardCharsets.ISO_8859_1);
    int digits = 0;
    while (digits < text.length() && text.charAt(digits) >= '0' && text.charAt(digits) <= '9') {
      digits++;
    }
    boolean length = utc ? digits == 12 || digits == 10 : digits == 14;
    if (!length || !zone(text.substring(digits)) || !exists(text.substring(0, digits), utc)) {
      throw input.malformed("a time is not written as RFC 5280 wants it");
    }
  }

  private static boolean zone(String zone) {
    if (zone.equals("Z")) {
      return true;
    }
    boolean signed = zone.length() == 5 && (zone.charAt(0) == '+' || zone.charAt(0) == '-');
    for (int i = 1; signed && i < 5; i++) {
      signed = zone.charAt(i) >= '0' && zone.charAt(i) <= '9';
    }
    return signed && !zone.endsWith("0000") && number(zone, 1) < 24 && number(zone, 3) < 60;
  }

  private static boolean exists(String digits, boolean utc) {
    int at = utc ? 2 : 4;
    int year = utc ? number(digits, 0) : 100 * number(digits, 0) + number(digits, 2);
    int fullYear = utc ? year + (year >= 50 ? 1900 : 2000) : year;
    int second = digits.length() > at + 8 ? number(digits, at + 8) : 0;
    try {
      LocalDateTime.of(
          fullYear,
          number(digits, at),
          number(digits, at + 2),
          number(digits, at + 4),
          number(digits, at + 6),
          second);
      return true;
    } catch (DateTimeException e) {
      return false;
    }
  }

  private static int number(String digits, int at) {
    return 10 * (digits.charAt(at) - '0') + digits.charAt(at + 1) - '0';
  }
}
