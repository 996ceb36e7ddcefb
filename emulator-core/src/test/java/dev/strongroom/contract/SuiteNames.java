package dev.strongroom.contract;

import static java.util.stream.Collectors.toSet;

import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Nested;

/** The simple names of contract suites: of those that exist, and of those that a class runs. */
public final class SuiteNames {

  private SuiteNames() {}

  /** Returns the suites with this base, as they are found in its package. */
  public static List<String> of(Class<?> base) throws IOException, URISyntaxException {
    var url = base.getResource(base.getSimpleName() + ".class").toURI();
    if (!url.getScheme().equals("jar")) {
      return in(Path.of(url).getParent(), base);
    }
    var jar = URI.create(url.getSchemeSpecificPart().replaceFirst("!.*", ""));
    try (var files = FileSystems.newFileSystem(Path.of(jar))) {
      return in(files.getPath(base.getPackageName().replace('.', '/')), base);
    }
  }

  /** Returns the suites that the nested classes of a class run. */
  public static Set<String> nestedIn(Class<?> outer) {
    return Arrays.stream(outer.getDeclaredClasses())
        .filter(nested -> nested.isAnnotationPresent(Nested.class))
        .map(suite -> suite.getSuperclass().getSimpleName())
        .collect(toSet());
  }

  private static List<String> in(Path folder, Class<?> base) throws IOException {
    try (var files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.matches("\\w+\\.class"))
          .map(name -> name.replace(".class", ""))
          .filter(name -> isSuite(name, base))
          .sorted()
          .toList();
    }
  }

  private static boolean isSuite(String name, Class<?> base) {
    try {
      var type = Class.forName(base.getPackageName() + "." + name);
      return base.isAssignableFrom(type)
          && Modifier.isAbstract(type.getModifiers())
          && Arrays.stream(type.getDeclaredMethods()).anyMatch(SuiteNames::isTest);
    } catch (ClassNotFoundException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** Without a test of its own, a class is the fixture of several suites. */
  private static boolean isTest(Method method) {
    return Arrays.stream(method.getAnnotations())
        .anyMatch(annotation -> annotation.annotationType().getSimpleName().endsWith("Test"));
  }
}
