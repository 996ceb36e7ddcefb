package dev.strongroom.junit.internal.leak;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;

/** One of the throwables of a failure, and its part in it. */
record Thrown(Throwable throwable, String part) {

  /** Returns the failure, its causes and what they suppress, each once. */
  static List<Thrown> of(Throwable failure) {
    var all = new ArrayList<Thrown>();
    var seen = Collections.<Throwable>newSetFromMap(new IdentityHashMap<>());
    var next = new ArrayDeque<Thrown>();
    next.add(new Thrown(failure, ""));
    for (var thrown = next.poll(); thrown != null; thrown = next.poll()) {
      if (seen.add(thrown.throwable)) {
        all.add(thrown);
        var cause = thrown.throwable.getCause();
        if (cause != null) {
          next.add(new Thrown(cause, ", a cause of the failure"));
        }
        for (var suppressed : thrown.throwable.getSuppressed()) {
          next.add(new Thrown(suppressed, ", suppressed by the failure"));
        }
      }
    }
    return all;
  }

  /** Returns all messages, as a log prints them. */
  static String messages(Throwable failure) {
    var lines = new StringBuilder();
    of(failure).forEach(thrown -> lines.append('\n').append(thrown.throwable));
    return lines.toString();
  }
}
