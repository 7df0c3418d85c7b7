package dev.perennial.samples.quickstart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From the manifest to files on disk that openssl accepts. */
@Tag("interop")
class OpensslInteropTest {
  @TempDir Path folder;

  @Test
  void opensslAcceptsWhatIsOnDisk() throws Exception {
    new Quickstart(new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8))
        .run(folder);
    Path secret = folder.resolve("demo/secrets/web-tls");
    String verified =
        run(
            "openssl",
            "verify",
            "-no_check_time",
            "-x509_strict",
            "-purpose",
            "sslserver",
            "-verify_hostname",
            "localhost",
            "-CAfile",
            secret.resolve("ca.crt").toString(),
            secret.resolve("tls.crt").toString());
    assertTrue(verified.endsWith("OK\n"), verified);
    String ofKey = run("openssl", "pkey", "-in", secret.resolve("tls.key").toString(), "-pubout");
    String ofLeaf =
        run("openssl", "x509", "-in", secret.resolve("tls.crt").toString(), "-noout", "-pubkey");
    assertEquals(ofKey, ofLeaf);
  }

  private static String run(String... command) throws Exception {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertTrue(process.waitFor(30, TimeUnit.SECONDS), "openssl does not end");
    assertEquals(0, process.exitValue(), output);
    return output;
  }
}
