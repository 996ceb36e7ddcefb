package dev.strongroom.internal.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class IdsTest {

  /** One stream, as texts. */
  private record Purpose(String name, Function<Ids, String> draw) {
    @Override
    public String toString() {
      return name;
    }

    List<String> some(Ids ids) {
      return Stream.generate(() -> draw.apply(ids)).limit(20).toList();
    }
  }

  static List<Purpose> purposes() {
    return List.of(
        new Purpose("ARN suffix", Ids::arnSuffix),
        new Purpose("token", Ids::clientRequestToken),
        new Purpose("password", ids -> String.valueOf(ids.passwordDraw(1_000_000))),
        new Purpose("key material", ids -> List.of(box(ids.keyMaterial(13))).toString()),
        new Purpose("request id", Ids::requestId));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("purposes")
  void aSeedReplaysItsStream(Purpose purpose) {
    assertThat(purpose.some(Ids.seeded(7)))
        .isEqualTo(purpose.some(Ids.seeded(7)))
        .doesNotHaveDuplicates()
        .isNotEqualTo(purpose.some(Ids.seeded(8)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("purposes")
  void noStreamShiftsAnother(Purpose purpose) {
    var undisturbed = purpose.some(Ids.seeded(7));
    var ids = Ids.seeded(7);

    var others = purposes().stream().filter(other -> !other.name().equals(purpose.name())).toList();
    others.forEach(other -> other.some(ids));

    assertThat(others).hasSize(4);
    assertThat(purpose.some(ids)).isEqualTo(undisturbed);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("purposes")
  void aForkContinuesAndNeitherShiftsTheOther(Purpose purpose) {
    var ids = Ids.seeded(7);
    purpose.some(ids);

    var fork = ids.fork();
    var inFork = purpose.some(fork);

    assertThat(purpose.some(ids)).isEqualTo(inFork);
    assertThat(purpose.some(Ids.seeded(7))).isNotEqualTo(inFork);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("purposes")
  void withoutASeedNoTwoAgreeNotEvenForks(Purpose purpose) {
    var ids = Ids.random();

    var fork = ids.fork();

    assertThat(Stream.of(ids, fork, Ids.random()).map(purpose::some)).doesNotHaveDuplicates();
  }

  @Test
  void tokensAndRequestIdsAreVersion4Uuids() {
    for (var ids : List.of(Ids.seeded(1), Ids.random())) {
      for (int i = 0; i < 1_000; i++) {
        for (var text : List.of(ids.clientRequestToken(), ids.requestId())) {
          assertThat(text)
              .matches("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");
          assertThat(UUID.fromString(text).version()).isEqualTo(4);
          assertThat(UUID.fromString(text).variant()).isEqualTo(2);
        }
      }
    }
  }

  @Test
  void suffixesAreSixLettersOrDigitsAndUseAllOfThem() {
    for (var ids : List.of(Ids.seeded(1), Ids.random())) {
      var seen = new HashSet<Character>();
      for (int i = 0; i < 2_000; i++) {
        var suffix = ids.arnSuffix();
        assertThat(suffix).matches("[A-Za-z0-9]{6}");
        suffix.chars().forEach(each -> seen.add((char) each));
      }
      assertThat(seen).hasSize(26 + 26 + 10);
    }
  }

  @Test
  void passwordDrawsAreWithinTheirBoundAndReachAllOfIt() {
    for (var ids : List.of(Ids.seeded(1), Ids.random())) {
      assertThat(IntStream.range(0, 1_000).map(i -> ids.passwordDraw(7)).distinct().sorted())
          .containsExactly(0, 1, 2, 3, 4, 5, 6);
      assertThat(ids.passwordDraw(1)).isZero();
    }
  }

  @Test
  void keyMaterialHasAnyLengthAndNoPattern() {
    for (var ids : List.of(Ids.seeded(1), Ids.random())) {
      assertThat(List.of(0, 1, 7, 8, 9, 32))
          .allMatch(length -> ids.keyMaterial(length).length == length);
      var bytes = box(ids.keyMaterial(4_096));
      assertThat(Stream.of(bytes).distinct().count()).isEqualTo(256);
    }
  }

  private static Byte[] box(byte[] bytes) {
    var boxed = new Byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      boxed[i] = bytes[i];
    }
    return boxed;
  }
}
