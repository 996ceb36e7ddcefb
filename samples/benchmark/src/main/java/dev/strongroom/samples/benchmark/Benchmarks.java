package dev.strongroom.samples.benchmark;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Runs the benchmarks and prints each figure beside its floor. */
public final class Benchmarks {

  private static final String ONLY = "--only=";
  private static final String RIVALS = "--rivals=";
  private static final String STARTS = "starts"; // only where it is asked for: it needs the jar
  private static final List<String> ALL = List.of("calls", "jvms", "servers", "scale");

  private Benchmarks() {}

  /**
   * Takes the directory of the results; {@code --only=calls,scale} for some of the parts, or {@code
   * --only=starts} for the jar's; {@code --rivals=5000} for the ports of other servers on this
   * machine; and options of JMH for the calls.
   */
  public static void main(String[] arguments) throws Exception {
    var only = ALL;
    var rivals = new ArrayList<Integer>();
    var jmh = new ArrayList<String>();
    for (var argument : Arrays.asList(arguments).subList(1, arguments.length)) {
      if (argument.startsWith(ONLY)) {
        only = parts(argument.substring(ONLY.length()));
      } else if (argument.startsWith(RIVALS)) {
        for (var port : argument.substring(RIVALS.length()).split(",")) {
          rivals.add(Integer.valueOf(port));
        }
      } else {
        jmh.add(argument);
      }
    }
    var directory = Path.of(arguments[0]);
    var figures = new ArrayList<Figure>();
    for (var part : only) {
      var measured =
          switch (part) {
            case "calls" -> CallFigures.measure(directory, jmh);
            case "jvms" -> FreshJvms.measure();
            case "servers" -> Servers.measure(rivals);
            case STARTS -> Starts.measure(directory);
            default -> scale();
          };
      System.out.println("\n" + part + "\n\n" + Figure.table(measured));
      figures.addAll(measured);
    }
    Files.write(
        directory.resolve("figures.json"), JsonMapper.builder().build().writeValueAsBytes(figures));
  }

  private static List<Figure> scale() throws Exception {
    var figures = new ArrayList<>(ManySecrets.measure());
    figures.addAll(Writes.measure());
    figures.add(YearOfRotations.measure());
    figures.addAll(Policies.measure());
    return figures;
  }

  private static List<String> parts(String text) {
    var parts = List.of(text.split(","));
    for (var part : parts) {
      if (!ALL.contains(part) && !part.equals(STARTS)) {
        throw new IllegalArgumentException(
            "no part " + part + ": choose from " + ALL + " and " + STARTS);
      }
    }
    return parts;
  }
}
