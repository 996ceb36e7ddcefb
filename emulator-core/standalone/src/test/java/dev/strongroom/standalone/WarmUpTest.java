package dev.strongroom.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.local.Console;
import java.util.Objects;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class WarmUpTest {

  @Test
  void itsCallsAreThoseOfTheFirstRequests() throws Exception {
    var answers = WarmUp.run();

    assertThat(answers.get(0)).startsWith("HTTP/1.1 200").contains("\"Name\":\"warm\"");
    assertThat(answers.get(1)).startsWith("HTTP/1.1 200").contains("\"SecretString\":\"up\"");
    assertThat(answers).allSatisfy(answer -> assertThat(answer).startsWith("HTTP/1.1 200"));
    assertThat(answers.get(answers.size() - 1)).contains(":secret:warm-");
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
