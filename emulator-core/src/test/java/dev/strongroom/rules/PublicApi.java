package dev.strongroom.rules;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import javax.lang.model.element.Modifier;
import javax.tools.ToolProvider;

/**
 * The public top-level types in the packages that the libraries export to everyone, with the
 * Javadoc of all that is public in them.
 */
record PublicApi(List<Type> types) {

  private static final List<String> LIBRARIES =
      List.of("emulator-core", "sdk-adapter", "junit-extension");
  private static final Pattern EXPORT = Pattern.compile("(?m)^ *exports ([\\w.]+);");
  private static final Pattern NAME = Pattern.compile("\\w+");
  private static final Pattern INLINE_TAG =
      Pattern.compile("\\{@(\\w+)\\s+([^{}\\s]+)(?:\\s+([^{}]+))?}");

  /**
   * A public type.
   *
   * @param isOperation whether it is the request of an operation
   * @param isStructure whether it is a structure of the service model, in requests or results
   * @param comments the Javadoc of the type and of its public members, by their names
   * @param signatures of its public members, each with the names that it imports in full
   */
  record Type(
      String packageName,
      String name,
      boolean isOperation,
      boolean isStructure,
      Map<String, String> comments,
      List<String> signatures) {

    /** The first sentence of its Javadoc, as Markdown; empty if it has none. */
    String sentence() {
      var comment = comments.getOrDefault(name, "");
      var text = comment.strip().split("\\n\\s*(<p>|@|<pre>)|(?<=[.!?])(?<!e\\.g\\.)\\s")[0];
      return INLINE_TAG
          .matcher(text.replaceAll("\\s+", " "))
          .replaceAll(
              tag -> {
                var label = tag.group(3);
                if (tag.group(1).equals("code")) {
                  return "`" + tag.group(2) + (label == null ? "" : " " + label) + "`";
                }
                return label != null ? label : "`" + tag.group(2).replace('#', '.') + "`";
              });
    }

    @Override
    public String toString() {
      return packageName + "." + name;
    }
  }

  static PublicApi under(Path root) throws IOException {
    var files = new ArrayList<Path>();
    for (var library : LIBRARIES) {
      var sources = root.resolve(library).resolve("src/main/java");
      var descriptor = Files.readString(sources.resolve("module-info.java"));
      for (var export : EXPORT.matcher(descriptor).results().toList()) {
        try (var found = Files.list(sources.resolve(export.group(1).replace('.', '/')))) {
          found
              .filter(file -> file.toString().endsWith(".java"))
              .filter(file -> !file.endsWith("package-info.java"))
              .sorted()
              .forEach(files::add);
        }
      }
    }
    var compiler = ToolProvider.getSystemJavaCompiler();
    try (var manager = compiler.getStandardFileManager(null, null, null)) {
      var sources = manager.getJavaFileObjectsFromPaths(files);
      var options = List.of("-proc:none");
      var task = (JavacTask) compiler.getTask(null, manager, null, options, null, sources);
      var types = new ArrayList<Type>();
      for (var unit : task.parse()) {
        for (var declaration : unit.getTypeDecls()) {
          if (declaration instanceof ClassTree type && isPublic(type.getModifiers().getFlags())) {
            var members = new Members(DocTrees.instance(task), imports(unit));
            members.scan(new TreePath(new TreePath(unit), type), null);
            types.add(
                new Type(
                    unit.getPackageName().toString(),
                    type.getSimpleName().toString(),
                    type.getImplementsClause().stream()
                        .anyMatch(base -> base.toString().startsWith("Request<")),
                    isStructure(unit.getPackageName().toString(), type),
                    members.comments,
                    members.signatures));
          }
        }
      }
      return new PublicApi(types);
    }
  }

  private static Map<String, String> imports(CompilationUnitTree unit) {
    var imports = new HashMap<String, String>();
    for (var each : unit.getImports()) {
      var name = each.getQualifiedIdentifier().toString();
      imports.put(name.substring(name.lastIndexOf('.') + 1), name);
    }
    return imports;
  }

  private static boolean isStructure(String packageName, ClassTree type) {
    return packageName.startsWith("dev.strongroom.api")
        && type.getKind() == Tree.Kind.RECORD
        && type.getTypeParameters().isEmpty()
        && type.getImplementsClause().isEmpty()
        && !type.getSimpleName().contentEquals("Caller");
  }

  private static boolean isPublic(Iterable<Modifier> modifiers) {
    for (var modifier : modifiers) {
      if (modifier == Modifier.PUBLIC) {
        return true;
      }
    }
    return false;
  }

  /**
   * Collects the comments of a type and of what is public in it, and the signatures of the latter.
   */
  private static final class Members extends TreePathScanner<Void, Void> {

    private final DocTrees docs;
    private final Map<String, String> imports;
    private final Map<String, String> comments = new LinkedHashMap<>();
    private final List<String> signatures = new ArrayList<>();
    private int depth;

    Members(DocTrees docs, Map<String, String> imports) {
      this.docs = docs;
      this.imports = imports;
    }

    @Override
    public Void visitClass(ClassTree type, Void none) {
      boolean seen = depth == 0 || isVisible(type.getModifiers().getFlags(), type);
      if (seen) {
        add(type.getSimpleName().toString());
        depth++;
        super.visitClass(type, null);
        depth--;
      }
      return null;
    }

    @Override
    public Void visitMethod(MethodTree method, Void none) {
      if (isVisible(method.getModifiers().getFlags(), method)) {
        add(method.getName().toString());
        var types = new ArrayList<Tree>(method.getThrows());
        method.getParameters().forEach(parameter -> types.add(parameter.getType()));
        types.add(method.getReturnType()); // null for a constructor
        sign(method.getName() + " " + types);
      }
      return null; // nothing in a body is public
    }

    @Override
    public Void visitVariable(VariableTree field, Void none) {
      if (isVisible(field.getModifiers().getFlags(), field)) {
        add(field.getName().toString());
        sign(field.getName() + " " + field.getType());
      }
      return null;
    }

    /** The members of interfaces and annotations are public without saying so. */
    private boolean isVisible(Iterable<Modifier> modifiers, Tree member) {
      var parent = getCurrentPath().getParentPath().getLeaf();
      return isPublic(modifiers)
          || parent.getKind() == Tree.Kind.INTERFACE
          || parent.getKind() == Tree.Kind.ANNOTATION_TYPE
          || (parent.getKind() == Tree.Kind.ENUM && member instanceof VariableTree);
    }

    private void sign(String member) {
      signatures.add(
          NAME.matcher(member)
              .replaceAll(name -> imports.getOrDefault(name.group(), name.group())));
    }

    private void add(String name) {
      var comment = docs.getDocComment(getCurrentPath());
      if (comment != null) {
        comments.merge(name, comment, (first, second) -> first + "\n" + second);
      }
    }
  }
}
