package dev.strongroom.standalone;

import dev.strongroom.seed.Seed;
import dev.strongroom.wire.Endpoint;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Looks at seed files every half second, and makes an emulator follow what changed in them. A file
 * that can't be used changes nothing: it is tried again when it has changed once more.
 */
final class SeedWatch implements Runnable {

  private static final long PAUSE_MILLIS = 500;

  private final Endpoint endpoint;
  private final List<Path> files;
  private final boolean prune;
  private final Reader reader;
  private final PrintWriter out;
  private final PrintWriter err;
  private Seed seed;
  private List<String> state;

  /** Reads all files as one seed. */
  interface Reader {
    Seed read() throws CommandException;
  }

  SeedWatch(
      Endpoint endpoint,
      Seed seed,
      List<Path> files,
      boolean prune,
      Reader reader,
      PrintWriter out,
      PrintWriter err) {
    this.endpoint = endpoint;
    this.seed = seed;
    this.files = files;
    this.prune = prune;
    this.reader = reader;
    this.out = out;
    this.err = err;
    this.state = state();
  }

  void start() {
    var thread = new Thread(this, "strongroom-watch");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void run() {
    try {
      while (true) {
        Thread.sleep(PAUSE_MILLIS);
        var now = state();
        if (!now.equals(state)) {
          state = now;
          follow();
        }
      }
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
    }
  }

  private void follow() {
    try {
      var next = reader.read();
      endpoint.reseed(seed, next, prune);
      seed = next;
      out.println("The seed has changed and is applied");
      out.flush();
    } catch (CommandException | IllegalArgumentException unusable) {
      err.println(unusable.getMessage());
      err.println("The seed before stays in use");
      err.flush();
    }
  }

  /** When each file was written, and how large it is; what is not there is that, too. */
  private List<String> state() {
    var states = new ArrayList<String>();
    for (var file : files) {
      try {
        states.add(Files.getLastModifiedTime(file) + " " + Files.size(file));
      } catch (IOException absent) {
        states.add("absent");
      }
    }
    return states;
  }
}
