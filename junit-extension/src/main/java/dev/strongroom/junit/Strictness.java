package dev.strongroom.junit;

import static java.util.stream.Collectors.joining;

import dev.strongroom.audit.Counters;
import dev.strongroom.internal.inspect.SideEffectFreeReader;
import dev.strongroom.report.Usage;
import java.lang.reflect.AnnotatedElement;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Checks one test for {@link Strict}, {@link MaxCalls} and {@link MaxCost}, by what it began with.
 */
final class Strictness {

  private static final int MOST_LINES = 10;

  private final EmulatorScope test;
  private final Counters callsBefore;
  private final Map<String, Limit> limits = new LinkedHashMap<>();
  private List<Strict.Check> checks = List.of();
  private @Nullable AnnotatedElement strict;
  private @Nullable Budget budget;

  private record Limit(MaxCalls annotation, AnnotatedElement place) {

    @Override
    public String toString() {
      return "@MaxCalls(value = %d, of = \"%s\")".formatted(annotation.value(), annotation.of());
    }
  }

  /**
   * The most that the test may cost.
   *
   * @param before what had been used when the test began
   */
  private record Budget(MaxCost annotation, AnnotatedElement place, Usage before) {

    @Override
    public String toString() {
      return "@MaxCost(value = %s%s)"
          .formatted(
              BigDecimal.valueOf(annotation.value()).toPlainString(),
              annotation.times() == 1 ? "" : ", times = " + annotation.times());
    }
  }

  private Strictness(EmulatorScope test) {
    this.test = test;
    this.callsBefore = test.emulator().counters();
  }

  /** Returns the checks of the innermost annotations, or refuses impossible ones. */
  static Strictness of(List<AnnotatedElement> places, EmulatorScope test) {
    var strictness = new Strictness(test);
    for (var place : places) {
      Annotations.find(place, Strict.class)
          .ifPresent(
              annotation -> {
                strictness.checks = List.of(annotation.value());
                strictness.strict = place;
              });
      Annotations.find(place, MaxCost.class)
          .ifPresent(annotation -> strictness.budget(annotation, place));
      for (var limit : Annotations.all(place, MaxCalls.class)) {
        strictness.limit(new Limit(limit, place));
      }
    }
    return strictness;
  }

  private void limit(Limit limit) {
    var annotation = limit.annotation();
    if (annotation.value() < 0) {
      throw PerTestAnnotations.refused(
          limit.toString(), limit.place(), "value must be 0, for no calls, or more");
    }
    requireKnown(limit);
    var other = limits.put(annotation.of(), limit);
    if (other != null && other.place().equals(limit.place())) {
      throw PerTestAnnotations.refused(
          limit.toString(), limit.place(), "there is " + other + " too; keep one of them");
    }
  }

  private void budget(MaxCost annotation, AnnotatedElement place) {
    var given = new Budget(annotation, place, Usage.of(test.emulator()));
    if (!(annotation.value() >= 0)) {
      throw PerTestAnnotations.refused(
          given.toString(), place, "value must be 0, for nothing that costs, or more");
    }
    if (annotation.times() < 1) {
      throw PerTestAnnotations.refused(given.toString(), place, "times must be at least 1");
    }
    budget = given;
  }

  /** Refuses a misspelt operation, naming those that are near. */
  private void requireKnown(Limit limit) {
    var faults = test.emulator().faults();
    try {
      faults.on(limit.annotation().of());
    } catch (IllegalArgumentException unknown) {
      try {
        faults.kms().on(limit.annotation().of());
      } catch (IllegalArgumentException unknownToKms) {
        throw PerTestAnnotations.refused(limit.toString(), limit.place(), unknown.getMessage());
      }
    }
  }

  /** Returns an error that names all violations; null if there are none. */
  @Nullable AssertionError failure() {
    var complaints =
        Stream.of(
                Stream.of(overspent()),
                checks.stream()
                    .distinct()
                    .map(
                        check ->
                            switch (check) {
                              case FAULTS_STRUCK -> unused();
                              case NO_PENDING_VERSION -> unfinished();
                            }),
                limits.values().stream().map(this::exceeded))
            .flatMap(each -> each)
            .filter(complaint -> !complaint.isEmpty())
            .toList();
    return complaints.isEmpty() ? null : new AssertionError(String.join("\n", complaints));
  }

  private String unused() {
    var unused = new ArrayList<>(test.emulator().faults().unused());
    unused.removeAll(test.unusedBefore());
    return unused.isEmpty()
        ? ""
        : "%s: these faults never struck, so that the test shows nothing about them. Correct what they select, or remove them:%s"
            .formatted(strict(Strict.Check.FAULTS_STRUCK), lines(unused));
  }

  private String unfinished() {
    var secrets = new SideEffectFreeReader(test.emulator()).unfinishedRotations();
    return secrets.isEmpty()
        ? ""
        : "%s: AWSPENDING was left behind. Finish the rotation, or remove the label with UpdateSecretVersionStage:%s"
            .formatted(strict(Strict.Check.NO_PENDING_VERSION), lines(secrets));
  }

  private String strict(Strict.Check check) {
    return strict == null ? "" : "@Strict(" + check + ") on " + Declared.nameOf(strict);
  }

  private String exceeded(Limit limit) {
    var calls = calls(limit.annotation().of());
    return calls.count() <= limit.annotation().value()
        ? ""
        : "%s on %s: %s made. Cache what was read, or raise the limit:%s"
            .formatted(
                limit,
                Declared.nameOf(limit.place()),
                calls.count() == 1 ? "1 call was" : calls.count() + " calls were",
                lines(calls.toString().lines().skip(1).toList()));
  }

  private String overspent() {
    if (budget == null) {
      return "";
    }
    var usage = Usage.of(test.emulator()).since(budget.before());
    var bill = usage.repeated(budget.annotation().times()).bill();
    return bill.total().compareTo(BigDecimal.valueOf(budget.annotation().value())) <= 0
        ? ""
        : "%s on %s: AWS would charge more. Cache what was read, or raise the limit:%s"
            .formatted(
                budget, Declared.nameOf(budget.place()), lines(bill.toString().lines().toList()));
  }

  /** Returns how often this test called an operation. */
  private Counters calls(String operation) {
    var calls = new HashMap<>(test.emulator().counters().of(operation).counts());
    callsBefore
        .counts()
        .forEach(
            (key, count) ->
                calls.computeIfPresent(key, (same, now) -> now > count ? now - count : null));
    return new Counters(calls);
  }

  private static String lines(List<?> entries) {
    return entries.stream()
            .limit(MOST_LINES)
            .map(entry -> "\n  " + entry.toString().replace("\n", "\n  "))
            .collect(joining())
        + (entries.size() > MOST_LINES ? "\n  and " + (entries.size() - MOST_LINES) + " more" : "");
  }
}
