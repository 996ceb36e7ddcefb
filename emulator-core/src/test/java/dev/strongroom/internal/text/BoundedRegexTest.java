package dev.strongroom.internal.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BoundedRegexTest {

  private static final String[] PARTS = {
    "a", "b", ".", "[ab]", "[^a]", "\\d", "\\w", "\\.", "^", "$", "(?:ab|b)", "(a|b)", "()", "|"
  };
  private static final String[] QUANTIFIERS = {
    "", "", "", "*", "+", "?", "{2}", "{1,3}", "{2,}", "*?"
  };

  @Test
  void agreesWithJava() {
    var random = new Random(1);
    int agreed = 0;
    for (int i = 0; i < 3_000; i++) {
      var regex = regex(random, 3);
      var expected = Pattern.compile(regex);
      var bounded = BoundedRegex.of(regex);
      for (int j = 0; j < 5; j++) {
        var input = input(random);
        assertThat(bounded.matches(input))
            .as("%s on %s", regex, input)
            .isEqualTo(expected.matcher(input).matches());
        agreed++;
      }
    }
    assertThat(agreed).isEqualTo(15_000);
  }

  private static String regex(Random random, int depth) {
    var text = new StringBuilder();
    for (int i = random.nextInt(4); i >= 0; i--) {
      var part = PARTS[random.nextInt(PARTS.length)];
      boolean repeats = !part.equals("|") && !part.equals("^") && !part.equals("$");
      if (depth > 0 && random.nextInt(4) == 0) {
        part = "(" + regex(random, depth - 1) + ")";
        repeats = true;
      }
      text.append(part).append(repeats ? QUANTIFIERS[random.nextInt(QUANTIFIERS.length)] : "");
    }
    return text.toString();
  }

  private static String input(Random random) {
    var text = new StringBuilder();
    for (int i = random.nextInt(6); i > 0; i--) {
      text.append("ab.1".charAt(random.nextInt(4)));
    }
    return text.toString();
  }

  @ParameterizedTest
  @CsvSource({
    "[a-z&&[^b]]+, ac, true",
    "\\p{L}+, é, true",
    "\\x41\\u0042, AB, true",
    ".{2}, 😀😀, true",
    "[\\]x]+, ]x, true",
    "(?i)abc, aBC, true",
  })
  void symbolsAreJavas(String regex, String input, boolean matches) {
    assertThat(BoundedRegex.of(regex).matches(input)).isEqualTo(matches);
  }

  @ParameterizedTest
  @ValueSource(strings = {"(a+)+$", "(a|aa)+b", "(?:|){40}$", "((a*)*)*b", "(a?){100}a{100}"})
  void expressionThatMakesJavaSlowEnds(String regex) {
    assertThat(BoundedRegex.of(regex).matches("a".repeat(8_000) + "!")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "(a",
        "a)",
        "[a",
        "a{2",
        "(?=a)",
        "(?<n>a)",
        "\\1(a)",
        "\\bword",
        "a++",
        "\\Qa\\E",
        "(a{999}){999}",
        "(){999999999}"
      })
  void whatCanNotBeMatchedIsRefused(String regex) {
    assertThatIllegalArgumentException().isThrownBy(() -> BoundedRegex.of(regex));
  }

  @Test
  void matchThatTakesTooLongIsRefused() {
    var regex = BoundedRegex.of("(a?){8000}");

    assertThatIllegalArgumentException().isThrownBy(() -> regex.matches("a".repeat(7_999) + "b"));
  }
}
