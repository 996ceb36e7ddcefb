package dev.strongroom.junit.internal.leak;

import dev.strongroom.SecretsEmulator;
import dev.strongroom.junit.internal.leak.Index.Match;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The search for one test's secret values, from its beginning to its end, in all that the JVM puts
 * out meanwhile.
 *
 * <p>Outputs don't tell which test they are of: a value that is found was told by one of the tests
 * that have it and were running, so each of them fails, and names the others.
 */
public final class Watch implements AutoCloseable {

  /** The part of a transcript that is of this test's time. */
  private static final class Span {
    final long start;
    final long linesBefore;
    volatile long end = Long.MAX_VALUE;
    long searched; // up to here; under the transcript's lock

    Span(Transcript transcript) {
      synchronized (transcript) {
        start = transcript.end();
        linesBefore = transcript.linesBefore(start);
      }
      searched = start;
    }
  }

  private final String test;
  private final SearchTerms vocabulary;
  private final Leaks leaks = new Leaks();
  private Map<Transcript, Span> spans = Map.of();
  private long begun;
  private long ended = Long.MAX_VALUE;
  private volatile @Nullable SecretsEmulator emulator; // until it is released

  private Watch(String test, SecretsEmulator emulator, Set<String> except) {
    this.test = test;
    this.emulator = emulator;
    this.vocabulary = new SearchTerms(except);
    vocabulary.refresh(emulator);
  }

  /**
   * Begins to watch.
   *
   * @param except names of members of JSON values that may be told
   */
  public static Watch begin(String test, SecretsEmulator emulator, Set<String> except) {
    var watch = new Watch(test, emulator, except);
    Outputs.begin(watch);
    return watch;
  }

  /** Listens again where loggers have been configured since the beginning, by Spring for one. */
  public void renew() {
    Outputs.attachAgain();
  }

  /**
   * Ends the watch, with a search.
   *
   * @param failure what the test failed with
   * @return an error that tells the leaks; null if there are none
   */
  public @Nullable AssertionError end(@Nullable Throwable failure) {
    var watched = Objects.requireNonNull(emulator, "It has ended already");
    Outputs.end(this);
    try {
      vocabulary.refresh(watched);
      if (failure != null || isAnythingPutOut()) {
        var index = Outputs.index(begun);
        Outputs.ALL.forEach(transcript -> search(transcript, index));
        if (failure != null) {
          search(failure, index, leaks);
        }
      }
    } finally {
      Outputs.release(this);
    }
    return error(leaks, watched);
  }

  /**
   * Searches the failure of a part of the test, which goes on.
   *
   * @return an error that tells the leaks; null if there are none
   */
  public @Nullable AssertionError search(Throwable failure) {
    var watched = Objects.requireNonNull(emulator, "It has ended already");
    var ofPart = new Leaks();
    search(failure, Outputs.index(begun), ofPart); // which learns what was stored meanwhile
    return error(ofPart, watched);
  }

  private @Nullable AssertionError error(Leaks found, SecretsEmulator watched) {
    if (found.isEmpty()) {
      return null;
    }
    var error = new AssertionError(found.message(test, watched, notes()));
    error.setStackTrace(new StackTraceElement[0]); // where it was made tells nobody anything
    return error;
  }

  /** Which values are not looked for, and why not. */
  public List<String> notes() {
    return vocabulary.notes();
  }

  /** Ends the watch of a test that did not come to its end; there is no search. */
  @Override
  public void close() {
    if (!isOver()) {
      Outputs.end(this);
      Outputs.release(this);
    }
  }

  /** Under the lock of {@link Outputs}, as those below. */
  void begins(long time, Collection<Transcript> transcripts) {
    var now = new LinkedHashMap<Transcript, Span>();
    transcripts.forEach(transcript -> now.put(transcript, new Span(transcript)));
    spans = Map.copyOf(now);
    begun = time;
  }

  void ends(long time) {
    spans.forEach((transcript, span) -> span.end = transcript.end());
    ended = time;
  }

  void isReleased() {
    emulator = null; // others may keep this as long as they run
  }

  boolean isOver() {
    return emulator == null;
  }

  long begun() {
    return begun;
  }

  /** Whether it was over when another one began. */
  boolean endedBefore(long time) {
    return ended < time;
  }

  long startIn(Transcript transcript) {
    return span(transcript).start;
  }

  private Span span(Transcript transcript) {
    return Objects.requireNonNull(spans.get(transcript), transcript.channel);
  }

  private boolean isAnythingPutOut() {
    return spans.values().stream().anyMatch(span -> span.end > span.start);
  }

  List<EncodedForm> forms() {
    var watched = emulator;
    if (watched != null) {
      vocabulary.refresh(watched);
    }
    return vocabulary.forms();
  }

  List<String> asides() {
    return vocabulary.asides();
  }

  /** Looks at what came since the last time, and at what may have begun before. */
  void search(Transcript transcript, Index index) {
    synchronized (transcript) {
      var span = span(transcript);
      long end = Math.min(span.end, transcript.end());
      long from =
          Math.max(Math.max(span.start, span.searched - Transcript.TAIL), transcript.beginning());
      if (from >= end) {
        return;
      }
      var text = transcript.between(from, end);
      var matches = index.search(text);
      for (var match : own(matches)) {
        if (from + match.end() > span.searched) {
          long place = from + match.start();
          var origin = transcript.origin(place);
          add(
              transcript.channel + (origin == null ? "" : ", " + origin),
              () ->
                  origin == null
                      ? ", line " + (transcript.linesBefore(place) - span.linesBefore + 1)
                      : "",
              () -> line(text, match, matches, index),
              match,
              Outputs.running(transcript, place, match.form()),
              leaks);
        }
      }
      span.searched = end;
    }
  }

  private void search(Throwable failure, Index index, Leaks leaks) {
    for (var thrown : Thrown.of(failure)) {
      var message = thrown.throwable().getMessage();
      var matches = message == null ? List.<Match>of() : index.search(message);
      for (var match : own(matches)) {
        add(
            "the message of " + thrown.throwable().getClass().getName() + thrown.part(),
            () -> "",
            () -> line(String.valueOf(message), match, matches, index),
            match,
            Set.of(test),
            leaks);
      }
    }
  }

  private void add(
      String channel,
      Supplier<String> place,
      Supplier<String> line,
      Match match,
      Set<String> tests,
      Leaks leaks) {
    var known = vocabulary.owners(match.form());
    var all = new LinkedHashSet<>(tests);
    all.add(test);
    leaks.add(channel, place, line, match.form().kind(), known, all);
  }

  /** Those of this test's values, and none that is a part of another one. */
  private List<Match> own(List<Match> matches) {
    var own = new ArrayList<Match>();
    int covered = -1;
    var longestFirst =
        Comparator.comparingInt(Match::start)
            .thenComparing(Comparator.comparingInt(Match::end).reversed());
    for (var match : matches.stream().sorted(longestFirst).toList()) {
      if (match.end() > covered && !vocabulary.owners(match.form()).isEmpty()) {
        own.add(match);
        covered = match.end();
      }
    }
    return own;
  }

  /** The lines on which the match is, without any test's values. */
  private static String line(String text, Match match, List<Match> all, Index index) {
    int start = text.lastIndexOf('\n', match.start() - 1) + 1;
    int end = text.indexOf('\n', match.end() - 1);
    return index.masked(text, start, end < 0 ? text.length() : end, all).strip();
  }

  /** The test, if it was running at that place and has what is told there. */
  @Nullable String testAt(Transcript transcript, long place, EncodedForm form) {
    var span = span(transcript);
    return span.start <= place && place < span.end && !vocabulary.owners(form).isEmpty()
        ? test
        : null;
  }
}
