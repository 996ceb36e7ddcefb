package dev.strongroom.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A Java file, of main code or of tests, has at most 450 lines: a longer one has several topics.
 */
class FileLengthTest {

  private static final int LONGEST = 450;
  private static final Path ROOT = Path.of("..");
  private static final Pattern NOT_WRITTEN_BY_HAND = Pattern.compile("target|generated.*|\\.git");

  @Test
  void everyJavaFileIsShort() throws IOException {
    assertThat(longFiles(ROOT)).isEmpty();
  }

  @ParameterizedTest(name = "{0} of {1} lines is found: {2}")
  @CsvSource({
    "module/src/main/java/p/Long.java, 451, true",
    "module/src/test/java/p/LongTest.java, 451, true",
    "module/src/test/java/target.java, 451, true",
    "module/src/main/java/p/Long.java, 450, false",
    "module/src/main/resources/long.json, 451, false",
    "module/src/main/generated/p/Long.java, 451, false",
    "module/target/generated-sources/p/Long.java, 451, false"
  })
  void onlyALongFileIsFound(String name, int lines, boolean found, @TempDir Path folder)
      throws IOException {
    var file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, "\n".repeat(lines));

    var longFiles = longFiles(folder);

    if (found) {
      assertThat(longFiles)
          .containsExactly("%s has 451 lines: move a topic of its own out".formatted(file));
    } else {
      assertThat(longFiles).isEmpty();
    }
  }

  private static List<String> longFiles(Path root) throws IOException {
    var found = new ArrayList<String>();
    Files.walkFileTree(
        root,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            var name = folder.getFileName().toString();
            return !folder.equals(root) && NOT_WRITTEN_BY_HAND.matcher(name).matches()
                ? FileVisitResult.SKIP_SUBTREE
                : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            if (file.toString().endsWith(".java")) {
              long lines = Files.readString(file).lines().count();
              if (lines > LONGEST) {
                found.add("%s has %d lines: move a topic of its own out".formatted(file, lines));
              }
            }
            return FileVisitResult.CONTINUE;
          }
        });
    return found;
  }
}
