package dev.strongroom.standalone;

import dev.strongroom.EmulatorBuilder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where the service keeps its data, if it does. */
final class DataOptions {

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description =
          "Keeps everything in this directory, which is made if it is not there, and goes on from"
              + " it at the next start. The seeds are put in only the first time.")
  private @Nullable Path directory;

  @Option(
      names = "--sync",
      description = "With --data: each write waits until it survives a power cut.")
  private boolean sync;

  @Option(
      names = "--data-key",
      paramLabel = "FILE",
      description =
          "With --data: the file of the key that encrypts it, 32 bytes in Base64. Default: the"
              + " environment variable STRONGROOM_DATA_KEY, or the file key in DIR, which is made.")
  private @Nullable Path keyFile;

  /** Returns what is wrong with the options; null if nothing is. */
  @Nullable String mistake() {
    if (directory != null) {
      return null;
    }
    return sync ? "--sync needs --data" : keyFile != null ? "--data-key needs --data" : null;
  }

  EmulatorBuilder in(EmulatorBuilder builder) {
    if (directory != null) {
      builder.data(directory).syncData(sync);
    }
    return keyFile == null ? builder : builder.dataKeyFile(keyFile);
  }

  /** Returns whether the seeds are to be put in. */
  boolean isFirstStart() {
    return directory == null || !Files.exists(directory.resolve("strongroom.data"));
  }

  List<String> notes() {
    return directory == null ? List.of() : List.of("data in " + directory);
  }
}
