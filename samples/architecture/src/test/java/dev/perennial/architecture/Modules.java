package dev.perennial.architecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The published modules, as folders of this repository. */
final class Modules {
  static final List<String> PUBLISHED =
      List.of("api", "core", "testkit", "issuers/selfsigned", "issuers/ca", "issuers/acme");

  private Modules() {}

  /** The repository's root: surefire runs in samples/architecture, an IDE perhaps above it. */
  static Path root() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.isDirectory(folder.resolve("samples/architecture"))) {
      folder = folder.getParent();
    }
    return folder;
  }

  static List<Path> folders() {
    return PUBLISHED.stream().map(root()::resolve).toList();
  }

  static List<Path> classFolders() {
    return folders().stream()
        .map(folder -> folder.resolve("target/classes"))
        .filter(folder -> Files.exists(folder.resolve("module-info.class")))
        .toList();
  }

  static JavaClasses published() {
    return new ClassFileImporter().importPaths(classFolders());
  }

  static JavaClasses wrong() {
    return new ClassFileImporter().importPackages("dev.perennial.architecture.wrong");
  }
}
