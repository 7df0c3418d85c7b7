package dev.perennial.architecture.wrong;

// Not a comment of a declaration.
public final class Undocumented {
  public static final int CONSTANT = 1;

  public int method(int argument) {
    return argument;
  }

  /** An interface whose method is public without saying so. */
  public interface Silent {
    int accessor();
  }

  /**
   * A record: its comment speaks for the constructor.
   *
   * @param part a part
   */
  public record Said(int part) {
    public Said {
      part = Math.abs(part);
    }

    @Override
    public String toString() {
      return "said";
    }
  }
}
