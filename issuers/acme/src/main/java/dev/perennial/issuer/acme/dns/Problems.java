package dev.perennial.issuer.acme.dns;

/** Words faults for people. */
final class Problems {
  private Problems() {}

  static String text(Throwable fault) {
    String message = fault.getMessage();
    return message == null ? fault.getClass().getSimpleName() : message;
  }
}
