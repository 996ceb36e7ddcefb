package dev.strongroom.teaching.world;

import dev.strongroom.api.ErrorCode;
import dev.strongroom.api.RotationStep;
import dev.strongroom.fault.Fault;
import dev.strongroom.fault.Faults;
import dev.strongroom.fault.RotationFailure.How;
import dev.strongroom.fault.RotationFailure.When;
import dev.strongroom.fault.Selection;
import dev.strongroom.teaching.yaml.Located;
import dev.strongroom.teaching.yaml.Members;
import dev.strongroom.teaching.yaml.Scalar;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * A fault as a scenario writes it: which calls, steps or replications it strikes, and one effect.
 *
 * @param remaining how many more it strikes; empty if that is as the file says
 */
record FaultSpec(String name, Members file, OptionalLong remaining) {

  static final List<String> SERVICES =
      List.of("secretsmanager", "kms", "rotation", "replication", "everything");

  private static final List<String> SELECTORS =
      List.of("name", "service", "on", "region", "secret", "by", "first", "every");

  private static final List<String> EFFECTS =
      List.of("fail", "throttle", "delay", "down", "lose-answer", "stale-reads");

  FaultSpec(String name, Members file) {
    this(name, file, OptionalLong.empty());
    file.only(Stream.concat(SELECTORS.stream(), EFFECTS.stream()).toList());
    file.oneOf(EFFECTS);
  }

  FaultSpec limitedTo(OptionalLong times) {
    return new FaultSpec(name, file, times);
  }

  Fault declare(World world) {
    try {
      return declare(world.aws.faults(), world);
    } catch (IllegalArgumentException misuse) {
      throw file.error(String.valueOf(misuse.getMessage()));
    }
  }

  private Fault declare(Faults faults, World world) {
    var service = file.find("service");
    var kind = service == null ? "secretsmanager" : service.asOneOf(SERVICES);
    var on = file.optionalText("on");
    return switch (kind) {
      case "kms" -> {
        var calls = on == null ? faults.kms() : faults.kms().on(on);
        yield effect(selected(by(calls, world), world));
      }
      case "rotation" -> {
        var steps = on == null ? faults.rotation() : faults.rotation().at(step(file.get("on")));
        yield effect(selected(steps, world));
      }
      case "replication" -> effect(selected(faults.replication(), world));
      case "everything" -> effect(selected(faults.region(file.text("region")), world));
      default -> {
        var calls = on == null ? faults.onAnyOperation() : faults.on(on);
        yield effect(selected(by(calls, world), world));
      }
    };
  }

  private static RotationStep step(Located name) {
    var steps = List.of(RotationStep.values());
    var word = name.asOneOf(steps.stream().map(RotationStep::wireName).toList());
    return steps.stream().filter(step -> step.wireName().equals(word)).findFirst().orElseThrow();
  }

  private Selection.OfCalls by(Selection.OfCalls calls, World world) {
    var by = file.optionalText("by");
    return by == null ? calls : calls.by(world.person(by).caller().principalArn());
  }

  private Selection.OfKms by(Selection.OfKms calls, World world) {
    var by = file.optionalText("by");
    return by == null ? calls : calls.by(world.person(by).caller().principalArn());
  }

  private <S extends Selection<S>> S selected(S selection, World world) {
    var region = file.optionalText("region");
    if (region != null) {
      selection = selection.in(region);
    }
    var secret = file.optionalText("secret");
    if (secret != null) {
      selection = selection.secret(world.resolve(secret));
    }
    if (file.has("every")) {
      selection = selection.every(file.get("every").asInteger());
    }
    if (remaining.isPresent()) {
      selection = selection.first(Math.toIntExact(remaining.getAsLong()));
    } else if (file.has("first")) {
      selection = selection.first(file.get("first").asInteger());
    }
    return selection;
  }

  private Fault effect(Selection.OfCalls calls) {
    var effect = file.oneOf(EFFECTS);
    var value = file.get(effect);
    return switch (effect) {
      case "fail" -> refusal(value, calls::fail);
      case "throttle" -> calls.throttle();
      case "delay" -> calls.delay(value.asDuration());
      case "down" -> calls.down();
      case "lose-answer" -> calls.loseAnswer();
      default ->
          value instanceof Scalar scalar && scalar.type() == Scalar.Type.INTEGER
              ? calls.staleReads(value.asInteger())
              : calls.staleReads(value.asDuration());
    };
  }

  private Fault effect(Selection.OfKms calls) {
    var effect = file.oneOf(EFFECTS);
    return switch (effect) {
      case "fail" -> refusal(file.get(effect), calls::fail);
      case "throttle" -> calls.throttle();
      case "delay" -> calls.delay(file.get(effect).asDuration());
      case "down" -> calls.down();
      default -> throw impossible(effect, "KMS");
    };
  }

  private Fault effect(Selection.OfRotations steps) {
    var effect = file.oneOf(EFFECTS);
    return switch (effect) {
      case "fail" -> {
        var fail = file.get(effect).asMembers().only("when", "how");
        var how = constant(fail.get("how"), How.values(), How::name);
        yield switch (constant(fail.get("when"), When.values(), When::name)) {
          case BEFORE -> steps.before(how);
          case AFTER -> steps.after(how);
        };
      }
      case "delay" -> steps.delay(file.get(effect).asDuration());
      default -> throw impossible(effect, "a rotation");
    };
  }

  private Fault effect(Selection.OfReplications replications) {
    var effect = file.oneOf(EFFECTS);
    if (!effect.equals("fail")) {
      throw impossible(effect, "a replication");
    }
    return replications.fail(file.get(effect).asMembers().only("message").text("message"));
  }

  private IllegalArgumentException impossible(String effect, String what) {
    return new IllegalArgumentException("there is no '" + effect + "' of " + what);
  }

  private static Fault refusal(Located value, BiFunction<ErrorCode, String, Fault> fail) {
    var refusal = value.asMembers().only("code", "message");
    return fail.apply(
        constant(refusal.get("code"), ErrorCode.values(), ErrorCode::wireName),
        refusal.text("message"));
  }

  private static <E> E constant(Located value, E[] constants, Function<E, String> name) {
    var word = value.asOneOf(Arrays.stream(constants).map(name).toList());
    return Arrays.stream(constants)
        .filter(constant -> name.apply(constant).equals(word))
        .findFirst()
        .orElseThrow();
  }
}
