package dev.strongroom.samples.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The repository's documents, as the tests about them read them. */
final class Documents {

  static final Path ROOT = Path.of("..", "..");

  /** A block of code between fences: its language, and its text. */
  static final Pattern FENCED =
      Pattern.compile("^```([a-z ]*)\\n(.*?)^```$", Pattern.DOTALL | Pattern.MULTILINE);

  /** A Markdown file, by its path from the root. */
  record Document(String file, String text) {

    /** The text without its blocks of code. */
    String prose() {
      return FENCED.matcher(text).replaceAll("");
    }

    boolean isGuide() {
      return file.startsWith("docs/guides/") && !file.endsWith("/README.md");
    }

    @Override
    public String toString() {
      return file;
    }
  }

  private Documents() {}

  static Stream<Document> all() {
    var top =
        Stream.of("README.md", "CONTRIBUTING.md", "CHANGELOG.md", "SECURITY.md").map(ROOT::resolve);
    return Stream.concat(top, files(ROOT.resolve("docs"), ".md"))
        .map(file -> new Document(name(file), read(file)));
  }

  static Stream<Document> guides() {
    return all().filter(Document::isGuide);
  }

  static Document named(String file) {
    return all().filter(document -> document.file().equals(file)).findFirst().orElseThrow();
  }

  static Stream<Path> files(Path directory, String ending) {
    try (var files = Files.walk(directory)) {
      return files.filter(file -> file.toString().endsWith(ending)).sorted().toList().stream();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  static String read(Path file) {
    try {
      return Files.readString(file).replace("\r\n", "\n");
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /** The first groups of all matches. */
  static List<String> all(String pattern, String text) {
    return Pattern.compile(pattern).matcher(text).results().map(match -> match.group(1)).toList();
  }

  private static String name(Path file) {
    return ROOT.relativize(file).toString().replace('\\', '/');
  }
}
