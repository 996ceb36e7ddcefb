package dev.strongroom.junit.internal.leak;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.api.SecretValue;
import dev.strongroom.audit.StoredValue;
import dev.strongroom.junit.internal.leak.Index.Match;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One pass finds what a search for each form would. */
class IndexTest {

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void findsEachFormWhereverItIs(long seed) {
    var random = new Random(seed);
    var text = letters(random, 2000);
    var forms = new HashSet<EncodedForm>();
    for (int i = 0; i < 200; i++) {
      int start = random.nextInt(text.length() - 20);
      forms.add(plain(text.substring(start, start + 8 + random.nextInt(12))));
      forms.add(plain(letters(random, 8)));
    }

    assertThat(new Index(forms, Set.of()).search(text))
        .containsExactlyInAnyOrderElementsOf(one(forms, text));
  }

  private static List<Match> one(Set<EncodedForm> forms, String text) {
    var matches = new ArrayList<Match>();
    for (var form : forms) {
      for (int i = text.indexOf(form.text()); i >= 0; i = text.indexOf(form.text(), i + 1)) {
        matches.add(new Match(i, i + form.text().length(), form));
      }
    }
    return matches;
  }

  /** Few letters, so that beginnings are shared and forms overlap. */
  private static String letters(Random random, int length) {
    return random
        .ints(length, 'a', 'c')
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  private static EncodedForm plain(String text) {
    return new EncodedForm(text, EncodedForm.Kind.PLAIN);
  }

  @ParameterizedTest
  @MethodSource("offsets")
  void findsBase64WhereverMimeBreaksItsLine(int offset) {
    var forms = EncodedForm.ofText("a secret, and no short one", true);
    var encoded =
        Base64.getMimeEncoder()
            .encodeToString(("x".repeat(offset) + "a secret, and no short one").getBytes(UTF_8));

    assertThat(search(forms, encoded))
        .extracting(EncodedForm::kind)
        .containsOnly(EncodedForm.Kind.BASE64);
  }

  static IntStream offsets() {
    return IntStream.range(0, 76);
  }

  @ParameterizedTest
  @CsvSource({"n,n", "n,rn", "rn,n", "rn,rn"})
  void findsPlainTextHoweverItsLinesEnd(String stored, String printed) {
    var forms = EncodedForm.ofText(lines(stored), true);

    assertThat(search(forms, "so: " + lines(printed)))
        .extracting(EncodedForm::kind)
        .containsExactly(EncodedForm.Kind.PLAIN);
  }

  private static String lines(String end) {
    return String.join(end.replace('r', '\r').replace('n', '\n'), "one", "two", "three");
  }

  private static List<EncodedForm> search(Map<String, EncodedForm.Kind> forms, String text) {
    var index =
        new Index(
            forms.entrySet().stream()
                .map(form -> new EncodedForm(form.getKey(), form.getValue()))
                .toList(),
            Set.of());
    return index.search(text).stream().map(Match::form).toList();
  }

  @Test
  void masksOverlappingMatchesOnce() {
    var text = "a secret-and-more b";
    var index = new Index(List.of(plain("secret-and"), plain("and-more")), Set.of());
    var matches = index.search(text);

    assertThat(matches).hasSize(2);
    assertThat(index.masked(text, 0, text.length(), matches)).isEqualTo("a *** b");
  }

  @Test
  void bytesThatAreBlanksAreNoLessSecret() {
    var bytes = new byte[] {11, 9, 'a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', '\n'};
    var stored = new StoredValue("arn", "key", "version", SecretValue.ofBinary(bytes));
    var known = new SecretFragment(stored, "", new String(bytes, UTF_8));

    assertThat(known.forms()).containsKey("0b0961626364656667680a");
  }
}
