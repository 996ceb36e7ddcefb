package dev.strongroom.contract;

import static dev.strongroom.api.ErrorCode.INVALID_PARAMETER;
import static dev.strongroom.api.ErrorCode.VALIDATION;
import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.api.GetRandomPassword;
import java.util.HashSet;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** GetRandomPassword. */
public abstract class PasswordsContract extends Contract {

  private static final String PUNCTUATION = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~";

  @Test
  @DisplayName("GRP-1, GRP-3: 32 characters with a lower, an upper, a digit and a punctuation mark")
  void defaultPasswordHasEachType() {
    for (int i = 0; i < 50; i++) {
      var password = draw(null, null, null);

      assertThat(password)
          .hasSize(32)
          .matches("[!-~]*")
          .containsPattern("[a-z]")
          .containsPattern("[A-Z]")
          .containsPattern("[0-9]")
          .containsPattern("[^a-zA-Z0-9]");
    }
  }

  @Test
  @DisplayName("GRP-1: every character of the four sets is drawn at some time, and no other one")
  void everyCharacterIsDrawn() {
    var drawn = new HashSet<Character>();

    draw(4096L, null, null).chars().forEach(c -> drawn.add((char) c));

    assertThat(drawn).hasSize(26 + 26 + 10 + 32);
    PUNCTUATION.chars().forEach(c -> assertThat(drawn).contains((char) c));
  }

  @ParameterizedTest(name = "GRP-1: without {0}, {1} is left")
  @CsvSource({
    "numbers, [^0-9]*",
    "punctuation, [a-zA-Z0-9]*",
    "uppercase, [^A-Z]*",
    "lowercase, [^a-z]*",
  })
  void typeIsLeftOut(String type, String left) {
    var password =
        secrets
            .call(
                new GetRandomPassword(
                    1000L,
                    null,
                    type.equals("numbers"),
                    type.equals("punctuation"),
                    type.equals("uppercase"),
                    type.equals("lowercase"),
                    null,
                    null))
            .randomPassword()
            .text();

    assertThat(password).hasSize(1000).matches(left);
  }

  @Test
  @DisplayName("GRP-1: a space is drawn only when asked for")
  void spaceIsDrawnWhenAskedFor() {
    var spaces = new GetRandomPassword(4096L, null, null, null, null, null, true, null);

    assertThat(draw(4096L, null, null)).doesNotContain(" ");
    assertThat(secrets.call(spaces).randomPassword().text()).hasSize(4096).contains(" ");
  }

  @Test
  @DisplayName("GRP-2: excluded characters don't shorten the password")
  void excludedCharactersKeepTheLength() {
    assertThat(draw(120L, "xyzDje@?!.", null)).hasSize(120).doesNotContainPattern("[xyzDje@?!.]");
  }

  @RepeatedTest(20)
  @DisplayName("GRP-3: a password as short as its types has one character of each")
  void shortestPasswordHasEachType() {
    assertThat(draw(4L, null, null))
        .hasSize(4)
        .containsPattern("[a-z]")
        .containsPattern("[A-Z]")
        .containsPattern("[0-9]")
        .containsPattern("[^a-zA-Z0-9]");
  }

  @Test
  @DisplayName("GRP-4: a length outside 1 to 4096 violates the model")
  void lengthOutsideTheModelIsRefused() {
    refused(
        VALIDATION,
        "1 validation error detected: Value '4097' at 'passwordLength' failed to satisfy constraint: "
            + "Member must have value less than or equal to 4096",
        () -> draw(4097L, null, null));
    refused(
        VALIDATION,
        "1 validation error detected: Value '0' at 'passwordLength' failed to satisfy constraint: "
            + "Member must have value greater than or equal to 1",
        () -> draw(0L, null, null));
  }

  @ParameterizedTest(name = "GRP-5: {0} characters are too few for four types")
  @ValueSource(longs = {1, 2, 3})
  void lengthBelowTheTypesIsRefused(long length) {
    refused(
        INVALID_PARAMETER,
        "Password length is too short based on the required types.",
        () -> draw(length, null, null));
  }

  @Test
  @DisplayName("GRP-5: only the types that are included count, and a space is none")
  void includedTypesCount() {
    var digits = new GetRandomPassword(1L, null, false, true, true, true, true, true);

    assertThat(secrets.call(digits).randomPassword().text()).matches("[0-9]");
  }

  @Test
  @DisplayName("GRP-6: exclusions that leave nothing, or nothing of a required type, are refused")
  void exclusionsThatLeaveNothingAreRefused() {
    var nothing = new GetRandomPassword(null, null, true, true, true, true, null, null);

    refusal(aws, INVALID_PARAMETER, () -> secrets.call(nothing));
    refusal(aws, INVALID_PARAMETER, () -> draw(null, "0123456789", null));
    assertThat(draw(null, "0123456789", false)).hasSize(32).doesNotContainPattern("[0-9]");
  }

  @ParameterizedTest(name = "GRP-7: {0} characters are enough if no type is required")
  @ValueSource(longs = {1, 2, 3})
  void shortPasswordIsDrawnWithoutRequirement(long length) {
    assertThat(draw(length, null, false)).hasSize((int) length);
  }

  @Test
  @DisplayName("GRP-8: no secret is needed, and none is made")
  void noSecretIsNeeded() {
    var before = aws.snapshot();

    var first = draw(null, null, null);

    assertThat(draw(null, null, null)).isNotEqualTo(first);
    assertThat(aws.snapshot()).isEqualTo(before);
  }

  private String draw(Long length, String excluded, Boolean requireEach) {
    return secrets
        .call(new GetRandomPassword(length, excluded, null, null, null, null, null, requireEach))
        .randomPassword()
        .text();
  }
}
