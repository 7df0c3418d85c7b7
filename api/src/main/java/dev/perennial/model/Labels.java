package dev.perennial.model;

/** The label keys of cert-manager, and those that Perennial adds. */
public final class Labels {
  /** On every secret that Perennial manages: {@code "true"}. */
  public static final String FAO = "controller.cert-manager.io/fao";

  /** On the secret with the next private key: {@code "true"}. */
  public static final String NEXT_PRIVATE_KEY = "cert-manager.io/next-private-key";

  /** On a secret with a previous key and chain: the secret that it was in. */
  public static final String PREVIOUS_OF = "perennial.dev/previous-of";

  private Labels() {}
}
