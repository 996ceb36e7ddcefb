package dev.strongroom.wire;

import dev.strongroom.SecretsEmulator;
import dev.strongroom.internal.EmulatorInternals;
import dev.strongroom.internal.time.EmulatorClock;
import dev.strongroom.wire.AdminRoute.Call;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** The clock: shown, advanced, frozen and set going again. */
final class AdminClock {

  private static final Instant END_OF_TIME = Instant.parse("9999-12-31T00:00:00Z");

  private final SecretsEmulator aws;

  AdminClock(SecretsEmulator aws) {
    this.aws = aws;
  }

  private EmulatorClock clock() {
    return EmulatorInternals.engine(aws).clock();
  }

  Object show(Call call) {
    var clock = new LinkedHashMap<String, Object>();
    clock.put("now", clock().instant().toString());
    clock.put("ticking", clock().isTicking());
    return clock;
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
    var next = EmulatorInternals.engine(aws).next();
    if (next == null) {
      throw new IllegalArgumentException("Nothing falls due");
    }
    var now = clock().instant();
    clock().advanceTo(next.isBefore(now) ? now : next);
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
