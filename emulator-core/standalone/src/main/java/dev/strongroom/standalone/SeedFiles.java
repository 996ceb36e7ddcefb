package dev.strongroom.standalone;

import dev.strongroom.SecretsEmulator;
import dev.strongroom.seed.Seed;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Seeds as the command line names them. */
final class SeedFiles {

  private SeedFiles() {}

  /** Reads a file and puts what it says in. */
  static void seed(SecretsEmulator aws, Path file) throws CommandException {
    var seed = load(file);
    try {
      aws.seed(seed);
    } catch (IllegalArgumentException refused) {
      throw new CommandException(file + ": " + refused.getMessage(), refused);
    }
  }

  static Seed load(Path file) throws CommandException {
    try {
      return Seed.load(file);
    } catch (NoSuchFileException missing) {
      throw new CommandException("There is no seed file " + file, missing);
    } catch (IOException unreadable) {
      throw new CommandException("Seed file " + file + " can't be read", unreadable);
    } catch (IllegalArgumentException malformed) {
      throw new CommandException(String.valueOf(malformed.getMessage()), malformed);
    }
  }
}
