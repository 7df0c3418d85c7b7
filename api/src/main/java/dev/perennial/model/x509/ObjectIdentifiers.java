package dev.perennial.model.x509;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The dotted form of object identifiers (RFC 4512, section 1.4; ITU-T X.660, section 7.6). */
public final class ObjectIdentifiers {
  private static final int MAX_LENGTH = 255;
  private static final int MAX_DIGITS = 18;

  private ObjectIdentifiers() {}

  /**
   * Returns whether a text is an object identifier as it is written: two numbers or more, none with
   * a leading zero, the first 0, 1 or 2, the second below 40 unless the first is 2.
   */
  public static boolean isValid(String text) {
    return canonical(text).filter(text::equals).isPresent();
  }

  /** Returns an object identifier without leading zeros; empty when the text is none. */
  static Optional<String> canonical(String text) {
    if (text.length() > MAX_LENGTH) {
      return Optional.empty();
    }
    List<Long> arcs = new ArrayList<>();
    for (String arc : text.split("\\.", -1)) {
      boolean digits =
          !arc.isEmpty()
              && arc.length() <= MAX_DIGITS
              && arc.chars().allMatch(c -> c >= '0' && c <= '9');
      if (!digits) {
        return Optional.empty();
      }
      arcs.add(Long.valueOf(arc));
    }
    boolean rooted = arcs.size() >= 2 && arcs.get(0) <= 2 && (arcs.get(0) == 2 || arcs.get(1) < 40);
    return rooted
        ? Optional.of(String.join(".", arcs.stream().map(String::valueOf).toList()))
        : Optional.empty();
  }
}
