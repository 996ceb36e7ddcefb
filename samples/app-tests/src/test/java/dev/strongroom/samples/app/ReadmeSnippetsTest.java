package dev.strongroom.samples.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.SecretsEmulator;
import dev.strongroom.sdk.Clients;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The README's code is code of these tests, so that what it says runs. */
class ReadmeSnippetsTest {

  private static final Pattern JAVA = Pattern.compile("```java\\n(.*?)```", Pattern.DOTALL);

  @Test
  void everySnippetStandsInATest() throws IOException {
    var tests = new StringBuilder();
    try (var files = Files.walk(Path.of("src", "test", "java"))) {
      for (var file : files.filter(file -> file.toString().endsWith(".java")).toList()) {
        tests.append(squeezed(Files.readString(file)));
      }
    }
    List<String> snippets =
        JAVA.matcher(Files.readString(Path.of("..", "..", "README.md")))
            .results()
            .map(match -> squeezed(match.group(1)))
            .toList();

    assertThat(snippets).isNotEmpty();
    assertThat(snippets)
        .as("the README's snippets, without white space")
        .allSatisfy(snippet -> assertThat(tests.toString()).contains(snippet));
  }

  @Test
  void emulatorNeedsNoTestFramework() {
    try (var aws = SecretsEmulator.create()) {
      var secrets = Clients.of(aws).secretsManager();
      secrets.createSecret(r -> r.name("prod/db").secretString("one"));
    }
  }

  private static String squeezed(String code) {
    return code.replaceAll("\\s+", "");
  }
}
