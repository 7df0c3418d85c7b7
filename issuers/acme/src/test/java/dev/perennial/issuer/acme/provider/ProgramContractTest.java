package dev.perennial.issuer.acme.provider;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.perennial.model.FieldPath;
import dev.perennial.spi.DnsContext;
import dev.perennial.spi.DnsEditor;
import dev.perennial.spi.DnsProvider;
import dev.perennial.spi.IssuerException;
import dev.perennial.spi.TxtRecord;
import dev.perennial.testkit.contract.DnsProviderContract;
import dev.perennial.testkit.contract.DnsTrouble;
import dev.perennial.testkit.issuer.TestDnsContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The bridge to a program: a shell script that keeps each value in a file. */
class ProgramContractTest extends DnsProviderContract {
  private static final String TOKEN = "t0ken";
  private static final String SCRIPT =
      """
      #!/bin/sh
      # update-dns FOLDER present|cleanup NAME VALUE
      [ "$#" -eq 4 ] || { echo "wanted four arguments, not $#"; exit 78; }
      [ -z "$JAVA_HOME" ] || { echo "the environment of the host leaks"; exit 78; }
      case "$3" in *.) ;; *) echo "no final dot"; exit 78;; esac
      case "$(cat "$1/trouble" 2>/dev/null)" in
        FAILING) echo "first line"; echo "the server is ill, $TOKEN"; exit 1;;
        CONFIG) echo "no such view"; exit 78;;
        SILENT) sleep 30;;
      esac
      [ "$TOKEN" = t0ken ] && [ "$SERVER" = ns1 ] || { echo "wrong environment"; exit 2; }
      file="$1/$3/$(printf %s "$4" | md5sum | cut -c 1-32)"
      case "$2" in
        present) mkdir -p "$1/$3"; printf %s "$4" > "$file";;
        cleanup) rm -f "$file";;
      esac
      """;

  @TempDir Path folder;
  private Path program;
  private TestDnsContext context;

  @BeforeEach
  void write() throws IOException {
    program = folder.resolve("update-dns");
    Files.writeString(program, SCRIPT);
    assertTrue(program.toFile().setExecutable(true));
    Files.createDirectory(folder.resolve("records"));
  }

  @Override
  public DnsProvider provider() {
    return new ProgramProvider(Set.of(folder.resolve("update-dns").toString()));
  }

  @Override
  public DnsContext context() {
    if (context == null) {
      context =
          new TestDnsContext(
                  Map.of(
                      "command",
                      List.of(
                          folder.resolve("update-dns").toString(),
                          folder.resolve("records").toString()),
                      "environment",
                      Map.of("SERVER", "ns1"),
                      "environmentFrom",
                      Map.of("TOKEN", Map.of("name", "dns", "key", "token"))))
              .put("dns", "token", TOKEN)
              .timeout(Duration.ofSeconds(3));
    }
    return context;
  }

  @Override
  public List<String> values(String name) {
    Path records = folder.resolve("records").resolve(name + ".");
    if (!Files.isDirectory(records)) {
      return List.of();
    }
    try (var files = Files.list(records)) {
      return files.map(ProgramContractTest::read).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void cause(DnsTrouble trouble) {
    trouble(trouble.name());
  }

  private void trouble(String what) {
    try {
      Files.writeString(folder.resolve("records").resolve("trouble"), what);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public Set<DnsTrouble> troubles() {
    return EnumSet.of(DnsTrouble.FAILING, DnsTrouble.SILENT);
  }

  @Override
  public Optional<String> secretName() {
    return Optional.of("dns");
  }

  @Override
  public Optional<String> secretValue() {
    return Optional.of(TOKEN);
  }

  private IssuerException failure() {
    return failure(editor());
  }

  private static IssuerException failure(DnsEditor editor) {
    return assertThrows(
        IssuerException.class,
        () -> editor.present(new TxtRecord("a.test", "", "v", Duration.ofSeconds(60))));
  }

  @Test
  void theLastLineIsShownWithoutTheSecret() {
    trouble("FAILING");
    assertEquals(
        "program " + program + " present ended with status 1: the server is ill, ***",
        failure().getMessage());
  }

  @Test
  void aWrongConfigurationIsTerminal() {
    trouble("CONFIG");
    assertFalse(failure().isTransient());
  }

  @Test
  void aProgramThatTakesTooLongIsEnded() {
    trouble("SILENT");
    assertTrue(String.valueOf(failure().getMessage()).endsWith("it did not end within 3000 ms"));
    assertTrue(
        ProcessHandle.current().descendants().noneMatch(ProcessHandle::isAlive),
        "nothing of it is left");
  }

  @Test
  void aProgramThatTheHostDoesNotAllowIsNotRun() throws Exception {
    Path other = folder.resolve("other");
    Files.writeString(other, "#!/bin/sh\ntouch " + folder.resolve("ran") + "\n");
    assertTrue(other.toFile().setExecutable(true));
    TestDnsContext wrong = new TestDnsContext(Map.of("command", List.of(other.toString())));
    try (DnsEditor editor = provider().open(wrong)) {
      String message = String.valueOf(failure(editor).getMessage());
      assertTrue(message.contains("does not allow the program " + other), message);
    }
    assertFalse(Files.exists(folder.resolve("ran")));
  }

  @Test
  void noShellReadsTheArguments() {
    String value = "$(touch " + folder.resolve("ran") + "); 'quoted' \"twice\" *";
    editor().present(new TxtRecord("a.test", "", value, Duration.ofSeconds(60)));
    assertEquals(List.of(value), values("a.test"));
    assertFalse(Files.exists(folder.resolve("ran")));
  }

  @Test
  void aCommandIsNeeded() {
    assertEquals(
        "spec.command", provider().validate(Map.of(), FieldPath.SPEC).get(0).path().toString());
    assertEquals(
        "spec.environmentFrom.T",
        provider()
            .validate(
                Map.of("command", List.of("p"), "environmentFrom", Map.of("T", Map.of())),
                FieldPath.SPEC)
            .get(0)
            .path()
            .toString());
  }
}
