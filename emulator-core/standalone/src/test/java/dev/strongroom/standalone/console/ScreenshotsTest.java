package dev.strongroom.standalone.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.SecretsEmulator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.OutputType;

/**
 * Pictures of every view for the documentation. With {@code -Dconsole.write} they are written anew;
 * else the test fails if one is missing, or is of no view.
 */
class ScreenshotsTest extends ConsoleFixture {

  private static final Path FOLDER = Path.of("../../docs/console");

  /** What is shown of one thing, besides the views of the navigation. */
  private static final Map<String, String> MORE =
      Map.of(
          "secret", "secrets/prod%2Fdb",
          "rotation", "rotations/prod%2Fdb",
          "parameter", "parameters/%2Fprod%2Fdb%2Fhost",
          "matrix", "access?tab=matrix",
          "lesson", "lessons/denied-or-not-found?ran=2");

  @Override
  SecretsEmulator emulator() {
    return Shop.afterABusyMorning();
  }

  @Test
  void everyViewHasItsPicture() throws IOException {
    var pictures = new LinkedHashMap<String, String>();
    page.views().forEach(view -> pictures.put(view, view));
    pictures.putAll(MORE);
    pictures.put("key", Objects.requireNonNull(page.open("keys").firstRow()));
    boolean write = System.getProperty("console.write") != null;
    var names = new ArrayList<String>();
    for (var picture : pictures.entrySet()) {
      page.open(picture.getValue());
      names.add(picture.getKey() + ".png");
      if (write) {
        Files.createDirectories(FOLDER);
        Files.write(
            FOLDER.resolve(picture.getKey() + ".png"),
            page.driver().getScreenshotAs(OutputType.BYTES));
      }
    }

    try (var files = Files.list(FOLDER)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .as("run this test with -Dconsole.write")
          .containsExactlyInAnyOrderElementsOf(names);
    }
  }
}
