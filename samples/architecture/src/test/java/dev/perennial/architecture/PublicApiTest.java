package dev.perennial.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * What a module promises is in its {@code src/test/resources/api.txt}, so that a reviewer sees a
 * change of the promise as a change of a file. {@code -Dperennial.api.write=true} writes the files.
 */
final class PublicApiTest {
  @TestFactory
  Stream<DynamicTest> isAsWritten() {
    return Modules.PUBLISHED.stream().map(m -> DynamicTest.dynamicTest(m, () -> check(m)));
  }

  private static void check(String module) throws IOException {
    Path folder = Modules.root().resolve(module);
    Path written = folder.resolve("src/test/resources/api.txt");
    String found = String.join("\n", PublicApi.ofModule(folder.resolve("target/classes"))) + "\n";
    if (Boolean.getBoolean("perennial.api.write")) {
      Files.createDirectories(written.getParent());
      Files.writeString(written, found);
    }
    assertTrue(Files.exists(written), written + " is missing: run with -Dperennial.api.write=true");
    assertEquals(
        Files.readString(written),
        found,
        "the public API of "
            + module
            + " changed: if that is wanted, run with -Dperennial.api.write=true and commit the file");
  }

  @Test
  void everySignatureIsALine() {
    assertEquals(
        List.of(
            "  public abstract class dev.perennial.architecture.wrong.Promise<T extends Comparable<T>>"
                + " : Iterable<T>",
            "    protected T hook(Object)",
            "    protected new(int)",
            "    public <E extends Exception> void risk(List<? extends E>) throws E",
            "    public Object other(String) deprecated",
            "    public static final int LIMIT"),
        PublicApi.ofType(dev.perennial.architecture.wrong.Promise.class));
  }

  /** Adding, removing or changing one member must change the lines. */
  @Test
  void canFail() {
    List<String> before = PublicApi.ofType(dev.perennial.architecture.wrong.Promise.class);
    List<String> after = PublicApi.ofType(dev.perennial.architecture.wrong.BrokenPromise.class);
    assertTrue(after.contains("    public Object other(Object)"), after.toString());
    assertTrue(before.stream().filter(line -> !after.contains(line)).count() >= 3);
  }
}
