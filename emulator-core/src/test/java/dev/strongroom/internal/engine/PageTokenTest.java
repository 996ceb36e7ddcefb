package dev.strongroom.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.internal.time.Ids;
import java.util.Base64;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** A page token is good for the listing and the emulator that made it, and nothing else is. */
class PageTokenTest {

  private static final String ALPHABET =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_=./ \u00e4";

  private final Random random = new Random(1);
  private final Ids ids = Ids.seeded(1);
  private final PageToken names = PageToken.of(ids, "ListSecrets", "name");

  @Test
  void tokenGivesThePositionBack() {
    for (var position : new String[] {"", "a", "1767225600000/17", "schl\u00fcssel \ud83d\ude00"}) {
      assertThat(names.decode(names.encode(position))).isEqualTo(position);
    }
  }

  @Test
  @DisplayName("PG-3: a token of another listing or emulator is not one of this listing's")
  void foreignTokenIsRecognized() {
    var token = names.encode("a");

    assertThat(PageToken.of(ids, "ListSecrets", "created-date").decode(token)).isNull();
    assertThat(PageToken.of(Ids.seeded(2), "ListSecrets", "name").decode(token)).isNull();
    assertThat(PageToken.of(Ids.random(), "ListSecrets", "name").decode(token)).isNull();
  }

  @Test
  void forksAndReadersShareTheKey() {
    var emulator = Ids.random();
    var token = PageToken.of(emulator, "l").encode("a");

    assertThat(PageToken.of(emulator.fork(), "l").decode(token)).isEqualTo("a");
    assertThat(PageToken.of(emulator.ofReads(), "l").decode(token)).isEqualTo("a");
    assertThat(PageToken.of(Ids.seeded(1), "ListSecrets", "name").decode(names.encode("b")))
        .isEqualTo("b");
  }

  @Test
  @DisplayName("PG-3: no text but the token itself is accepted")
  void inventedAndMutatedTokensAreRecognized() {
    for (int i = 0; i < 20_000; i++) {
      var token = names.encode(text(random.nextInt(20)));
      var forged = random.nextBoolean() ? mutated(token) : text(random.nextInt(80));

      assertThat(forged.equals(token) ? null : names.decode(forged)).as(forged).isNull();
    }
  }

  @Test
  @DisplayName("PG-3: no other form of the same base64 is accepted")
  void otherFormsOfATokenAreRecognized() {
    var token = names.encode("ab");
    var bytes = Base64.getUrlDecoder().decode(token);

    var others =
        Stream.concat(
            Stream.of(Base64.getUrlEncoder().encodeToString(bytes), token + "=", token + "A"),
            ALPHABET.chars().mapToObj(c -> token.substring(0, token.length() - 1) + (char) c));

    assertThat(others.filter(other -> !other.equals(token)).map(names::decode))
        .allMatch(position -> position == null);
  }

  private String mutated(String token) {
    int at = random.nextInt(token.length());
    var letter = text(1);
    return switch (random.nextInt(4)) {
      case 0 -> token.substring(0, at) + token.substring(at + 1);
      case 1 -> token.substring(0, at) + letter + token.substring(at);
      case 2 -> token.substring(0, at) + letter + token.substring(at + 1);
      default -> token.substring(0, at);
    };
  }

  private String text(int length) {
    var text = new StringBuilder();
    IntStream.range(0, length)
        .forEach(i -> text.append(ALPHABET.charAt(random.nextInt(ALPHABET.length()))));
    return text.toString();
  }
}
