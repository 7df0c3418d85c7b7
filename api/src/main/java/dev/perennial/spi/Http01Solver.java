package dev.perennial.spi;

/**
 * Shows the answer to an HTTP-01 challenge (RFC 8555, section 8.3): whoever asks the domain for
 * {@code /.well-known/acme-challenge/<token>} over plain HTTP gets the key authorization. Several
 * tokens may be shown at a time. It is correct when the testkit's contract passes.
 *
 * <p>Safe for use by several threads; it may block for a short while.
 */
public interface Http01Solver {
  /** The path before the token (RFC 8555, section 8.3). */
  String PATH = "/.well-known/acme-challenge/";

  /**
   * Shows an answer until {@link #cleanUp}. Showing it again changes nothing.
   *
   * @param token the token, in the characters of base64url
   * @param keyAuthorization the body of the answer
   * @throws IssuerException when it cannot be shown; it is tried again
   */
  void present(String token, String keyAuthorization);

  /**
   * Takes an answer back; one that is not shown is no error.
   *
   * @param token the token
   * @throws IssuerException when it cannot be taken back; it is tried again
   */
  void cleanUp(String token);
}
