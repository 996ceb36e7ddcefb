package dev.strongroom.mutation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.contract.Contract;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Modifier;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Every suite of the contract package, as it is found there: a new one counts by being there. */
final class Suites {

  private static final String PACKAGE = "dev.strongroom.mutation.run.";

  private Suites() {}

  /** The simple names of all abstract subclasses of {@link Contract}. */
  static List<String> names() throws IOException, URISyntaxException {
    var folder = Path.of(Contract.class.getResource("Contract.class").toURI()).getParent();
    try (var files = Files.list(folder)) {
      var names =
          files
              .map(file -> file.getFileName().toString())
              .filter(file -> file.endsWith(".class") && !file.contains("$"))
              .map(file -> file.substring(0, file.length() - ".class".length()))
              .filter(Suites::isSuite)
              .sorted()
              .toList();
      assertThat(names).contains("DeletionContract");
      return names;
    }
  }

  /** All suites, those first whose source names the rule. */
  static List<String> namingFirst(String rule) throws IOException, URISyntaxException {
    var named = Pattern.compile("\\b" + rule + "\\b");
    return names().stream()
        .sorted(Comparator.comparing(suite -> !named.matcher(sourceOf(suite)).find()))
        .toList();
  }

  private static String sourceOf(String suite) {
    try {
      return Files.readString(
          Mutant.moduleRoot().resolve("src/test/java/dev/strongroom/contract/" + suite + ".java"));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /** Each suite over the emulator's own door, compiled. */
  static Map<String, byte[]> classes() throws IOException, URISyntaxException {
    return Mutant.compiled(
        names().stream()
            .collect(
                Collectors.toMap(
                    name -> className(name).replace('.', '/') + ".java", Suites::source)));
  }

  private static String source(String name) {
    return """
        package dev.strongroom.mutation.run;

        class %sRun extends dev.strongroom.contract.%s {
          @Override
          protected dev.strongroom.contract.Door open(dev.strongroom.SecretsEmulator emulator) {
            return new dev.strongroom.model.CoreDoor(emulator);
          }
        }
        """
        .formatted(name, name);
  }

  static String className(String suite) {
    return PACKAGE + suite + "Run";
  }

  private static boolean isSuite(String name) {
    try {
      var type = Class.forName(Contract.class.getPackageName() + "." + name);
      return type != Contract.class
          && Contract.class.isAssignableFrom(type)
          && Modifier.isAbstract(type.getModifiers());
    } catch (ClassNotFoundException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
