package dev.strongroom.wire;

import dev.strongroom.SecretsEmulator;
import dev.strongroom.Snapshot;
import dev.strongroom.wire.AdminRoute.Call;
import dev.strongroom.wire.AdminRoute.NotFoundException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Snapshots by name: taken, restored, removed and compared. */
final class AdminSnapshots {

  private static final int KEPT = 1000;

  private final SecretsEmulator aws;
  private final Map<String, Taken> snapshots =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Taken> eldest) {
          return size() > KEPT;
        }
      };
  private long nextNumber = 1;

  /** A snapshot, and when it was taken by the emulator's clock, which is no part of it. */
  private record Taken(Snapshot snapshot, Instant time) {}

  AdminSnapshots(SecretsEmulator aws) {
    this.aws = aws;
  }

  synchronized Object list(Call call) {
    var taken = new LinkedHashMap<String, String>();
    snapshots.forEach((name, snapshot) -> taken.put(name, snapshot.time().toString()));
    return Map.of("snapshots", List.copyOf(snapshots.keySet()), "taken", taken);
  }

  synchronized Object take(Call call) {
    var given = call.only("name").textOrNull("name");
    var name = given == null ? String.valueOf(nextNumber++) : given;
    snapshots.remove(name); // so that it is the latest
    snapshots.put(name, now());
    return Map.of("snapshot", name);
  }

  private Taken now() {
    return new Taken(aws.snapshot(), aws.clock().instant());
  }

  synchronized Object restore(Call call) {
    aws.restore(find(call.only("snapshot").text("snapshot")).snapshot());
    return Map.of();
  }

  synchronized Object remove(Call call) {
    if (snapshots.remove(call.name()) == null) {
      throw new NotFoundException("There is no snapshot '" + call.name() + "'");
    }
    return list(call);
  }

  private synchronized Taken find(String name) {
    var taken = snapshots.get(name);
    if (taken == null) {
      throw new IllegalArgumentException(
          "There is no snapshot '%s': the latest %d are kept".formatted(name, KEPT));
    }
    return taken;
  }

  /** Compares a snapshot with another one, or with what is there now. */
  Object compare(Call call) {
    var from = call.parameter("from");
    if (from == null) {
      throw new IllegalArgumentException("A comparison needs the parameter 'from'");
    }
    var to = call.parameter("to");
    var before = find(from);
    var after = to == null ? now() : find(to);
    var shown = new LinkedHashMap<String, Object>();
    shown.put("from", side(from, before));
    shown.put("to", side(to, after));
    try (var then = fork(before);
        var later = fork(after)) {
      shown.putAll(new AdminComparison(then, later).shown());
    }
    return shown;
  }

  private static Map<String, ?> side(@Nullable String name, Taken taken) {
    var side = new LinkedHashMap<String, @Nullable Object>();
    side.put("snapshot", name);
    side.put("time", taken.time().toString());
    return side;
  }

  private SecretsEmulator fork(Taken taken) {
    var fork = aws.fork();
    fork.restore(taken.snapshot());
    return fork;
  }
}
