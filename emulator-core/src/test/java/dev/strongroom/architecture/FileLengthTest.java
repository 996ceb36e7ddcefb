package dev.strongroom.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file of main code has at most 450 lines: a longer one has more than one topic. */
class FileLengthTest {

  private static final int LONGEST = 450;
  private static final Path ROOT = Path.of("..");

  @Test
  void filesOfMainCodeAreShort() throws IOException {
    assertThat(longFiles(ROOT)).isEmpty();
  }

  @Test
  void aLongFileIsFound(@TempDir Path folder) throws IOException {
    var file = folder.resolve("module/src/main/java/p/Long.java");
    Files.createDirectories(file.getParent());
    Files.writeString(file, "\n".repeat(LONGEST + 1));

    assertThat(longFiles(folder)).singleElement().asString().contains("Long.java has 451 lines");
  }

  private static List<String> longFiles(Path root) throws IOException {
    var found = new ArrayList<String>();
    try (var files = Files.walk(root)) {
      var sources =
          files
              .filter(file -> file.toString().endsWith(".java"))
              .filter(file -> file.toString().replace('\\', '/').contains("/src/main/java/"))
              .filter(file -> !file.toString().contains("target"));
      for (var source : (Iterable<Path>) sources::iterator) {
        long lines = Files.readString(source).lines().count();
        if (lines > LONGEST) {
          found.add("%s has %d lines: move a topic of its own out".formatted(source, lines));
        }
      }
    }
    return found;
  }
}
