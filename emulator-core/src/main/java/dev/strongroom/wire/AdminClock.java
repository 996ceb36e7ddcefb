package dev.strongroom.wire;

import dev.strongroom.SecretsEmulator;
import dev.strongroom.internal.EmulatorInternals;
import dev.strongroom.internal.engine.DueEvent;
import dev.strongroom.internal.engine.Engine;
import dev.strongroom.internal.time.EmulatorClock;
import dev.strongroom.wire.AdminRoute.Call;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;

/** The clock: shown, advanced, frozen and set going again. */
final class AdminClock {

  private static final Instant END_OF_TIME = Instant.parse("9999-12-31T00:00:00Z");

  private final SecretsEmulator aws;

  AdminClock(SecretsEmulator aws) {
    this.aws = aws;
  }

  private Engine engine() {
    return EmulatorInternals.engine(aws);
  }

  private EmulatorClock clock() {
    return engine().clock();
  }

  Object show(Call call) {
    var clock = new LinkedHashMap<String, Object>();
    clock.put("now", clock().instant().toString());
    clock.put("ticking", clock().isTicking());
    return clock;
  }

  /** Lists what falls due in all services, soonest first. */
  Object due(Call call) {
    var all = dueEvents().toList();
    var listed = all.subList(0, Math.min(call.limit(), all.size()));
    var shown = new LinkedHashMap<String, Object>();
    shown.put("now", clock().instant().toString());
    shown.put("due", listed.stream().map(AdminClock::shown).toList());
    shown.put("leftOut", all.size() - listed.size());
    return shown;
  }

  private Stream<DueEvent> dueEvents() {
    var state = engine().state();
    var now = clock().instant();
    return engine().services().stream().flatMap(each -> each.dueEvents(state, now)).sorted();
  }

  private static Map<String, ?> shown(DueEvent event) {
    var shown = new LinkedHashMap<String, Object>();
    shown.put("time", event.at().toString());
    shown.put("what", event.what());
    shown.put(event.type(), event.arn());
    return shown;
  }

  Object move(Call call) {
    call.only("advance", "advanceTo", "advanceToNextDue", "frozen");
    if (call.body().size() != 1) {
      throw new IllegalArgumentException(
          "The clock needs one of 'advance', 'advanceTo', 'advanceToNextDue' and 'frozen'");
    }
    if (call.body().has("frozen")) {
      freeze(isTrue(call, "frozen"));
    } else if (call.body().has("advanceToNextDue")) {
      if (!isTrue(call, "advanceToNextDue")) {
        throw new IllegalArgumentException("'advanceToNextDue' must be true");
      }
      advanceToNextDue();
    } else {
      advance(call);
    }
    return show(new Call("", Map.of(), call.body()));
  }

  private static boolean isTrue(Call call, String member) {
    var node = call.body().path(member);
    if (!node.isBoolean()) {
      throw new IllegalArgumentException("'" + member + "' must be true or false");
    }
    return node.booleanValue();
  }

  private void freeze(boolean frozen) {
    if (frozen) {
      clock().freeze();
    } else {
      clock().tick();
    }
  }

  private void advanceToNextDue() {
    var now = clock().instant();
    var work = engine().next();
    if (work != null && !work.isAfter(now)) {
      clock().advanceTo(now); // what is overdue, because nothing has made time pass
      return;
    }
    var next =
        dueEvents()
            .map(DueEvent::at)
            .filter(at -> at.isAfter(now))
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException("Nothing falls due"));
    clock().advanceTo(next);
  }

  private void advance(Call call) {
    var name = call.body().fieldNames().next();
    var text = call.text(name);
    try {
      if (name.equals("advance")) {
        var duration = Duration.parse(text);
        requireDate(clock().instant().plus(duration));
        clock().advance(duration);
      } else {
        var instant = Instant.parse(text);
        requireDate(instant);
        clock().advanceTo(instant);
      }
    } catch (DateTimeException | ArithmeticException malformed) {
      throw new IllegalArgumentException(
          "'advance' is a duration such as PT1H30M, 'advanceTo' an instant such as "
              + "2026-01-01T00:00:00Z, neither beyond the year 9999",
          malformed);
    }
  }

  private static void requireDate(Instant instant) {
    if (!instant.isBefore(END_OF_TIME)) {
      throw new DateTimeException("later than any date that AWS prints");
    }
  }
}
