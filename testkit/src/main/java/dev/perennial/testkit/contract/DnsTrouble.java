package dev.perennial.testkit.contract;

/** What can be wrong with a DNS service that a provider speaks to. */
public enum DnsTrouble {
  /** Nothing: what was wrong is right again. */
  NONE,
  /** It asks to slow down and to come again in 120 seconds: HTTP 429 with Retry-After. */
  OVERLOADED,
  /** It has a fault of its own: HTTP 500, SERVFAIL and the like. */
  FAILING,
  /** It does not answer at all. */
  SILENT,
  /** It no longer takes the secret that the configuration names. */
  WRONG_SECRET
}
