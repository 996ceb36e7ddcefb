package dev.strongroom.samples.benchmark;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** Runs the benchmarks and prints each beside its floor, as ratios of one run. */
public final class Report {

  private record Line(String what, String benchmark, String floor) {}

  private static final List<Line> LINES =
      List.of(
          new Line("GetSecretValue in the core", "readCore", "readBare"),
          new Line("GetSecretValue, direct client", "readDirect", "readBare"),
          new Line("GetSecretValue, real client in process", "readReal", "readCanned"),
          new Line("PutSecretValue in the core", "writeCore", "writeBare"),
          new Line("PutSecretValue, direct client", "writeDirect", "writeBare"),
          new Line("a new emulator with a secret, one client", "newEmulator", "newMock"));

  private record Figures(double minimum, double median, double mean, double allocated) {

    static Figures of(RunResult result) {
      var times = result.getPrimaryResult().getStatistics();
      var allocated = result.getSecondaryResults().get("gc.alloc.rate.norm");
      return new Figures(
          times.getMin() / 1_000,
          times.getPercentile(50) / 1_000,
          times.getMean() / 1_000,
          allocated == null ? Double.NaN : allocated.getScore() / 1_024);
    }
  }

  private Report() {}

  /** Takes the directory of the results, and options of JMH such as {@code -f 1 -i 3}. */
  public static void main(String[] arguments) throws Exception {
    var given = new CommandLineOptions(Arrays.copyOfRange(arguments, 1, arguments.length));
    var options =
        new OptionsBuilder()
            .parent(given)
            .forks(given.getForkCount().orElse(3))
            .warmupIterations(given.getWarmupIterations().orElse(10))
            .warmupTime(TimeValue.seconds(2))
            .measurementIterations(given.getMeasurementIterations().orElse(5))
            .measurementTime(TimeValue.seconds(1))
            .addProfiler(GCProfiler.class)
            .resultFormat(ResultFormatType.JSON)
            .result(Path.of(arguments[0], "benchmark.json").toString())
            .build();
    Map<String, Figures> figures = new HashMap<>();
    for (var result : new Runner(options).run()) {
      var name = result.getParams().getBenchmark();
      figures.put(name.substring(name.lastIndexOf('.') + 1), Figures.of(result));
    }
    System.out.println();
    System.out.println(
        "| what | minimum, us | median, us | KiB | floor, us | ratio | ratio of medians | ratio of KiB |");
    System.out.println("| --- | --- | --- | --- | --- | --- | --- | --- |");
    for (var line : LINES) {
      var own = figures.get(line.benchmark());
      var floor = figures.get(line.floor());
      if (own != null && floor != null) {
        System.out.printf(
            "| %s | %.1f | %.1f | %.1f | %.1f | %.2f | %.2f | %.2f |%n",
            line.what(),
            own.minimum(),
            own.median(),
            own.allocated(),
            floor.minimum(),
            own.minimum() / floor.minimum(),
            own.median() / floor.median(),
            own.allocated() / floor.allocated());
      }
    }
    if (figures.containsKey("readCoreByTwo") && figures.containsKey("readBareByTwo")) {
      double own = gainOfTwo("readCore", figures);
      double floor = gainOfTwo("readBare", figures);
      System.out.printf(
          "Two threads read %.2f times as much as one, of bare cryptography %.2f: ratio %.2f%n",
          own, floor, own / floor);
    }
  }

  private static double gainOfTwo(String benchmark, Map<String, Figures> figures) {
    var one = Objects.requireNonNull(figures.get(benchmark), benchmark);
    var two = Objects.requireNonNull(figures.get(benchmark + "ByTwo"), benchmark);
    return 2 * one.mean() / two.mean();
  }
}
