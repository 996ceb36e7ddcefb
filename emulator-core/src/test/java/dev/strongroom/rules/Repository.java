package dev.strongroom.rules;

import java.nio.file.Files;
import java.nio.file.Path;

/** The repository that these tests are in. */
final class Repository {

  /** The folder above all modules, wherever in it the tests run. */
  static final Path ROOT = root();

  private Repository() {}

  private static Path root() {
    var folder = Path.of("").toAbsolutePath();
    while (!Files.isDirectory(folder.resolve("docs"))) {
      folder = folder.getParent();
    }
    return folder;
  }
}
