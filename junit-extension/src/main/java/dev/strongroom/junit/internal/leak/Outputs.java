package dev.strongroom.junit.internal.leak;

import java.io.PrintStream;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The outputs of this JVM: tapped as long as any test watches them, and then as they were. */
final class Outputs {

  private static final Transcript OUT = new Transcript("standard output");
  private static final Transcript ERR = new Transcript("standard error");
  private static final Transcript LOGGING = new Transcript("java.util.logging");
  private static final Transcript LOGBACK = new Transcript("Logback");
  static final List<Transcript> ALL = List.of(OUT, ERR, LOGGING, LOGBACK);

  /** Who watches, and who watched while one of these did already. */
  private static final List<Watch> WATCHES = new CopyOnWriteArrayList<>();

  private static @Nullable Outputs taps; // while somebody watches
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

  /** What comes from now on is not of this one's time. */
  static synchronized void end(Watch watch) {
    watch.ends(time++);
  }

  /** Forgets what nobody can ask for any more, once this one has asked. */
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

  /** Listens to loggers that were made or configured anew as well. */
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

  /** Somebody else's stream, put there meanwhile, stays; it may print through ours. */
  private static void restore(Tee tee, PrintStream present, Consumer<PrintStream> setter) {
    tee.stop();
    if (present == tee) {
      setter.accept(tee.original());
    }
  }

  /**
   * What those must not tell that watched at that time or later, so that it is masked whosever it
   * is. Those of before have nothing in what is searched, however long another one has run.
   */
  static Index index(long time) {
    var watches = WATCHES.stream().filter(watch -> !watch.endedBefore(time)).toList();
    var forms =
        watches.stream()
            .flatMap(watch -> watch.forms().stream())
            .collect(Collectors.toMap(EncodedForm::text, form -> form, (first, same) -> first));
    return new Index(
        forms.values(), // first, since to ask for them has watches learn what is new
        watches.stream().flatMap(watch -> watch.asides().stream()).collect(Collectors.toSet()));
  }

  /** The tests that have what is told at a place, and were running then. */
  static Set<String> running(Transcript transcript, long place, EncodedForm form) {
    return WATCHES.stream()
        .map(watch -> watch.testAt(transcript, place, form))
        .filter(Objects::nonNull)
        .collect(Collectors.toSet());
  }

  /** For a transcript that is full. */
  static void searchBeforeItIsDropped(Transcript transcript) {
    var index = index(0);
    WATCHES.stream()
        .filter(watch -> !watch.isOver())
        .forEach(watch -> watch.search(transcript, index));
  }
}
