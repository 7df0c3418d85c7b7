package dev.perennial.architecture;

import java.io.IOException;
import java.io.InputStream;
import java.lang.module.ModuleDescriptor;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.GenericDeclaration;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The signatures that a module promises, read from its class files: one line each, in order. */
final class PublicApi {
  private PublicApi() {}

  /** Returns the lines of a module whose classes are in a folder and on the class path. */
  static List<String> ofModule(Path classes) throws IOException {
    List<String> lines = new ArrayList<>();
    try (InputStream in = Files.newInputStream(classes.resolve("module-info.class"))) {
      ModuleDescriptor module = ModuleDescriptor.read(in);
      List<String> packages =
          module.exports().stream()
              .filter(export -> !export.isQualified())
              .map(ModuleDescriptor.Exports::source)
              .sorted()
              .toList();
      for (String name : packages) {
        lines.add("package " + name);
        for (Class<?> type : types(classes, name)) {
          lines.addAll(ofType(type));
        }
      }
    }
    return lines;
  }

  private static List<Class<?>> types(Path classes, String name) throws IOException {
    List<Class<?>> types = new ArrayList<>();
    try (Stream<Path> files = Files.list(classes.resolve(name.replace('.', '/')))) {
      for (Path file : files.sorted().toList()) {
        String fileName = file.getFileName().toString();
        String simple = fileName.replaceFirst("\\.class$", "");
        if (!simple.equals(fileName) && !simple.endsWith("-info")) {
          types.add(load(name + "." + simple));
        }
      }
    }
    return types.stream().filter(PublicApi::isReachable).toList();
  }

  private static Class<?> load(String name) {
    try {
      return Class.forName(name, false, PublicApi.class.getClassLoader());
    } catch (ClassNotFoundException e) {
      throw new AssertionError(name + " is not on the class path of the test", e);
    }
  }

  private static boolean isReachable(Class<?> type) {
    if (type.isSynthetic() || type.isAnonymousClass() || type.isLocalClass()) {
      return false;
    }
    Class<?> outer = type.getDeclaringClass();
    return isPromised(type.getModifiers(), outer) && (outer == null || isReachable(outer));
  }

  /** A protected member is promised where somebody else may extend the type. */
  private static boolean isPromised(int modifiers, Class<?> owner) {
    return Modifier.isPublic(modifiers)
        || (Modifier.isProtected(modifiers)
            && owner != null
            && !Modifier.isFinal(owner.getModifiers()));
  }

  /** Returns the line of a type and those of its members. */
  static List<String> ofType(Class<?> type) {
    TreeSet<String> members = new TreeSet<>();
    for (Field field : type.getDeclaredFields()) {
      addIfPromised(
          field, modifiers(field) + name(field.getGenericType()) + " " + field.getName(), members);
    }
    for (Constructor<?> constructor : type.getDeclaredConstructors()) {
      addIfPromised(constructor, modifiers(constructor) + "new" + signature(constructor), members);
    }
    for (Method method : type.getDeclaredMethods()) {
      String head = modifiers(method) + variables(method) + name(method.getGenericReturnType());
      addIfPromised(method, head + " " + method.getName() + signature(method), members);
    }
    List<String> lines = new ArrayList<>();
    lines.add("  " + declaration(type));
    members.forEach(member -> lines.add("    " + member));
    return lines;
  }

  private static void addIfPromised(Member member, String line, TreeSet<String> to) {
    if (!member.isSynthetic() && isPromised(member.getModifiers(), member.getDeclaringClass())) {
      to.add(line + (isDeprecated(member) ? " deprecated" : ""));
    }
  }

  private static boolean isDeprecated(Member member) {
    return member instanceof AnnotatedElement e && e.isAnnotationPresent(Deprecated.class);
  }

  private static String declaration(Class<?> type) {
    boolean isInterface = type.isInterface();
    int shown = type.getModifiers() & ~Modifier.INTERFACE & ~Modifier.STATIC;
    String kind =
        type.isAnnotation()
            ? "@interface "
            : isInterface
                ? "interface "
                : type.isEnum() ? "enum " : type.isRecord() ? "record " : "class ";
    String head = Modifier.toString(isInterface ? shown & ~Modifier.ABSTRACT : shown) + " ";
    String parents =
        Stream.concat(
                Stream.ofNullable(type.getGenericSuperclass()),
                Arrays.stream(type.getGenericInterfaces()))
            .map(PublicApi::name)
            .filter(
                name ->
                    !name.equals("Object") && !name.equals("Record") && !name.startsWith("Enum<"))
            .collect(Collectors.joining(", "));
    String permitted =
        type.isSealed()
            ? Arrays.stream(type.getPermittedSubclasses())
                .map(PublicApi::name)
                .sorted()
                .collect(Collectors.joining(", ", " permits ", ""))
            : "";
    return head
        + kind
        + name(type)
        + variables(type)
        + (parents.isEmpty() ? "" : " : " + parents)
        + permitted;
  }

  private static String modifiers(Member member) {
    int all = member instanceof Method ? Modifier.methodModifiers() : Modifier.fieldModifiers();
    int hidden = Modifier.TRANSIENT | Modifier.VOLATILE | Modifier.SYNCHRONIZED | Modifier.NATIVE;
    int shown = member.getModifiers() & all & ~hidden;
    boolean isDefault = member instanceof Method method && method.isDefault();
    String text = Modifier.toString(shown) + " ";
    return isDefault ? text + "default " : text;
  }

  private static String signature(Executable executable) {
    String parameters =
        Arrays.stream(executable.getGenericParameterTypes())
            .map(PublicApi::name)
            .collect(Collectors.joining(", ", "(", ")"));
    String thrown =
        Arrays.stream(executable.getGenericExceptionTypes())
            .map(PublicApi::name)
            .sorted()
            .collect(Collectors.joining(", "));
    return parameters + (thrown.isEmpty() ? "" : " throws " + thrown);
  }

  private static String variables(GenericDeclaration declaration) {
    TypeVariable<?>[] variables = declaration.getTypeParameters();
    String text =
        Arrays.stream(variables)
            .map(v -> v.getName() + bounds(v))
            .collect(Collectors.joining(", ", "<", ">"));
    boolean isType = declaration instanceof Class<?>;
    return variables.length == 0 ? "" : isType ? text : text + " ";
  }

  private static String bounds(TypeVariable<?> variable) {
    String bounds =
        Arrays.stream(variable.getBounds()).map(PublicApi::name).collect(Collectors.joining(" & "));
    return bounds.equals("Object") ? "" : " extends " + bounds;
  }

  /** Names of the two packages that everybody knows are short, all others whole. */
  private static String name(Type type) {
    return type.getTypeName().replaceAll("\\bjava\\.(lang|util)\\.(?=[A-Z])", "");
  }
}
