package dev.perennial.architecture.wrong;

/** Another version of {@link Promise}: a constant less, another parameter, final. */
public final class BrokenPromise {
  private BrokenPromise() {}

  /** Takes more than it did. */
  public Object other(Object text) {
    return text;
  }

  protected void notPromisedSinceTheClassIsFinal() {}
}
