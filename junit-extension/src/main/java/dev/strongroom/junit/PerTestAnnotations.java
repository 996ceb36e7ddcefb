package dev.strongroom.junit;

import dev.strongroom.IamEntity;
import dev.strongroom.SecretsEmulator;
import dev.strongroom.iam.PolicyDocument;
import dev.strongroom.internal.EmulatorInternals;
import dev.strongroom.sdk.ClientKind;
import java.lang.reflect.AnnotatedElement;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;

/**
 * Applies those annotations to one test's emulator that declare faults or permissions: they are no
 * part of what a template stores.
 */
final class PerTestAnnotations {

  private static final Pattern ENTITY =
      Pattern.compile("(?:arn:[a-z-]+:iam::([0-9]{12}):)?(role|user)/([\\w+=,.@/-]+)");

  private final SecretsEmulator emulator;
  private final List<Runnable> undoing = new ArrayList<>();

  PerTestAnnotations(SecretsEmulator emulator) {
    this.emulator = emulator;
  }

  /** Removes all that was declared and has not happened yet. */
  void undo() {
    undoing.forEach(Runnable::run);
    undoing.clear();
  }

  /** Declares the failures that the annotations of a place ask for. */
  void declare(AnnotatedElement place, ClientKind clients) {
    var before = emulator.faults().all();
    try {
      declareAll(place, clients);
    } finally { // even if a later annotation is refused
      emulator.faults().all().stream()
          .filter(fault -> !before.contains(fault))
          .forEach(fault -> undoing.add(fault::remove));
    }
  }

  private void declareAll(AnnotatedElement place, ClientKind clients) {
    for (var throttled : Annotations.all(place, Throttled.class)) {
      throttle(throttled, place, clients);
    }
    for (var fails : Annotations.all(place, RotationFails.class)) {
      failRotation(fails, place);
    }
  }

  private void throttle(Throttled throttled, AnnotatedElement place, ClientKind clients) {
    var faults = emulator.faults();
    requirePositive(throttled.times(), "@Throttled", place);
    try {
      if (throttled.value().length == 0) {
        faults.onAnyOperation().first(throttled.times()).throttle();
      }
      for (var operation : throttled.value()) {
        faults.on(operation).first(throttled.times()).throttle();
      }
    } catch (IllegalArgumentException refusal) {
      throw refused("@Throttled", place, refusal.getMessage());
    }
    if (clients == ClientKind.DIRECT) {
      throw refused(
          "@Throttled",
          place,
          EmulatorInternals.engine(emulator).whyNotDirect()
              + " The latter is client = "
              + ClientKind.DIRECT_WITHOUT_RETRIES);
    }
  }

  private void failRotation(RotationFails fails, AnnotatedElement place) {
    if (fails.secret().isBlank()) {
      throw refused("@RotationFails", place, "secret is blank: name the secret that rotates");
    }
    requirePositive(fails.times(), "@RotationFails", place);
    try {
      var step = emulator.rotation(fails.secret()).failAt(fails.step()).times(fails.times());
      switch (fails.when()) {
        case BEFORE -> step.before(fails.how());
        case AFTER -> step.after(fails.how());
      }
    } catch (IllegalArgumentException refusal) {
      throw refused("@RotationFails", place, refusal.getMessage());
    }
  }

  private static void requirePositive(int times, String annotation, AnnotatedElement place) {
    if (times < 1) {
      throw refused(annotation, place, "times is " + times + ", but must be at least 1");
    }
  }

  /** Returns the principal that an annotation names, with the permissions that it lists. */
  IamEntity caller(As as, AnnotatedElement place) {
    var name = "@As(\"" + as.value() + "\")";
    var entity = ENTITY.matcher(as.value());
    if (!entity.matches()) {
      throw refused(
          name, place, "write role/name, user/name, or the ARN of a role or user in any account");
    }
    var account =
        emulator.account(
            entity.group(1) == null ? emulator.administrator().accountId() : entity.group(1));
    var caller =
        entity.group(2).equals("role")
            ? account.role(entity.group(3))
            : account.user(entity.group(3));
    try {
      for (var action : as.allow()) {
        caller.allow(action);
        undoing.add(() -> caller.detach(PolicyDocument.allow(action)));
      }
    } catch (IllegalArgumentException malformed) {
      throw refused(name, place, malformed.getMessage());
    }
    return caller;
  }

  static ExtensionConfigurationException refused(
      String annotation, AnnotatedElement place, @Nullable String reason) {
    return new ExtensionConfigurationException(
        "%s on %s is invalid: %s".formatted(annotation, Declared.nameOf(place), reason));
  }
}
