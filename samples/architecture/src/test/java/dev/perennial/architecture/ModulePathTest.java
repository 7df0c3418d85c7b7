package dev.perennial.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.perennial.spi.IssuerProvider;
import java.io.File;
import java.io.IOException;
import java.lang.module.Configuration;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Users of the module path and users of the class path get the same. */
final class ModulePathTest {
  private static final String SERVICE = IssuerProvider.class.getName();

  @Test
  void publishedModulesResolve() {
    Set<String> named = ours().map(ModuleDescriptor::name).collect(Collectors.toSet());
    assertEquals(Modules.classFolders().size(), named.size(), named::toString);
    Set<String> resolved =
        configuration().modules().stream().map(module -> module.name()).collect(Collectors.toSet());
    assertTrue(resolved.containsAll(named), resolved::toString);
  }

  @Test
  void bothPathsOfferTheSameIssuers() throws IOException {
    Set<String> descriptors = new TreeSet<>();
    ours()
        .flatMap(module -> module.provides().stream())
        .filter(provides -> provides.service().equals(SERVICE))
        .forEach(provides -> descriptors.addAll(provides.providers()));
    assertEquals(servicesFiles(), descriptors);
  }

  @Test
  void modulePathFindsEveryIssuer() throws IOException {
    ModuleLayer layer =
        ModuleLayer.boot()
            .defineModulesWithOneLoader(configuration(), ClassLoader.getPlatformClassLoader());
    ClassLoader loader = layer.findLoader("dev.perennial.api");
    Set<String> found = new TreeSet<>();
    ServiceLoader.load(layer, load(loader, SERVICE)).stream()
        .forEach(provider -> found.add(provider.get().getClass().getName()));
    assertEquals(servicesFiles(), found);
  }

  @Test
  void noLibraryIsPassedOn() {
    List<String> passedOn =
        ours()
            .flatMap(module -> module.requires().stream().filter(ModulePathTest::isPassedOn))
            .map(ModuleDescriptor.Requires::name)
            .filter(Predicate.not(Set.of("org.jspecify", "org.junit.jupiter.api")::contains))
            .toList();
    assertEquals(List.of(), passedOn, "a library of ours would become part of our promise");
  }

  private static boolean isPassedOn(ModuleDescriptor.Requires requires) {
    return requires.modifiers().contains(ModuleDescriptor.Requires.Modifier.TRANSITIVE)
        && !requires.name().startsWith("dev.perennial.")
        && !requires.name().startsWith("java.");
  }

  private static Class<?> load(ClassLoader loader, String name) {
    try {
      return loader.loadClass(name);
    } catch (ClassNotFoundException missing) {
      throw new AssertionError(missing);
    }
  }

  private static Stream<ModuleDescriptor> ours() {
    return ModuleFinder.of(Modules.classFolders().toArray(Path[]::new)).findAll().stream()
        .map(ModuleReference::descriptor);
  }

  private static Configuration configuration() {
    ModuleFinder finder =
        ModuleFinder.of(
            Stream.concat(Modules.classFolders().stream(), libraries()).toArray(Path[]::new));
    List<String> roots = ours().map(ModuleDescriptor::name).toList();
    return ModuleLayer.boot().configuration().resolveAndBind(finder, ModuleFinder.of(), roots);
  }

  /** The jars of this test's class path that are modules and not ours. */
  private static Stream<Path> libraries() {
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
        .map(Path::of)
        .filter(path -> path.toString().endsWith(".jar"))
        .filter(path -> !path.getFileName().toString().startsWith("perennial-"));
  }

  private static Set<String> servicesFiles() throws IOException {
    Set<String> providers = new TreeSet<>();
    for (Path folder : Modules.classFolders()) {
      Path file = folder.resolve("META-INF/services").resolve(SERVICE);
      if (Files.exists(file)) {
        Files.readAllLines(file).stream()
            .map(line -> line.replaceFirst("#.*", "").strip())
            .filter(Predicate.not(String::isEmpty))
            .forEach(providers::add);
      }
    }
    return providers;
  }
}
