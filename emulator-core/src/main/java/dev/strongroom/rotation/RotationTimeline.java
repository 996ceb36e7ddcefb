package dev.strongroom.rotation;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What happened in the rotations of one secret, oldest first; prints as a table. */
public record RotationTimeline(String secretArn, List<Entry> entries) {

  private static final String FAILED = "RotationFailed";

  public RotationTimeline {
    entries = List.copyOf(entries);
  }

  /**
   * One step, or one event of the service such as RotationStarted.
   *
   * @param attempt counted from 1; 0 for an event
   * @param what the step's name in the function's event, or the service event's name
   * @param outcome in words; empty for an event that went as it should
   * @param labelsBefore version ids and their labels
   * @param labelsAfter version ids and their labels
   * @param logins whether the value that a label stands on logs in, by label; empty if nobody
   *     looked
   * @param failure what failed the step; null if it succeeded, and for an event
   */
  public record Entry(
      Instant time,
      int attempt,
      String what,
      String outcome,
      Map<String, List<String>> labelsBefore,
      Map<String, List<String>> labelsAfter,
      Map<String, Boolean> logins,
      @Nullable Throwable failure) {

    public Entry {
      labelsBefore = Collections.unmodifiableMap(new LinkedHashMap<>(labelsBefore));
      labelsAfter = Collections.unmodifiableMap(new LinkedHashMap<>(labelsAfter));
      logins = Collections.unmodifiableMap(new LinkedHashMap<>(logins));
    }
  }

  /** The names of steps and events, in order. */
  public List<String> names() {
    return entries.stream().map(Entry::what).toList();
  }

  /**
   * Returns why each rotation that failed did so, oldest first: one sentence each, with what the
   * rotation function threw, whose message may quote values that the function knows.
   */
  public List<String> failures() {
    var failures = new ArrayList<String>();
    for (int i = 0; i < entries.size(); i++) {
      var entry = entries.get(i);
      if (entry.what().endsWith(FAILED)) {
        var step = i > 0 ? entries.get(i - 1) : entry;
        failures.add(
            step.failure() != null
                ? "%s of attempt %d failed: %s"
                    .formatted(step.what(), step.attempt(), step.failure())
                : outcome(i));
      }
    }
    return failures;
  }

  /** The outcome in words; of a rotation that failed though its last step did not, why. */
  private String outcome(int index) {
    var entry = entries.get(index);
    boolean nothingMoved =
        entry.what().equals(FAILED)
            && index > 0
            && entries.get(index - 1).attempt() > 0
            && entries.get(index - 1).failure() == null;
    return nothingMoved
        ? entry.outcome() + ": it ended, but AWSCURRENT did not move" // ROT-12
        : entry.outcome();
  }

  /** The table: a line for each entry; of version ids the first eight characters. */
  @Override
  public String toString() {
    var rows = new ArrayList<List<String>>();
    rows.add(List.of("time", "try", "what", "outcome", "labels", "logs in"));
    for (int i = 0; i < entries.size(); i++) {
      var entry = entries.get(i);
      var labels = labels(entry.labelsAfter());
      rows.add(
          List.of(
              entry.time().toString(),
              entry.attempt() == 0 ? "" : String.valueOf(entry.attempt()),
              entry.what(),
              outcome(i),
              entry.labelsBefore().equals(entry.labelsAfter())
                  ? labels
                  : labels(entry.labelsBefore()) + " -> " + labels,
              logins(entry.logins())));
    }
    var widths = new int[6];
    rows.forEach(
        row -> {
          for (int i = 0; i < widths.length; i++) {
            widths[i] = Math.max(widths[i], row.get(i).length());
          }
        });
    var text = new StringBuilder("Rotations of ").append(secretArn).append(System.lineSeparator());
    for (var row : rows) {
      var line = new StringBuilder();
      for (int i = 0; i < widths.length; i++) {
        line.append(row.get(i)).append(" ".repeat(widths[i] - row.get(i).length() + 2));
      }
      text.append(line.toString().stripTrailing()).append(System.lineSeparator());
    }
    return text.toString();
  }

  private static String labels(Map<String, List<String>> labels) {
    var text = new ArrayList<String>();
    labels.forEach(
        (version, stages) ->
            text.add(version.substring(0, Math.min(8, version.length())) + stages));
    return String.join(" ", text);
  }

  private static String logins(Map<String, Boolean> logins) {
    var text = new ArrayList<String>();
    logins.forEach((label, can) -> text.add(label + (can ? " yes" : " no")));
    return String.join(", ", text);
  }
}
