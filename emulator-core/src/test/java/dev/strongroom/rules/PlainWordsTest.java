package dev.strongroom.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.rules.PublicApi.Type;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The Javadoc of public types is in the words of the JDK's. */
class PlainWordsTest {

  /** Words that say less than a plain one: see "Words" in CONTRIBUTING.md. */
  private static final Pattern DIALECT =
      Pattern.compile(
          "\\b(tells?|told|telling|foretold|foretell|be it|whoever|but for)\\b",
          Pattern.CASE_INSENSITIVE);

  static Stream<Type> types() {
    return PublicApiTest.types();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("types")
  void javadocIsInPlainWords(Type type) {
    assertThat(dialectIn(type)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"Tells the listener.", "as it was told", "be\n it a role", "all but for one"})
  void dialectIsFound(String comment) {
    var type = new Type("p", "T", false, false, Map.of("T", comment), List.of());

    assertThat(dialectIn(type)).hasSize(1);
  }

  private static List<String> dialectIn(Type type) {
    return type.comments().entrySet().stream()
        .flatMap(
            comment ->
                DIALECT
                    .matcher(comment.getValue().replaceAll("\\s+", " "))
                    .results()
                    .map(word -> type.name() + "." + comment.getKey() + ": " + word.group()))
        .toList();
  }
}
