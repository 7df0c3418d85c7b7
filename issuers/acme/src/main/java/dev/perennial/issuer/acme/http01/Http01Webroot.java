package dev.perennial.issuer.acme.http01;

import dev.perennial.spi.Http01Solver;
import dev.perennial.spi.IssuerException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * Writes answers to HTTP-01 challenges into the folder of a web server, below {@code
 * .well-known/acme-challenge}. Hand it to the manager: {@code
 * builder().extension(Http01Solver.class, new Http01Webroot(folder))}. Safe for use by several
 * threads.
 */
public final class Http01Webroot implements Http01Solver {
  private final Path folder;

  /** Makes a solver on the root folder of a web server. */
  public Http01Webroot(Path root) {
    this.folder = root.resolve(".well-known").resolve("acme-challenge");
  }

  @Override
  public void present(String token, String keyAuthorization) {
    Path file = file(token);
    try {
      Files.createDirectories(folder);
      Path draft = Files.createTempFile(folder, ".draft", "");
      Files.write(draft, keyAuthorization.getBytes(StandardCharsets.US_ASCII));
      Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw IssuerException.retryable(
          "PresentError", file + " cannot be written: " + e.getMessage(), e);
    }
  }

  @Override
  public void cleanUp(String token) {
    Path file = file(token);
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw IssuerException.retryable(
          "CleanUpError", file + " cannot be deleted: " + e.getMessage(), e);
    }
  }

  private Path file(String token) {
    if (Http01Answers.place(token).isEmpty()) {
      throw new IllegalArgumentException("a token has the characters of base64url");
    }
    return folder.resolve(token);
  }
}
