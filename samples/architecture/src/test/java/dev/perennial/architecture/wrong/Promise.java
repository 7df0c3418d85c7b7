package dev.perennial.architecture.wrong;

import java.util.List;

/** What a module could promise: a member of each kind. */
public abstract class Promise<T extends Comparable<T>> implements Iterable<T> {
  /** Promised. */
  public static final int LIMIT = 1;

  int internal;

  /** Promised to subclasses. */
  protected Promise(int size) {
    this.internal = size;
  }

  Promise() {}

  /** Promised to subclasses. */
  protected T hook(Object value) {
    return iterator().next();
  }

  /** Promised. */
  public <E extends Exception> void risk(List<? extends E> faults) throws E {
    throw faults.get(0);
  }

  /** Promised, but not for long. */
  @Deprecated
  public Object other(String text) {
    return text;
  }

  void hidden() {}
}
