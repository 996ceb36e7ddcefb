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
 * The search for one test's secret values in the JVM's outputs while the test runs.
 *
 * <p>Outputs don't show which test wrote them: a value that is found comes from one of the tests
 * that have it and were running, so each of them fails and names the others.
 */
public final class Watch implements AutoCloseable {

  /** The part of a transcript that was written during this test. */
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
  private final SearchTerms terms;
  private final Leaks leaks = new Leaks();
  private Map<Transcript, Span> spans = Map.of();
  private long begun;
  private long ended = Long.MAX_VALUE;
  private volatile @Nullable SecretsEmulator emulator; // until it is released

  private Watch(String test, SecretsEmulator emulator, Set<String> except) {
    this.test = test;
    this.emulator = emulator;
    this.terms = new SearchTerms(except);
    terms.refresh(emulator);
  }

  /**
   * Begins to watch.
   *
   * @param except names of JSON members that may be shown
   */
  public static Watch begin(String test, SecretsEmulator emulator, Set<String> except) {
    var watch = new Watch(test, emulator, except);
    Outputs.begin(watch);
    return watch;
  }

  /** Listens again to loggers that were configured since the beginning, for example by Spring. */
  public void renew() {
    Outputs.attachAgain();
  }

  /**
   * Ends the watch, with a search.
   *
   * @param failure what the test failed with
   * @return an error that names the leaks; null if there are none
   */
  public @Nullable AssertionError end(@Nullable Throwable failure) {
    var watched = Objects.requireNonNull(emulator, "The watch has ended already");
    Outputs.end(this);
    try {
      terms.refresh(watched);
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
   * @return an error that names the leaks; null if there are none
   */
  public @Nullable AssertionError search(Throwable failure) {
    var watched = Objects.requireNonNull(emulator, "The watch has ended already");
    var ofPart = new Leaks();
    search(failure, Outputs.index(begun), ofPart); // which reads values that were stored meanwhile
    return error(ofPart, watched);
  }

  private @Nullable AssertionError error(Leaks found, SecretsEmulator watched) {
    if (found.isEmpty()) {
      return null;
    }
    var error = new AssertionError(found.message(test, watched, notes()));
    error.setStackTrace(new StackTraceElement[0]); // a stack trace would say nothing
    return error;
  }

  /** Returns which values are not searched for, and why. */
  public List<String> notes() {
    return terms.notes();
  }

  /** Ends the watch of a test that did not end normally, without a search. */
  @Override
  public void close() {
    if (!isOver()) {
      Outputs.end(this);
      Outputs.release(this);
    }
  }

  /** Called under the lock of {@link Outputs}, as the methods below. */
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
    emulator = null; // other watches may keep this one
  }

  boolean isOver() {
    return emulator == null;
  }

  long begun() {
    return begun;
  }

  /** Returns whether it ended before another one began. */
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
      terms.refresh(watched);
    }
    return terms.forms();
  }

  List<String> asides() {
    return terms.asides();
  }

  /** Searches the text since the last search, and before it for values that were incomplete. */
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
    var known = terms.owners(match.form());
    var all = new LinkedHashSet<>(tests);
    all.add(test);
    leaks.add(channel, place, line, match.form().kind(), known, all);
  }

  /** Returns the matches of this test's values that are not part of a longer match. */
  private List<Match> own(List<Match> matches) {
    var own = new ArrayList<Match>();
    int covered = -1;
    var longestFirst =
        Comparator.comparingInt(Match::start)
            .thenComparing(Comparator.comparingInt(Match::end).reversed());
    for (var match : matches.stream().sorted(longestFirst).toList()) {
      if (match.end() > covered && !terms.owners(match.form()).isEmpty()) {
        own.add(match);
        covered = match.end();
      }
    }
    return own;
  }

  /** Returns the lines of the match, without any test's values. */
  private static String line(String text, Match match, List<Match> all, Index index) {
    int start = text.lastIndexOf('\n', match.start() - 1) + 1;
    int end = text.indexOf('\n', match.end() - 1);
    return index.masked(text, start, end < 0 ? text.length() : end, all).strip();
  }

  /** Returns the test if it was running at that position and has the value there, else null. */
  @Nullable String testAt(Transcript transcript, long place, EncodedForm form) {
    var span = span(transcript);
    return span.start <= place && place < span.end && !terms.owners(form).isEmpty() ? test : null;
  }
}
