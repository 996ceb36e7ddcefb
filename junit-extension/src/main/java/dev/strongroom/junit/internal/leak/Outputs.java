package dev.strongroom.junit.internal.leak;

import java.io.PrintStream;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Taps the outputs of this JVM while any test watches them, and restores them afterwards. */
final class Outputs {

  private static final Transcript OUT = new Transcript("standard output");
  private static final Transcript ERR = new Transcript("standard error");
  private static final Transcript LOGGING = new Transcript("java.util.logging");
  private static final Transcript LOGBACK = new Transcript("Logback");
  static final List<Transcript> ALL = List.of(OUT, ERR, LOGGING, LOGBACK);

  /** The running watches, and those that ended while one of the running had begun. */
  private static final List<Watch> WATCHES = new CopyOnWriteArrayList<>();

  private static @Nullable Outputs taps; // null while nothing is watched
  private static long time;

  private final Tee out = new Tee(Tee.running(System.out), OUT);
  private final Tee err = new Tee(Tee.running(System.err), ERR);
  private final LoggingTap logging = new LoggingTap(LOGGING);
  private final @Nullable LogbackTap logback = logback();

  private Outputs() {
    System.setOut(out);
    System.setErr(err);
  }

  /** Logback need not be on the class path. */
  private static @Nullable LogbackTap logback() {
    try {
      return LogbackTap.open(LOGBACK);
    } catch (NoClassDefFoundError absent) {
      return null;
    }
  }

  static synchronized void begin(Watch watch) {
    if (taps == null) {
      taps = new Outputs();
    }
    attachAgain();
    watch.begins(time++, ALL);
    WATCHES.add(watch);
  }

  /** Ends a watch's time. */
  static synchronized void end(Watch watch) {
    watch.ends(time++);
  }

  /** Drops what no watch can search any more. */
  static synchronized void release(Watch watch) {
    watch.isReleased();
    var watching = WATCHES.stream().filter(other -> !other.isOver()).toList();
    long earliest = watching.stream().mapToLong(Watch::begun).min().orElse(Long.MAX_VALUE);
    WATCHES.removeIf(other -> other.isOver() && other.endedBefore(earliest));
    for (var transcript : ALL) {
      synchronized (transcript) {
        transcript.dropBefore(
            watching.stream()
                .mapToLong(other -> other.startIn(transcript))
                .min()
                .orElse(transcript.end()));
      }
    }
    if (watching.isEmpty() && taps != null) {
      taps.restore();
      taps = null;
    }
  }

  /** Listens also to loggers that were created or configured since the last call. */
  static synchronized void attachAgain() {
    if (taps != null) {
      taps.logging.attach();
    }
    if (taps != null && taps.logback != null) {
      taps.logback.attach();
    }
  }

  private void restore() {
    restore(out, System.out, System::setOut);
    restore(err, System.err, System::setErr);
    logging.detach();
    if (logback != null) {
      logback.detach();
    }
  }

  /** Leaves a stream that was set meanwhile; it may print through ours. */
  private static void restore(Tee tee, PrintStream present, Consumer<PrintStream> setter) {
    tee.stop();
    if (present == tee) {
      setter.accept(tee.original());
    }
  }

  /**
   * Returns the forms of all watches that ran at that time or later, so that every test's values
   * are masked. Earlier watches have no part in what is searched.
   */
  static Index index(long time) {
    var watches = WATCHES.stream().filter(watch -> !watch.endedBefore(time)).toList();
    var forms =
        watches.stream()
            .flatMap(watch -> watch.forms().stream())
            .collect(Collectors.toMap(EncodedForm::text, form -> form, (first, same) -> first));
    return new Index(
        forms.values(), // first, because this call makes watches read new values
        watches.stream().flatMap(watch -> watch.asides().stream()).collect(Collectors.toSet()));
  }

  /** Returns the tests that have the value at a place and were running then. */
  static Set<String> running(Transcript transcript, long place, EncodedForm form) {
    return WATCHES.stream()
        .map(watch -> watch.testAt(transcript, place, form))
        .filter(Objects::nonNull)
        .collect(Collectors.toSet());
  }

  /** Searches a transcript that is full. */
  static void searchBeforeItIsDropped(Transcript transcript) {
    var index = index(0);
    WATCHES.stream()
        .filter(watch -> !watch.isOver())
        .forEach(watch -> watch.search(transcript, index));
  }
}
