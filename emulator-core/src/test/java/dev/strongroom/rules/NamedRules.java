package dev.strongroom.rules;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreeScanner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;

/**
 * Which tests name which rules. A test names a rule in a text of its own annotations, a display
 * name or a row, or in a text of the method that its {@code @MethodSource} takes the rows from.
 */
final class NamedRules extends TreeScanner<Void, Void> {

  private static final Pattern RULE = Pattern.compile("(?<![\\w-])([A-Z]{2,6}-[0-9]+)(?![\\w-])");

  private final NavigableMap<String, NavigableSet<String>> testsByRule = new TreeMap<>();
  private final Deque<String> classes = new ArrayDeque<>();
  private Map<String, MethodTree> methods = Map.of();

  private NamedRules() {}

  /** Rule id to tests, as {@code Class#method}, from all sources under the given folders. */
  static NavigableMap<String, NavigableSet<String>> in(List<Path> folders) throws IOException {
    var files = new ArrayList<Path>();
    for (var folder : folders) {
      try (var found = Files.walk(folder)) {
        found.filter(file -> file.toString().endsWith(".java")).sorted().forEach(files::add);
      }
    }
    var compiler = ToolProvider.getSystemJavaCompiler();
    try (var manager = compiler.getStandardFileManager(null, null, null)) {
      var task =
          (JavacTask)
              compiler.getTask(
                  null,
                  manager,
                  null,
                  List.of("-proc:none"),
                  null,
                  manager.getJavaFileObjectsFromPaths(files));
      var rules = new NamedRules();
      for (var unit : task.parse()) {
        rules.scan(unit, null);
      }
      return rules.testsByRule;
    }
  }

  @Override
  public Void visitClass(ClassTree type, Void none) {
    var outer = methods;
    methods = new HashMap<>();
    for (var member : type.getMembers()) {
      if (member instanceof MethodTree method) {
        methods.put(method.getName().toString(), method);
      }
    }
    classes.addLast(type.getSimpleName().toString());
    super.visitClass(type, null);
    classes.removeLast();
    methods = outer;
    return null;
  }

  @Override
  public Void visitMethod(MethodTree method, Void none) {
    if (isTest(method)) {
      var test = String.join(".", classes) + "#" + method.getName();
      for (var annotation : method.getModifiers().getAnnotations()) {
        name(annotation, test);
        if (isNamed(annotation, "MethodSource")) {
          for (var factory : texts(annotation)) {
            if (methods.containsKey(factory)) {
              name(methods.get(factory), test);
            }
          }
        }
      }
    }
    return super.visitMethod(method, null);
  }

  private static boolean isTest(MethodTree method) {
    return method.getModifiers().getAnnotations().stream()
        .anyMatch(
            annotation ->
                isNamed(annotation, "Test")
                    || isNamed(annotation, "ParameterizedTest")
                    || isNamed(annotation, "RepeatedTest")
                    || isNamed(annotation, "TestFactory"));
  }

  private static boolean isNamed(AnnotationTree annotation, String name) {
    return annotation.getAnnotationType().toString().equals(name);
  }

  private void name(Tree tree, String test) {
    for (var text : texts(tree)) {
      RULE.matcher(text)
          .results()
          .forEach(
              rule -> testsByRule.computeIfAbsent(rule.group(1), id -> new TreeSet<>()).add(test));
    }
  }

  private static List<String> texts(Tree tree) {
    var texts = new ArrayList<String>();
    new TreeScanner<Void, Void>() {
      @Override
      public Void visitLiteral(LiteralTree literal, Void none) {
        if (literal.getValue() instanceof String text) {
          texts.add(text);
        }
        return null;
      }
    }.scan(tree, null);
    return texts;
  }
}
