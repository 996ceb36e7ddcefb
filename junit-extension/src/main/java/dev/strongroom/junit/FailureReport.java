package dev.strongroom.junit;

import dev.strongroom.SecretsEmulator;
import dev.strongroom.api.Caller;
import dev.strongroom.api.ErrorCode;
import dev.strongroom.api.ListSecrets;
import dev.strongroom.api.ServiceError;
import dev.strongroom.audit.AuditRecord;
import dev.strongroom.internal.inspect.SideEffectFreeReader;
import dev.strongroom.junit.internal.leak.Redaction;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A report about the emulator of a test that failed. Its message, which build tools print below the
 * failure that suppresses it, contains no secret value and is of limited length.
 */
final class FailureReport extends Exception {

  private static final long serialVersionUID = 1;

  private static final int MOST_SECRETS = 20;
  private static final int MOST_CALLS = 20;
  private static final int MOST_REFUSALS = 3;
  private static final int MOST_PLACES = 3;
  private static final int MOST_CHARACTERS = 20_000;
  private static final int LONGEST_LINE = 400;
  private static final int FIRST_LINES =
      2; // of an entry with too many lines, whose first ones say what it is about
  private static final int LAST_LINES = 20;

  private FailureReport(String message) {
    super(message, null, false, false); // a stack trace would say nothing
  }

  /**
   * Makes a report.
   *
   * @param clients descriptions of the clients that the test was given
   * @param isAnotherClients whether the AWS SDK failed, though its clients are not redirected
   */
  static FailureReport of(
      String test,
      SecretsEmulator emulator,
      EmulatorLifecycle lifecycle,
      List<String> clients,
      boolean isAnotherClients) {
    var lines = new ArrayList<String>();
    var title = new StringBuilder("The emulator when " + test + " failed, " + emulator.clock());
    emulator.randomSeed().ifPresent(seed -> title.append(", random seed ").append(seed));
    if (lifecycle != EmulatorLifecycle.PER_METHOD) {
      title.append(", ").append(lifecycle);
    }
    lines.add(title.toString());
    section(lines, "clients that the test was given", clients);
    section(lines, "secrets", secrets(emulator));
    section(lines, "calls", calls(emulator));
    if (isAnotherClients && emulator.audit().isEmpty()) {
      lines.add(
          "  no call reached this emulator: clients that the application builds itself need"
              + " @RedirectAwsClients");
    }
    section(lines, "faults", emulator.faults().all().stream().map(Object::toString).toList());
    section(lines, "denied", denied(emulator));
    section(lines, "rotations", emulator.rotations().stream().map(Object::toString).toList());
    var text = Redaction.of(String.join("\n", lines), emulator);
    return new FailureReport(
        text.length() <= MOST_CHARACTERS
            ? text
            : text.substring(0, MOST_CHARACTERS)
                + "\n... and "
                + (text.length() - MOST_CHARACTERS)
                + " more characters");
  }

  private static void section(List<String> lines, String title, List<String> entries) {
    lines.add(title + (entries.isEmpty() ? ": none" : ":"));
    for (var entry : entries) {
      var all = entry.lines().map(FailureReport::shortened).toList();
      for (int i = 0; i < all.size(); i++) {
        if (i < FIRST_LINES || i >= all.size() - LAST_LINES) {
          lines.add("  " + all.get(i));
        } else if (i == FIRST_LINES) {
          lines.add("  ...");
        }
      }
    }
  }

  private static String shortened(String line) {
    return line.length() <= LONGEST_LINE ? line : line.substring(0, LONGEST_LINE) + "...";
  }

  /** Reads from a fork, so that the emulator neither records the reads nor changes. */
  private static List<String> secrets(SecretsEmulator emulator) {
    var lines = new ArrayList<String>();
    try (var copy = emulator.fork()) {
      for (var administrator : administrators(emulator)) {
        try {
          var list =
              copy.execute(
                      administrator, new ListSecrets(true, MOST_SECRETS, null, null, null, null))
                  .result();
          list.secretList().forEach(secret -> describe(secret, administrator, lines));
          if (list.nextToken() != null) {
            lines.add("... and more in " + administrator.region());
          }
        } catch (ServiceError refusal) {
          lines.add("in " + administrator.region() + " they can't be listed: " + refusal.text());
        }
      }
    }
    return lines;
  }

  /** Returns the administrators of all accounts and Regions that were called, the default first. */
  private static Set<Caller> administrators(SecretsEmulator emulator) {
    var all = new LinkedHashSet<Caller>();
    all.add(emulator.administrator());
    for (var call : emulator.audit()) {
      all.add(Caller.administrator(call.caller().accountId(), call.caller().region()));
    }
    return all;
  }

  private static void describe(ListSecrets.Entry secret, Caller owner, List<String> lines) {
    lines.add(
        "%s in %s of %s: created %s, changed %s%s%s%s"
            .formatted(
                secret.name(),
                owner.region(),
                owner.accountId(),
                secret.createdDate(),
                secret.lastChangedDate(),
                optional(", read ", secret.lastAccessedDate()),
                optional(", rotated ", secret.lastRotatedDate()),
                optional(", scheduled for deletion ", secret.deletedDate())));
    var versions = secret.secretVersionsToStages();
    if (versions == null || versions.isEmpty()) {
      lines.add("  without a version");
    } else {
      versions.entrySet().stream()
          .sorted(Map.Entry.comparingByKey())
          .forEach(version -> lines.add("  " + version.getKey() + " " + version.getValue()));
    }
  }

  private static String optional(String words, @Nullable Object value) {
    return value == null ? "" : words + value;
  }

  private static List<String> calls(SecretsEmulator emulator) {
    var records = emulator.audit().records();
    var lines = new ArrayList<String>();
    int first = Math.max(0, records.size() - MOST_CALLS);
    if (first > 0) {
      lines.add("(the latest " + MOST_CALLS + " of " + records.size() + ")");
    }
    var reader = new SideEffectFreeReader(emulator);
    for (var record : records.subList(first, records.size())) {
      lines.add(record + elsewhere(record, reader));
    }
    return lines;
  }

  /** Says where a secret is that was not found: most often the client is of another Region. */
  private static String elsewhere(AuditRecord record, SideEffectFreeReader reader) {
    var secret = record.secretId();
    if (secret == null || record.errorCode() != ErrorCode.RESOURCE_NOT_FOUND) {
      return "";
    }
    var places =
        reader.othersWith(secret, record.caller()).stream()
            .limit(MOST_PLACES)
            .map(
                place ->
                    place.accountId().equals(record.caller().accountId())
                        ? place.region()
                        : place.region() + " of account " + place.accountId())
            .toList();
    return places.isEmpty() ? "" : "\n  it exists in " + String.join(", ", places);
  }

  private static List<String> denied(SecretsEmulator emulator) {
    var refusals =
        emulator.audit().records().stream()
            .filter(record -> !record.access().allowed())
            .map(AuditRecord::access)
            .map(access -> String.valueOf(access.refusal()))
            .distinct()
            .toList();
    return refusals.subList(Math.max(0, refusals.size() - MOST_REFUSALS), refusals.size());
  }
}
