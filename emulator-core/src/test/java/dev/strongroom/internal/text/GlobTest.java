package dev.strongroom.internal.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GlobTest {

  @ParameterizedTest(name = "{0} on {1}: {2}")
  @CsvSource({
    "'',     '',     true",
    "'',     a,      false",
    "a,      '',     false",
    "*,      '',     true",
    "**,     '',     true",
    "?,      '',     false",
    "*?,     a,      true",
    "a*b*c,  aXbYbZc,  true",
    "a*b*c,  aXbYbZ,   false",
    "*ab,    aab,    true",
    "?b*,    ab,     true",
    "A,      a,      false",
    ".*,     ab,     false",
  })
  void starIsAnyTextAndQuestionMarkOneCharacter(String pattern, String text, boolean expected) {
    assertThat(Glob.of(pattern).matches(text)).isEqualTo(expected);
  }

  /** A backtracking matcher took 15 seconds for the first of these, and forever for the others. */
  @ParameterizedTest
  @CsvSource({"400, 3", "5000, 50", "2000, 1000"})
  @DisplayName("A1, A3: no pattern of stars makes a match slow")
  void workIsBoundedByTheProductOfBothLengths(int letters, int stars) {
    for (var pattern : List.of("*a".repeat(stars) + "*b", "*a".repeat(stars) + "*b*")) {
      var text = new CountingText("a".repeat(letters));

      assertThat(Glob.matches(tokens(pattern), text, false)).isFalse();

      assertThat(text.reads).isLessThanOrEqualTo(letters);
    }
    var text = new CountingText("a".repeat(letters));
    assertThat(Glob.matches(tokens("*" + "a".repeat(stars) + "b*"), text, false)).isFalse();
    assertThat(text.reads).isLessThanOrEqualTo(letters * (stars + 1));
  }

  private static int[] tokens(String pattern) {
    return pattern.chars().map(c -> c == '*' ? Glob.STAR : c).toArray();
  }

  /** The regular expression is a second implementation, for short texts. */
  @Test
  void everyKindOfTokenAgreesWithItsRegularExpression() {
    var random = new Random(11);
    for (int round = 0; round < 100_000; round++) {
      var tokens = random.ints(random.nextInt(8), 0, 8).map(GlobTest::token).toArray();
      var text = text(random);
      boolean ignoreCase = random.nextBoolean();

      var regex = new StringBuilder();
      IntStream.of(tokens).forEach(token -> regex.append(regex(token)));
      var expected =
          Pattern.compile(regex.toString(), ignoreCase ? Pattern.CASE_INSENSITIVE : 0)
              .matcher(text)
              .matches();

      assertThat(Glob.matches(tokens, text, ignoreCase))
          .as("%s on %s", regex, text)
          .isEqualTo(expected);
    }
  }

  private static int token(int draw) {
    return draw < 4 ? -1 - draw : "ab:A".charAt(draw - 4);
  }

  private static String regex(int token) {
    return switch (token) {
      case Glob.STAR -> ".*";
      case Glob.ANY -> ".";
      case Glob.STAR_IN_SEGMENT -> "[^:]*";
      case Glob.ANY_IN_SEGMENT -> "[^:]";
      default -> String.valueOf((char) token);
    };
  }

  private static String text(Random random) {
    return random
        .ints(random.nextInt(9), 0, 4)
        .collect(
            StringBuilder::new, (text, i) -> text.append("ab:A".charAt(i)), StringBuilder::append)
        .toString();
  }

  /** A text that counts how often a character of it is read. */
  private static final class CountingText implements CharSequence {

    private final String text;
    private int reads;

    private CountingText(String text) {
      this.text = text;
    }

    @Override
    public char charAt(int index) {
      reads++;
      return text.charAt(index);
    }

    @Override
    public int length() {
      return text.length();
    }

    @Override
    public CharSequence subSequence(int start, int end) {
      return text.subSequence(start, end);
    }
  }
}
