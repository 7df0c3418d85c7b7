package dev.perennial.model;

import java.net.URI;
import java.net.URISyntaxException;

/** Addresses of name servers. Source: Go {@code net.SplitHostPort}. */
final class Nameservers {
  private Nameservers() {}

  /** Returns whether a self-check can ask there: host and port, or DNS over HTTPS (RFC 8484). */
  static boolean isForSelfCheck(String text) {
    if (!text.startsWith("https://")) {
      return Split.of(text).kind() == Kind.HOST_AND_PORT;
    }
    try {
      String authority = new URI(text).getRawAuthority();
      return authority != null && !authority.isEmpty();
    } catch (URISyntaxException e) {
      return false;
    }
  }

  /** Returns whether updates can go there: a host, with or without a port. */
  static boolean isForUpdates(String text) {
    String trimmed = text.strip();
    Split split = Split.of(trimmed);
    return switch (split.kind()) {
      case HOST_AND_PORT -> !split.host().isEmpty();
      case HOST_ALONE -> !trimmed.replace("[", "").replace("]", "").isEmpty();
      case NEITHER -> false;
    };
  }

  private enum Kind {
    HOST_AND_PORT,
    HOST_ALONE,
    NEITHER
  }

  /** A text split at its last colon, brackets taken off the host. */
  private record Split(Kind kind, String host) {
    private static final Split ALONE = new Split(Kind.HOST_ALONE, "");
    private static final Split NEITHER = new Split(Kind.NEITHER, "");

    static Split of(String text) {
      int colon = text.lastIndexOf(':');
      if (colon < 0) {
        return ALONE;
      }
      if (!text.startsWith("[")) {
        String host = text.substring(0, colon);
        boolean clean = host.indexOf(':') < 0 && !hasBracket(text, 0, text.length());
        return clean ? new Split(Kind.HOST_AND_PORT, host) : NEITHER;
      }
      int end = text.indexOf(']');
      if (end < 0) {
        return NEITHER;
      }
      if (end + 1 == text.length()) {
        return ALONE;
      }
      boolean clean = end + 1 == colon && !hasBracket(text, 1, end) && !hasBracket(text, colon, -1);
      return clean ? new Split(Kind.HOST_AND_PORT, text.substring(1, end)) : NEITHER;
    }

    private static boolean hasBracket(String text, int from, int to) {
      String part = text.substring(from, to < 0 ? text.length() : to);
      return part.indexOf('[') >= 0 || part.indexOf(']') >= 0;
    }
  }
}
