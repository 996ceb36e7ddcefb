package dev.strongroom.samples.benchmark;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/**
 * The figures of {@link Calls}: time and allocated bytes of each call beside those of its floor.
 */
final class CallFigures {

  private record Line(
      String what, String benchmark, String floor, double bound, double boundOfBytes) {}

  private static final List<Line> LINES =
      List.of(
          new Line("GetSecretValue in the core", "readCore", "readBare", 1.3, 1.3),
          new Line("GetSecretValue, direct client", "readDirect", "readBare", 1.4, 1.3),
          new Line("GetSecretValue, real client in process", "readReal", "readCanned", 1.4, 1.4),
          new Line("PutSecretValue in the core", "writeCore", "writeBare", 1.5, 1.5),
          new Line("PutSecretValue, direct client", "writeDirect", "writeBare", 1.5, 1.5),
          new Line(
              "a new emulator, a secret, a direct client", "newEmulator", "newMock", 1.1, 1.1));

  private record Measured(Sample micros, double bytes) {

    static Measured of(RunResult result) {
      var times = result.getPrimaryResult().getStatistics();
      var allocated = result.getSecondaryResults().get("gc.alloc.rate.norm");
      return new Measured(
          new Sample(times.getMin() / 1_000, times.getPercentile(50) / 1_000),
          allocated == null ? Double.NaN : allocated.getScore());
    }
  }

  private CallFigures() {}

  static List<Figure> measure(Path directory, List<String> given) throws Exception {
    var asked = new CommandLineOptions(given.toArray(String[]::new));
    var options =
        new OptionsBuilder()
            .parent(asked)
            .forks(asked.getForkCount().orElse(3))
            .measurementIterations(asked.getMeasurementIterations().orElse(5))
            .measurementTime(TimeValue.seconds(1))
            .addProfiler(GCProfiler.class)
            .resultFormat(ResultFormatType.JSON)
            .result(directory.resolve("benchmark.json").toString())
            .build();
    Map<String, Measured> measured = new HashMap<>();
    for (var result : new Runner(options).run()) {
      var name = result.getParams().getBenchmark();
      measured.put(name.substring(name.lastIndexOf('.') + 1), Measured.of(result));
    }
    var figures = new ArrayList<Figure>();
    for (var line : LINES) {
      var own = measured.get(line.benchmark());
      var floor = measured.get(line.floor());
      if (own != null && floor != null) {
        figures.add(Figure.beside(line.what(), "us", own.micros(), floor.micros(), line.bound()));
        figures.add(
            Figure.beside(
                line.what(),
                "bytes",
                Sample.of(own.bytes()),
                Sample.of(floor.bytes()),
                line.boundOfBytes()));
      }
    }
    var slowdown = slowdown(measured, "readCore");
    var least = slowdown(measured, "readBare");
    if (slowdown != null && least != null) {
      figures.add(
          Figure.beside(
              "two threads reading, beside one (bound: 0.95 of the gain)",
              "times",
              slowdown,
              least,
              1 / 0.95));
    }
    return figures;
  }

  /** What a call takes in each of two threads, over what it takes in one alone. */
  private static Sample slowdown(Map<String, Measured> measured, String benchmark) {
    var one = measured.get(benchmark);
    var two = measured.get(benchmark + "InTwoThreads");
    return one == null || two == null
        ? null
        : new Sample(
            two.micros().minimum() / one.micros().minimum(),
            two.micros().median() / one.micros().median());
  }
}
