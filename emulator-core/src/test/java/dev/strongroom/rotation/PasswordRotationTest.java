package dev.strongroom.rotation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strongroom.api.RotationStep;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The rotation of secrets that belong to no database. */
class PasswordRotationTest {

  private static final String KEY = "arn:key";

  private final HeldSecrets secrets = new HeldSecrets();

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '|',
      value = {
        "one, drawn1",
        "{\"password\":\"one\"}, {\"password\":\"drawn1\"}",
        "|{\"user\":\"app\",\"password\":\"one\",\"port\":1}|, |{\"user\":\"app\",\"password\":\"drawn1\",\"port\":1}|",
        "[1], drawn1",
      })
  @DisplayName("ROT-21, ROT-23: the password changes, or the whole text where there is none")
  void thePasswordChanges(String before, String after) throws Exception {
    arrange(before);
    var function = new PasswordRotation().passwordLength(20).excludeCharacters("x");

    for (var step : RotationStep.values()) {
      run(function, step);
      run(function, step);
    }

    assertThat(secrets.value(KEY, "v2")).isEqualTo(after);
    assertThat(secrets.labels.get(KEY).get("v2")).contains("AWSCURRENT");
    assertThat(secrets.draws).containsExactly(new NewPassword(20, "x").request());
  }

  @Test
  void anObjectWithoutAPasswordIsRefusedRatherThanReplaced() {
    arrange("{\"user\":\"app\"}");

    assertThatThrownBy(() -> run(new PasswordRotation(), RotationStep.CREATE_SECRET))
        .hasMessage("password key is missing from secret JSON");

    assertThat(secrets.values.get(KEY)).containsOnlyKeys("v1");
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("ROT-20: a version that isn't pending is refused at every step")
  void aVersionThatIsNotPendingIsRefused(RotationStep step) {
    arrange("one");
    secrets.label(KEY, "v2", "OTHER");

    assertThatThrownBy(() -> run(new PasswordRotation(), step))
        .hasMessage("Secret version v2 not set as AWSPENDING for rotation of secret arn:key.");
  }

  private void arrange(String current) {
    secrets.label(KEY, "v1", "AWSCURRENT");
    secrets.value(KEY, "v1", current);
    secrets.label(KEY, "v2", "AWSPENDING");
  }

  private void run(RotationFunction function, RotationStep step) throws Exception {
    function.rotate(new RotationEvent(step, KEY, "v2", "token"), secrets);
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("ROT-20: this template wants to be told that rotation is enabled")
  void rotationMustBeEnabled(RotationStep step) {
    arrange("one");
    secrets.enabled = null;

    assertThatThrownBy(() -> run(new PasswordRotation(), step))
        .hasMessage("Secret arn:key is not enabled for rotation");
  }
}
