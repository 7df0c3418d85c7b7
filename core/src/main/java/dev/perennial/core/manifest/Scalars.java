package dev.perennial.core.manifest;

import dev.perennial.core.manifest.Node.Scalar.Kind;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Says what an unquoted word of YAML is, as the reader of Kubernetes does: YAML 1.1 without base 60
 * and without dates. So {@code yes} and {@code on} are true, {@code 0777} is 511, {@code 1e3} is
 * 1000, and {@code 1:30} and {@code 2026-11-24} are texts. Source: sigs.k8s.io/yaml {@code
 * goyaml.v2/resolve.go}, and {@code yaml.go} for the numbers that become JSON.
 */
final class Scalars {
  private static final Set<String> TRUE =
      Set.of("y", "Y", "yes", "Yes", "YES", "true", "True", "TRUE", "on", "On", "ON");
  private static final Set<String> FALSE =
      Set.of("n", "N", "no", "No", "NO", "false", "False", "FALSE", "off", "Off", "OFF");
  private static final Set<String> NULL = Set.of("", "~", "null", "Null", "NULL");
  private static final Pattern NOT_JSON = Pattern.compile("\\.(nan|NaN|NAN)|[-+]?\\.(inf|Inf|INF)");

  private static final Pattern INTEGER =
      Pattern.compile(
          "([-+]?)(?:0[xX]([0-9a-fA-F]+)|0[oO]([0-7]+)|0[bB]([01]+)|(0[0-7]*)|([1-9][0-9]*))");
  private static final int[] RADIX = {0, 0, 16, 8, 2, 8, 10};
  private static final Pattern DECIMAL =
      Pattern.compile("[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?");

  /** Longer words are texts: no number that means something here is as long. */
  private static final int MAX_LENGTH = 100;

  private static final BigDecimal FIRST_WITH_EXPONENT = new BigDecimal("1e21");

  private Scalars() {}

  /**
   * A word and what it is.
   *
   * @param text the text; for a number or truth value, what JSON writes for it
   */
  record Word(Kind kind, String text) {}

  /**
   * Reads an unquoted word.
   *
   * @throws IllegalArgumentException when JSON has nothing for it: infinity and not-a-number
   */
  static Word read(String word) {
    if (NULL.contains(word)) {
      return new Word(Kind.NULL, "");
    }
    if (TRUE.contains(word) || FALSE.contains(word)) {
      return new Word(Kind.BOOLEAN, TRUE.contains(word) ? "true" : "false");
    }
    boolean mayBeNumber = "+-.0123456789".indexOf(word.charAt(0)) >= 0;
    return mayBeNumber && word.length() <= MAX_LENGTH ? number(word) : new Word(Kind.TEXT, word);
  }

  private static Word number(String word) {
    if (NOT_JSON.matcher(word).matches()) {
      throw new IllegalArgumentException("\"" + word + "\" is no number of JSON");
    }
    String digits = word.startsWith(".") ? word : word.replace("_", "");
    Matcher integer = INTEGER.matcher(digits);
    if (integer.matches()) {
      for (int group = 2; group < RADIX.length; group++) {
        if (integer.group(group) != null) {
          BigInteger value = new BigInteger(integer.group(group), RADIX[group]);
          boolean negative = integer.group(1).equals("-");
          return new Word(Kind.INTEGER, (negative ? value.negate() : value).toString());
        }
      }
    }
    double value = DECIMAL.matcher(digits).matches() ? Double.parseDouble(digits) : Double.NaN;
    return Double.isFinite(value) ? decimal(value) : new Word(Kind.TEXT, word);
  }

  /** JSON has one kind of number: what is written without fraction and exponent is whole. */
  private static Word decimal(double value) {
    BigDecimal exact = new BigDecimal(value);
    boolean whole = value == Math.rint(value) && exact.abs().compareTo(FIRST_WITH_EXPONENT) < 0;
    return whole
        ? new Word(Kind.INTEGER, exact.toBigInteger().toString())
        : new Word(Kind.DECIMAL, Double.toString(value));
  }
}
