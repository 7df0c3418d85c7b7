package dev.perennial.core.manifest;

import java.util.regex.Pattern;
import tools.jackson.dataformat.yaml.util.StringQuotingChecker;

/**
 * Says which names are written without quotes: those that no reader of YAML, of version 1.1 or 1.2,
 * takes for anything but this text. Values always have quotes. Immutable.
 */
final class Quoting extends StringQuotingChecker {
  private static final long serialVersionUID = 1L;

  private static final Pattern WORDS = Pattern.compile("[A-Za-z][A-Za-z0-9/._-]*");

  private static final int MAX_LENGTH = 100;

  @Override
  public boolean needToQuoteName(String name) {
    return name.length() > MAX_LENGTH
        || !WORDS.matcher(name).matches()
        || Scalars.read(name).kind() != Node.Scalar.Kind.TEXT;
  }

  @Override
  public boolean needToQuoteValue(String value) {
    return true;
  }
}
