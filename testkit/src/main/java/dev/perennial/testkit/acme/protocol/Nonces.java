package dev.perennial.testkit.acme.protocol;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Supplier;

/** Nonces (RFC 8555, section 6.5): each is good once. Used under the CA's lock. */
final class Nonces {
  /** How many are kept; the oldest ones go first. */
  private static final int MOST = 20_000;

  private final Supplier<String> fresh;
  private final Set<String> good = new LinkedHashSet<>();

  Nonces(Supplier<String> fresh) {
    this.fresh = fresh;
  }

  String next() {
    String nonce = fresh.get();
    good.add(nonce);
    if (good.size() > MOST) {
      good.remove(good.iterator().next());
    }
    return nonce;
  }

  /** Returns whether a nonce was good; it is not any more. */
  boolean use(String nonce) {
    return good.remove(nonce);
  }

  void clear() {
    good.clear();
  }
}
