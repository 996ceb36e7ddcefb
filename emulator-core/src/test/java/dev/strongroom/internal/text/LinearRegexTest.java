package dev.strongroom.internal.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LinearRegexTest {

  @ParameterizedTest
  @CsvSource({
    "'([a-z]+-)+[0-9]+', '([a-z]+-)++[0-9]+'",
    "'(ab)*', '(ab)*+'",
    "'[)+]+', '[)+]+'",
    "'a\\)+', 'a\\)+'",
    "'(a){2,3}(b)?', '(a){2,3}(b)?'",
  })
  void onlyRepeatedGroupsChange(String regex, String possessive) {
    assertThat(LinearRegex.possessive(regex)).isEqualTo(possessive);
    assertThat(LinearRegex.of(regex)).hasToString(regex);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "^([a-z]+-)+\\d+$",
        "^([A-Za-z0-9\\-]+)\\.([A-Za-z0-9\\-]+)(\\.[A-Za-z0-9\\-]+)+$"
      })
  void theSameTextsMatch(String regex) {
    var plain = Pattern.compile(regex);
    var linear = LinearRegex.of(regex);
    var random = new Random(11);

    var matches =
        Stream.generate(() -> text(random))
            .limit(100_000)
            .filter(text -> plain.matcher(text).matches())
            .peek(text -> assertThat(linear.matches(text)).as(text).isTrue())
            .count();
    var others =
        Stream.generate(() -> text(random))
            .limit(100_000)
            .filter(text -> !plain.matcher(text).matches())
            .peek(text -> assertThat(linear.matches(text)).as(text).isFalse())
            .count();

    assertThat(matches).isGreaterThan(100);
    assertThat(others).isGreaterThan(100);
  }

  @Test
  void longTextTakesNoStack() { // A1
    assertThat(LinearRegex.of("^([a-z]+-)+\\d+$").matches("a-".repeat(1_000_000))).isFalse();
    assertThat(LinearRegex.of("^([a-z]+-)+\\d+$").matches("a-".repeat(1_000_000) + "1")).isTrue();
  }

  private static String text(Random random) {
    return random
        .ints(random.nextInt(10), 0, 4)
        .collect(
            StringBuilder::new,
            (text, i) -> text.append("ab-.1".charAt(i + 1)),
            StringBuilder::append)
        .toString();
  }
}
