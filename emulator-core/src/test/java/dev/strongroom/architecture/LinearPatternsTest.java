package dev.strongroom.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.internal.text.LinearRegex;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * No regular expression in the libraries costs more than linear time or constant stack: a text from
 * outside that has the right shape could hold a thread for minutes or overflow its stack.
 */
class LinearPatternsTest {

  /** A call that takes a regular expression, up to its first argument. */
  private static final Pattern CALL =
      Pattern.compile(
          "(Pattern\\.compile|\\.matches|\\.replaceAll" + "|\\.replaceFirst|\\.split)\\(\\s*");

  /** A line of a model resource that has a pattern. */
  private static final Pattern SHAPE = Pattern.compile("(?m)^\\w+ shape [-0-9]+ [-0-9]+ (.+)$");

  /** One part of a string constant that is written in several. */
  private static final Pattern LITERAL =
      Pattern.compile("\\s*(?://.*\\s*)?(?:\\+\\s*)?\"((?:[^\"\\\\]|\\\\.)*+)\"");

  private static final Pattern END_OF_ARGUMENT = Pattern.compile("\\s*(?://.*\\s*)?[,)]");

  /** Compiled from a variable: the patterns of AWS's models, and single symbols of callers'. */
  private static final List<String> FROM_VARIABLES =
      List.of("LinearRegex.java", "BoundedRegex.java");

  private record Use(Path file, String call, String regex, boolean searches) {}

  @Test
  void everyPatternOfTheLibrariesIsLinear() throws IOException {
    var uses = new ArrayList<Use>();
    for (var file : sources()) {
      uses.addAll(uses(file, Files.readString(file)));
    }

    assertThat(uses).hasSizeGreaterThan(50);
    assertThat(uses.stream().flatMap(LinearPatternsTest::violation)).isEmpty();
  }

  /**
   * Linear though the group and what follows both begin with a slash: a segment ends before the
   * next slash, so that each can be given back once only.
   */
  private static final String IAM_PATH = "((/[A-Za-z0-9\\.,\\+@=_-]+)*)/";

  @Test
  void everyPatternOfTheModelsIsLinearAsItIsCompiled() throws IOException {
    var patterns = new ArrayList<String>();
    try (var models = Files.list(Path.of("src/main/resources/dev/strongroom/internal/model"))) {
      for (var model : models.toList()) {
        SHAPE.matcher(Files.readString(model)).results().forEach(r -> patterns.add(r.group(1)));
      }
    }

    assertThat(patterns).hasSizeGreaterThan(30).contains("^([a-z]+-)+\\d+$");
    assertThat(patterns).contains(IAM_PATH);
    patterns.removeIf(IAM_PATH::equals);
    assertThat(patterns)
        .allSatisfy(
            regex ->
                assertThat(RegexTree.faults(LinearRegex.possessive(regex), false))
                    .as(regex)
                    .isEmpty());
  }

  /** The first are those that hostile requests have found. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "([a-z]+-)+[0-9]+",
        "^([A-Za-z0-9\\-]+)\\.([A-Za-z0-9\\-]+)(\\.[A-Za-z0-9\\-]+)+$",
        "(\"password\"\\s*:\\s*)\"(?:[^\"\\\\]|\\\\.)*\"",
        ".*a.*a.*a.*b",
        "(a|a)*+b",
        "(?:a*)*+b",
        "(?:[a-z]+[a-z0-9]*)++:",
        "(?:(?:ab?)++a)++",
        "\\s*.*x",
      })
  void slowPatternIsFound(String regex) {
    assertThat(RegexTree.faults(regex, false)).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {" *\\)", "[a-z]*[0-9]", ".*\\."})
  void searchThatBeginsAnewAtEachCharacterIsFound(String regex) {
    assertThat(RegexTree.faults(regex, true)).isNotEmpty();
    assertThat(RegexTree.faults(regex, false)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "(?:[a-z]+-)++[0-9]+",
        "(.+)-([A-Za-z0-9]{6})",
        "[!-~&&[^'\"\\\\/@]]{8,64}",
        "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|mrk-[0-9a-f]{32}",
        "(?:\\*|(?<from>\\w+)(?:-(?<to>\\w+))?)?(?:/(?<step>\\d{1,2}))?",
        "\"(?:[^\"\\\\]|\\\\.)*+\"",
      })
  void linearPatternPasses(String regex) {
    assertThat(RegexTree.faults(regex, false)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"Pattern.compile(text)", "Pattern.compile(\"a\" + text)"})
  void patternFromAVariableIsFound(String source) {
    assertThat(uses(Path.of("Planted.java"), source))
        .flatExtracting(use -> violation(use).toList())
        .singleElement()
        .asString()
        .contains("Planted.java", "not a constant");
  }

  private static List<Path> sources() throws IOException {
    try (var files = Files.walk(Path.of(".."))) {
      var sources =
          files
              .filter(file -> file.toString().endsWith(".java"))
              .filter(file -> file.toString().contains("/src/main/java/"))
              .filter(file -> !file.startsWith(Path.of("..", "samples")))
              .toList();
      assertThat(sources).hasSizeGreaterThan(300);
      return sources;
    }
  }

  private static List<Use> uses(Path file, String source) {
    var uses = new ArrayList<Use>();
    boolean searches = Pattern.compile("\\.(find|results|replaceAll)\\(").matcher(source).find();
    var call = CALL.matcher(source);
    while (call.find()) {
      var name = call.group(1);
      var constant = constant(LITERAL.matcher(source).region(call.end(), source.length()));
      if (constant != null && constant.length() > 1) {
        boolean inPlace = name.equals(".matches");
        uses.add(new Use(file, name, constant, (!inPlace && searches) || name.startsWith(".re")));
      } else if (constant == null && name.equals("Pattern.compile")) {
        uses.add(new Use(file, name, "", false));
      }
    }
    return uses;
  }

  /** The string constant at which the matcher stands; null if the argument is something else. */
  private static @Nullable String constant(Matcher literal) {
    String text = null;
    for (; literal.lookingAt(); literal.region(literal.end(), literal.regionEnd())) {
      var part = literal.group(1).replace("\\\"", "\"").replace("\\\\", "\\");
      text = text == null ? part : text + part;
    }
    return literal.usePattern(END_OF_ARGUMENT).lookingAt() ? text : null;
  }

  private static Stream<String> violation(Use use) {
    if (use.regex().isEmpty()) {
      return FROM_VARIABLES.contains(use.file().getFileName().toString())
          ? Stream.empty()
          : Stream.of(use.file() + ": a pattern that is not a constant can't be checked");
    }
    var faults = RegexTree.faults(use.regex(), use.searches());
    return faults.isEmpty()
        ? Stream.empty()
        : Stream.of(use.file() + ": " + use.regex() + " isn't linear: " + faults);
  }
}
