package dev.perennial.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ModifiersTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import javax.lang.model.element.Modifier;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;

/**
 * Every public declaration of a published module says in a comment what it is. (The build's doclint
 * checks what the comments say; its group {@code missing} would also ask for tags that repeat the
 * sentence.)
 */
final class PublicDocsTest {
  @Test
  void everyPublicDeclarationHasAComment() throws IOException {
    assertEquals(List.of(), List.copyOf(undocumented(SourceTree.published())));
  }

  @Test
  void canFail() throws IOException {
    Path wrong =
        Modules.root()
            .resolve("samples/architecture/src/test/java/dev/perennial/architecture/wrong")
            .resolve("Undocumented.java");
    assertEquals(
        Set.of(
            "Undocumented.java:4 Undocumented",
            "Undocumented.java:5 CONSTANT",
            "Undocumented.java:7 method",
            "Undocumented.java:13 accessor"),
        undocumented(List.of(wrong)));
  }

  private static Set<String> undocumented(List<Path> sources) throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
      JavacTask task =
          (JavacTask)
              compiler.getTask(
                  null, files, null, List.of(), null, files.getJavaFileObjectsFromPaths(sources));
      Silences silences = new Silences(DocTrees.instance(task));
      for (CompilationUnitTree unit : task.parse()) {
        silences.scan(unit, null);
      }
      return silences.found;
    }
  }

  /** Collects public declarations without a comment; goes only into public types. */
  private static final class Silences extends TreePathScanner<Void, Void> {
    private final DocTrees docs;
    private final Set<String> found = new TreeSet<>();

    Silences(DocTrees docs) {
      this.docs = docs;
    }

    @Override
    public Void visitClass(ClassTree type, Void unused) {
      if (!isShown(type.getModifiers())) {
        return null;
      }
      require(type, type.getSimpleName().toString());
      return super.visitClass(type, unused);
    }

    @Override
    public Void visitMethod(MethodTree method, Void unused) {
      boolean overrides =
          method.getModifiers().getAnnotations().stream()
              .anyMatch(annotation -> annotation.getAnnotationType().toString().equals("Override"));
      if (isShown(method.getModifiers()) && !overrides && !isConstructorOfRecord()) {
        require(method, method.getName().toString());
      }
      return null;
    }

    @Override
    public Void visitVariable(VariableTree field, Void unused) {
      if (isShown(field.getModifiers()) && !isComponentOfRecord(field)) {
        require(field, field.getName().toString());
      }
      return null;
    }

    private void require(Tree tree, String name) {
      TreePath path = getCurrentPath();
      if (docs.getDocComment(path) == null) {
        CompilationUnitTree unit = path.getCompilationUnit();
        long start = docs.getSourcePositions().getStartPosition(unit, tree);
        String file = Path.of(unit.getSourceFile().getName()).getFileName().toString();
        found.add(file + ":" + unit.getLineMap().getLineNumber(start) + " " + name);
      }
    }

    private boolean isShown(ModifiersTree modifiers) {
      Set<Modifier> flags = modifiers.getFlags();
      return flags.contains(Modifier.PUBLIC)
          || flags.contains(Modifier.PROTECTED)
          || parent() == Tree.Kind.INTERFACE && !flags.contains(Modifier.PRIVATE);
    }

    /** A record's comment names its components; the canonical constructor adds nothing. */
    private boolean isConstructorOfRecord() {
      return parent() == Tree.Kind.RECORD
          && ((MethodTree) getCurrentPath().getLeaf()).getReturnType() == null;
    }

    private boolean isComponentOfRecord(VariableTree field) {
      return parent() == Tree.Kind.RECORD
          && !field.getModifiers().getFlags().contains(Modifier.STATIC);
    }

    private Tree.Kind parent() {
      return getCurrentPath().getParentPath().getLeaf().getKind();
    }
  }
}
