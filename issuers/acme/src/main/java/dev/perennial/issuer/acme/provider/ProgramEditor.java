package dev.perennial.issuer.acme.provider;

import dev.perennial.issuer.acme.config.Fields;
import dev.perennial.spi.DnsContext;
import dev.perennial.spi.DnsEditor;
import dev.perennial.spi.IssuerException;
import dev.perennial.spi.TxtRecord;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Runs a program for each record, in the calling thread, and ends it when it takes too long. Exit
 * status 0 is success, 78 (EX_CONFIG of sysexits.h) is terminal, any other is tried again.
 */
final class ProgramEditor implements DnsEditor {
  private static final int EX_CONFIG = 78;

  /** What a program needs to find others; the rest of the host's environment is its own affair. */
  private static final Set<String> INHERITED = Set.of("PATH", "HOME", "LANG", "TZ", "SystemRoot");

  private static final int MOST_OUTPUT = 4096;
  private static final long LOOK_MILLIS = 10;

  private final DnsContext context;
  private final Fields config;
  private final Set<String> allowed;

  ProgramEditor(DnsContext context, Set<String> allowed) {
    this.context = context;
    this.config = new Fields(context.config());
    this.allowed = allowed;
  }

  @Override
  public void present(TxtRecord record) {
    run("present", record);
  }

  @Override
  public void cleanUp(TxtRecord record) {
    run("cleanup", record);
  }

  private void run(String action, TxtRecord record) {
    List<String> command = new ArrayList<>(config.texts("command"));
    String program = command.get(0);
    if (!allowed.contains(program)) {
      throw IssuerException.retryable(
          Secrets.REASON,
          "the host does not allow the program "
              + program
              + "; AcmeIssuerConfig.Builder.allowProgram would",
          null);
    }
    command.addAll(List.of(action, record.name() + ".", record.value()));
    Map<String, String> secrets = secrets();
    Result result;
    try {
      result = run(command, secrets);
    } catch (IOException e) {
      throw IssuerException.retryable(
          Secrets.REASON, "program " + program + " cannot be run: " + e.getMessage(), null);
    }
    if (result.status() != 0) {
      String message =
          "program "
              + program
              + " "
              + action
              + " ended with status "
              + result.status()
              + said(result.output(), secrets);
      throw result.status() == EX_CONFIG
          ? IssuerException.terminal(Secrets.REASON, message, null)
          : IssuerException.retryable(Secrets.REASON, message, null);
    }
  }

  private record Result(int status, String output) {}

  private Result run(List<String> command, Map<String, String> secrets) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().keySet().retainAll(INHERITED);
    builder.environment().putAll(config.textMap("environment"));
    builder.environment().putAll(secrets);
    Process process = builder.start();
    try {
      process.getOutputStream().close();
      return watch(process);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }

  /** Looks at the program now and then, and reads what it says, so that it never has to wait. */
  private Result watch(Process process) throws IOException, InterruptedException {
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    InputStream said = process.getInputStream();
    long looks = Math.max(1, context.timeout().toMillis() / LOOK_MILLIS);
    for (long i = 0; i < looks; i++) {
      boolean ended = process.waitFor(LOOK_MILLIS, TimeUnit.MILLISECONDS);
      while (said.available() > 0) {
        byte[] part = said.readNBytes(Math.min(said.available(), MOST_OUTPUT));
        output.write(
            part, 0, Math.min(part.length, MOST_OUTPUT - Math.min(MOST_OUTPUT, output.size())));
      }
      if (ended) {
        return new Result(process.exitValue(), output.toString(StandardCharsets.UTF_8));
      }
    }
    throw new IOException("it did not end within " + context.timeout().toMillis() + " ms");
  }

  private Map<String, String> secrets() {
    Fields from = config.object("environmentFrom");
    Map<String, String> secrets = new HashMap<>();
    from.names()
        .forEach(variable -> secrets.put(variable, Secrets.text(context, from.object(variable))));
    return secrets;
  }

  /** Returns the last line that a program said, without the secrets that it was given. */
  private static String said(String output, Map<String, String> secrets) {
    String line = output.strip();
    line = line.substring(line.lastIndexOf('\n') + 1).strip();
    for (String secret : secrets.values()) {
      line = line.replace(secret, "***");
    }
    return line.isEmpty() ? "" : ": " + line;
  }
}
