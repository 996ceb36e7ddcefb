package dev.strongroom.standalone;

import dev.strongroom.internal.wire.EndpointInternals;
import dev.strongroom.local.Console;
import dev.strongroom.teaching.Course;
import dev.strongroom.teaching.page.Lessons;
import dev.strongroom.teaching.yaml.ScenarioException;
import dev.strongroom.wire.Endpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Whether there is a console, and which lessons it has. */
final class ConsoleOptions {

  @Option(
      names = "--no-console",
      description = "Serves no console, the page on which people see what happens.")
  private boolean none;

  @Option(
      names = "--scenarios",
      paramLabel = "DIR",
      description = "The console's lessons: a folder with scenarios of your own, not the book.")
  private @Nullable Path folder;

  @Option(
      names = "--progress",
      paramLabel = "FILE",
      description = "Where the lessons' progress is kept. Default: .strongroom/progress.json")
  private Path progress = Path.of(".strongroom", "progress.json");

  /** Returns what is wrong with the options; null if nothing is. */
  @Nullable String mistake() {
    return folder != null && !Files.isDirectory(folder)
        ? "--scenarios " + folder + " is no folder"
        : null;
  }

  /** Adds the console to an endpoint; null if none is wanted. */
  @Nullable Console open(Endpoint endpoint) {
    if (none) {
      return null;
    }
    EndpointInternals.administer(endpoint, new Lessons(this::course, progress, Clock.systemUTC()));
    return Console.on(endpoint);
  }

  private Course course() {
    try {
      return folder == null ? Course.book() : Course.in(folder);
    } catch (ScenarioException | IOException unreadable) {
      throw new IllegalArgumentException(unreadable.getMessage(), unreadable);
    }
  }
}
