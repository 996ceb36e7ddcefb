package dev.strongroom.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.local.Console;
import java.util.Objects;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WarmUpTest {

  @Test
  void itsCallsAreThoseOfTheFirstRequests() throws Exception {
    var answers = WarmUp.run();

    assertThat(answers.get(0)).startsWith("HTTP/1.1 200").contains("\"Name\":\"warm\"");
    assertThat(answers.get(1)).startsWith("HTTP/1.1 200").contains("\"SecretString\":\"up\"");
    assertThat(answers).allSatisfy(answer -> assertThat(answer).startsWith("HTTP/1.1 200"));
    assertThat(answers.get(answers.size() - 1)).contains(":secret:warm-");
  }

  @ParameterizedTest(name = "strongroom {0}: {1}")
  @CsvSource({
    "'', true",
    "--port 0, true",
    "--seed a.yaml --watch, true",
    "--port 0 --data folder, false",
    "--data=folder, false",
    "--help, false",
    "-V, false",
    "status --port 1, false",
    "start, false"
  })
  void beginsBeforeTheCommandLineIsReadIfThatServesWithoutData(String line, boolean begins) {
    var arguments = line.isEmpty() ? new String[0] : line.split(" ");

    assertThat(WarmUp.isForNow(arguments)).isEqualTo(begins);
  }

  @Test
  void theFirstPageIsThere() throws Exception {
    var page =
        Objects.requireNonNull(
            Console.class.getResourceAsStream("/dev/strongroom/local/console/index.html"));
    var files =
        Pattern.compile("(?:href|src)=\"([^#\"]+)\"")
            .matcher(new String(page.readAllBytes(), UTF_8))
            .results()
            .map(found -> "console/" + found.group(1));

    assertThat(WarmUp.PAGE).containsAll(files.filter(file -> !file.endsWith(".svg")).toList());
  }
}
