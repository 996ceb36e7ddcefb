package dev.strongroom.junit.internal.leak;

import dev.strongroom.SecretsEmulator;
import dev.strongroom.api.DescribeSecret;
import dev.strongroom.api.ServiceError;
import dev.strongroom.internal.inspect.SideEffectFreeReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;

/** The places where one test's values were found: a list of limited length, without values. */
final class Leaks {

  private static final int MOST = 10;
  private static final int LONGEST_LINE = 200;
  private static final int BEFORE = 80; // what is kept of a longer line before the value

  private static final String REMEDY =
      """
      Remove the values from what is printed, logged and thrown. If a JSON member may be shown, use \
      @NoSecretLeaks(except = "its name"); if this test shows values on purpose, @NoSecretLeaks(false).""";

  /** Leaks that are reported as one: the same member in the same channel. */
  private record Key(String channel, String secretArn, String member, EncodedForm.Kind kind) {}

  private static final class Leak {
    final String place;
    final String line;
    final List<SecretFragment> known;
    final Set<String> tests = new TreeSet<>();
    int times;

    Leak(String place, String line, List<SecretFragment> known) {
      this.place = place;
      this.line = line;
      this.known = known;
    }
  }

  private final Map<Key, Leak> leaks = new LinkedHashMap<>();

  synchronized boolean isEmpty() {
    return leaks.isEmpty();
  }

  /**
   * Adds a leak, or counts it again if it is known already.
   *
   * @param channel the output; further places in the same channel are counted only
   * @param place where in the channel it is; called once, because counting lines takes long
   * @param line what is printed there, without the values; called once
   * @param known the fragments with this value
   * @param tests the tests that have the value and were running
   */
  synchronized void add(
      String channel,
      Supplier<String> place,
      Supplier<String> line,
      EncodedForm.Kind kind,
      List<SecretFragment> known,
      Set<String> tests) {
    var newest = known.get(known.size() - 1);
    var key = new Key(channel, newest.stored().secretArn(), newest.member(), kind);
    var leak =
        leaks.computeIfAbsent(
            key,
            first -> new Leak(channel + place.get(), shortened(line.get()) + kind.words, known));
    leak.tests.addAll(tests);
    leak.times++;
  }

  private static String shortened(String line) {
    int value = line.indexOf("***");
    int start = value > LONGEST_LINE - BEFORE ? value - BEFORE : 0;
    int end = Math.min(line.length(), start + LONGEST_LINE);
    return (start > 0 ? "..." : "")
        + line.substring(start, end)
        + (end < line.length() ? "..." : "");
  }

  /** Returns the message of the test's failure. */
  synchronized String message(String test, SecretsEmulator emulator, List<String> notes) {
    var lines = new ArrayList<String>();
    lines.add(
        "%s leaks %s:"
            .formatted(
                test,
                leaks.size() == 1
                    ? "a secret value"
                    : "secret values in " + leaks.size() + " places"));
    var held = new SideEffectFreeReader(emulator);
    leaks.values().stream().limit(MOST).forEach(leak -> describe(leak, held, lines));
    if (leaks.size() > MOST) {
      lines.add("- and " + (leaks.size() - MOST) + " more");
    }
    if (!notes.isEmpty()) {
      lines.add("Not looked for:");
      notes.forEach(note -> lines.add("- " + note));
    }
    lines.add(REMEDY);
    return String.join("\n", lines);
  }

  private static void describe(Leak leak, SideEffectFreeReader held, List<String> lines) {
    lines.add(
        "- %s: %s%s"
            .formatted(
                leak.place,
                leak.line,
                leak.times == 1 ? "" : " (the first of " + leak.times + " times)"));
    var newest = leak.known.get(leak.known.size() - 1);
    lines.add(
        "  *** is %s, version %s%s%s"
            .formatted(
                newest.name(),
                newest.stored().versionId(),
                labels(newest, held),
                leak.known.size() == 1
                    ? ""
                    : ", and the same in " + (leak.known.size() - 1) + " more"));
    if (leak.tests.size() > 1) {
      lines.add("  owned by " + String.join(" and ", leak.tests) + ", which ran at the same time");
    }
  }

  /** Returns the version's labels; empty if the secret does not exist any more. */
  private static String labels(SecretFragment known, SideEffectFreeReader held) {
    var arn = known.stored().secretArn();
    try {
      var stages = held.read(held.owner(arn), new DescribeSecret(arn)).versionIdsToStages();
      var labels = stages == null ? null : stages.get(known.stored().versionId());
      return labels == null ? "" : " " + labels;
    } catch (ServiceError refusal) {
      return "";
    }
  }
}
