package dev.strongroom.junit.internal.leak;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.SecretsEmulator;
import dev.strongroom.api.CreateSecret;
import dev.strongroom.api.SecretValue;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

@Isolated("it watches all that the JVM puts out")
class WatchTest {

  @Test
  void laterTestsDoNotLookForWhatAnEndedOneHadThatALongOneOverlaps() {
    try (var longOne = watch("value-of-long-one")) {
      assertThat(watch("value-that-ended").end(null)).isNull();
      watch("value-of-closed").close(); // without an end
      try (var later = watch("value-of-later")) {
        var index = Outputs.index(later.begun());

        assertThat(
                index.search("value-that-ended value-of-closed value-of-long-one value-of-later"))
            .extracting(match -> match.form().text())
            .containsExactly("value-of-long-one", "value-of-later");
        assertThat(Outputs.index(longOne.begun()).search("value-that-ended")).hasSize(1);
      }
    }
  }

  private static Watch watch(String value) {
    var aws = SecretsEmulator.create();
    var secret = SecretValue.ofText(value);
    aws.execute(aws.administrator(), CreateSecret.of("a", "0".repeat(32)).withSecretString(secret));
    return Watch.begin("test", aws, Set.of());
  }
}
