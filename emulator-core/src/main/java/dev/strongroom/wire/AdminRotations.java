package dev.strongroom.wire;

import dev.strongroom.SecretsEmulator;
import dev.strongroom.api.RotationStep;
import dev.strongroom.internal.service.secretsmanager.SecretsManager;
import dev.strongroom.internal.service.secretsmanager.rotation.LambdaFunctions;
import dev.strongroom.internal.service.secretsmanager.rotation.RotationControl;
import dev.strongroom.rotation.RotationTimeline;
import dev.strongroom.seed.Seed;
import dev.strongroom.wire.AdminRoute.Call;
import dev.strongroom.wire.AdminRoute.NotFoundException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Rotations with their timelines, and the functions that rotate. */
final class AdminRotations {

  private final SecretsEmulator aws;
  private final AdminSecrets secrets;
  private final SecretsManager service;

  AdminRotations(SecretsEmulator aws, AdminSecrets secrets, SecretsManager service) {
    this.aws = aws;
    this.secrets = secrets;
    this.service = service;
  }

  Object list(Call call) {
    return Map.of(
        "rotations", aws.rotations().stream().map(timeline -> shown(timeline, false)).toList());
  }

  Map<String, @Nullable Object> show(Call call) {
    var control = control(call.name());
    var shown = shown(control.timeline(), call.flag("values"));
    shown.put("paused", control.isPaused());
    shown.put("canLogIn", control.knowsLogins());
    return shown;
  }

  private RotationControl control(String nameOrArn) {
    var secret = secrets.find(nameOrArn);
    return service
        .rotations()
        .of(SecretsManager.region(secret), secret.name(), secret.arn().partition());
  }

  /** Messages of failures may quote values: they are shown to who asks for values only. */
  private static Map<String, @Nullable Object> shown(RotationTimeline timeline, boolean values) {
    var shown = new LinkedHashMap<String, @Nullable Object>();
    shown.put("secret", timeline.secretArn());
    shown.put("timeline", timeline.entries().stream().map(entry -> shown(entry, values)).toList());
    return shown;
  }

  private static Map<String, ?> shown(RotationTimeline.Entry entry, boolean values) {
    var shown = new LinkedHashMap<String, @Nullable Object>();
    shown.put("time", entry.time().toString());
    shown.put("attempt", entry.attempt());
    shown.put("what", entry.what());
    shown.put("outcome", entry.outcome());
    shown.put("failed", entry.failure() != null);
    shown.put("labelsBefore", entry.labelsBefore());
    shown.put("labelsAfter", entry.labelsAfter());
    shown.put("logins", entry.logins());
    var failure = entry.failure();
    if (values && failure != null) {
      shown.put("message", failure.getMessage());
    }
    return shown;
  }

  /** Pauses or resumes a rotation, or tries the logins. */
  Object control(Call call) {
    call.only("pauseBefore", "pauseAfter", "resume", "logIn");
    if (call.body().size() != 1) {
      throw new IllegalArgumentException(
          "A rotation needs one of 'pauseBefore', 'pauseAfter', 'resume' and 'logIn'");
    }
    var control = control(call.name());
    if (call.body().has("logIn")) {
      requireTrue(call, "logIn");
      return loggingIn(call, control);
    }
    if (call.body().has("resume")) {
      requireTrue(call, "resume");
      try {
        control.resume();
      } catch (IllegalStateException notPaused) {
        throw new IllegalArgumentException(notPaused.getMessage(), notPaused);
      }
    } else if (call.body().has("pauseBefore")) {
      control.pauseBefore(step(call.text("pauseBefore")));
    } else {
      control.pauseAfter(step(call.text("pauseAfter")));
    }
    return show(new Call(call.name(), Map.of(), call.body()));
  }

  private static void requireTrue(Call call, String member) {
    if (!call.body().path(member).asBoolean(false)) {
      throw new IllegalArgumentException("'" + member + "' must be true");
    }
  }

  private Object loggingIn(Call call, RotationControl control) {
    if (!control.knowsLogins()) {
      throw new IllegalArgumentException(
          "Nobody knows how to log in with '%s': its rotation function is none for databases, and no test has set a check"
              .formatted(call.name()));
    }
    var logins = control.logins();
    var shown = show(new Call(call.name(), Map.of(), call.body()));
    shown.put("logins", logins);
    return shown;
  }

  private static RotationStep step(String name) {
    return Arrays.stream(RotationStep.values())
        .filter(step -> step.wireName().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "A step is one of %s, not '%s'"
                        .formatted(
                            Arrays.stream(RotationStep.values())
                                .map(RotationStep::wireName)
                                .toList(),
                            name)));
  }

  private LambdaFunctions functions() {
    return service.functions();
  }

  Object functions(Call call) {
    return Map.of(
        "functions",
        functions().all().stream()
            .map(
                function -> {
                  var shown = new LinkedHashMap<String, @Nullable Object>();
                  shown.put("arn", function.arn());
                  shown.put("code", function.code().toString());
                  shown.put("invocable", function.invocable());
                  shown.put(
                      "role", function.role() == null ? null : function.role().principalArn());
                  return shown;
                })
            .toList());
  }

  /** Registers a function that is described as in a seed. */
  Object register(Call call) {
    aws.seed(Seed.parse("{\"functions\": [" + call.body() + "]}"));
    return functions(call);
  }

  Object remove(Call call) {
    if (!functions().remove(call.name())) {
      throw new NotFoundException("There is no function '" + call.name() + "'");
    }
    return functions(call);
  }
}
