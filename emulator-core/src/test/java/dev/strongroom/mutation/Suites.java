package dev.strongroom.mutation;

import dev.strongroom.contract.Contract;
import dev.strongroom.contract.SuiteNames;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Every suite of the contract package, as it is found there: a new one counts by being there. */
final class Suites {

  private static final String PACKAGE = "dev.strongroom.mutation.run.";

  private Suites() {}

  /** All suites, those first whose source names the rule. */
  static List<String> namingFirst(String rule) throws IOException, URISyntaxException {
    var named = Pattern.compile("\\b" + rule + "\\b");
    return SuiteNames.of(Contract.class).stream()
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

  /** Each suite over the emulator itself, compiled. */
  static Map<String, byte[]> classes() throws IOException, URISyntaxException {
    return Mutant.compiled(
        SuiteNames.of(Contract.class).stream()
            .collect(
                Collectors.toMap(
                    name -> className(name).replace('.', '/') + ".java", Suites::source)));
  }

  private static String source(String name) {
    return """
        package dev.strongroom.mutation.run;

        class %sRun extends dev.strongroom.contract.%s {}
        """
        .formatted(name, name);
  }

  static String className(String suite) {
    return PACKAGE + suite + "Run";
  }
}
