package dev.perennial.architecture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The sources of the published modules. */
final class SourceTree {
  private SourceTree() {}

  static List<Path> published() throws IOException {
    List<Path> files = new ArrayList<>();
    for (Path folder : Modules.folders()) {
      Path sources = folder.resolve("src/main/java");
      if (Files.isDirectory(sources)) {
        try (Stream<Path> tree = Files.walk(sources)) {
          tree.filter(path -> path.toString().endsWith(".java")).forEach(files::add);
        }
      }
    }
    return files;
  }
}
