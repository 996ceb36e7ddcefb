package dev.strongroom.samples.benchmark;

import static dev.strongroom.samples.benchmark.FreshJvm.Kind.CANNED;
import static dev.strongroom.samples.benchmark.FreshJvm.Kind.CORE;
import static dev.strongroom.samples.benchmark.FreshJvm.Kind.DIRECT;
import static dev.strongroom.samples.benchmark.FreshJvm.Kind.MOCK;
import static dev.strongroom.samples.benchmark.FreshJvm.Kind.REAL;
import static dev.strongroom.samples.benchmark.FreshJvm.Kind.STUB;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What a JVM spends that creates and reads one secret and does nothing else. */
final class FreshJvms {

  private static final int ROUNDS = 9;

  private FreshJvms() {}

  static List<Figure> measure() throws Exception {
    Map<FreshJvm.Kind, double[]> cpu = new EnumMap<>(FreshJvm.Kind.class);
    Map<FreshJvm.Kind, Sample> classes = new EnumMap<>(FreshJvm.Kind.class);
    for (var kind : FreshJvm.Kind.values()) {
      cpu.put(kind, new double[ROUNDS]);
      classes.put(kind, Sample.of(Children.classes(FreshJvm.class, kind.name())));
    }
    for (int round = 0; round < ROUNDS; round++) {
      for (var kind : FreshJvm.Kind.values()) {
        cpu.get(kind)[round] =
            Double.parseDouble(
                Children.output(Children.command(List.of(), FreshJvm.class, kind.name())));
      }
    }
    return List.of(
        cpu("core", cpu, CORE, STUB, 2.0),
        cpu("direct client", cpu, DIRECT, STUB, 2.0),
        cpu("direct client, beside a Mockito mock", cpu, DIRECT, MOCK, 0.5),
        cpu("real client", cpu, REAL, CANNED, 1.3),
        classes("core", classes, CORE, STUB),
        classes("direct client", classes, DIRECT, STUB),
        classes("real client", classes, REAL, CANNED));
  }

  private static Figure cpu(
      String what,
      Map<FreshJvm.Kind, double[]> measured,
      FreshJvm.Kind own,
      FreshJvm.Kind floor,
      double bound) {
    return Figure.beside(
        "fresh JVM, " + what,
        "ms CPU",
        Sample.of(measured.get(own)),
        Sample.of(measured.get(floor)),
        bound);
  }

  private static Figure classes(
      String what, Map<FreshJvm.Kind, Sample> measured, FreshJvm.Kind own, FreshJvm.Kind floor) {
    return new Figure(
        "fresh JVM, " + what, "classes", measured.get(own), measured.get(floor), null);
  }
}
