package dev.strongroom.standalone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The passphrase of an export: from a file or the environment, since arguments are public. */
final class Passphrase {

  private static final String VARIABLE = "STRONGROOM_PASSPHRASE";

  @Option(
      names = "--passphrase-file",
      paramLabel = "FILE",
      description =
          "The file whose first line is the passphrase. Default: the environment variable "
              + VARIABLE)
  private @Nullable Path file;

  char[] read() throws CommandException {
    String passphrase;
    if (file == null) {
      passphrase = System.getenv(VARIABLE);
    } else {
      try (var lines = Files.newBufferedReader(file)) {
        passphrase = lines.readLine();
      } catch (IOException unreadable) {
        throw new CommandException("The file " + file + " can't be read", unreadable);
      }
    }
    if (passphrase == null || passphrase.isEmpty()) {
      throw new CommandException(
          "Values are encrypted under a passphrase: set " + VARIABLE + " or --passphrase-file");
    }
    return passphrase.toCharArray();
  }
}
