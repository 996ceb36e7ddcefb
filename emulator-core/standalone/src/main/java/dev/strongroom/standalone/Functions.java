package dev.strongroom.standalone;

import dev.strongroom.EmulatorBuilder;
import dev.strongroom.seed.FunctionSeed;
import dev.strongroom.seed.Seed;
import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;

/** The rotation functions that the command line names. */
final class Functions {

  @Option(
      names = "--function",
      paramLabel = "ARN=CODE",
      description =
          "A rotation function: a URL that speaks Lambda's Invoke API, e.g. http://127.0.0.1:9000;"
              + " builtin:password; builtin:postgres-single-user#JDBC-URL and those for other"
              + " databases; or file.jar#com.example.Handler. May be repeated.")
  private Map<String, String> functions = new LinkedHashMap<>();

  @Option(
      names = "--function-timeout",
      paramLabel = "SECONDS",
      description = "How long a step of such a function may take. Default: ${DEFAULT-VALUE}")
  private int seconds = 30;

  @Option(
      names = "--allow-remote-functions",
      description =
          "Calls functions by URLs of other machines, which get to know the names of secrets.")
  private boolean allowRemote;

  @Option(
      names = "--classpath",
      paramLabel = "JARS",
      description =
          "The JDBC drivers of built-in functions, and further jars of functions that are jars;"
              + " separated as in a class path.")
  private String classPath = "";

  /** The seed with these functions in it. */
  Seed addTo(Seed seed) throws CommandException {
    var all = seed;
    for (var function : functions.entrySet()) {
      try {
        all =
            all.and(
                FunctionSeed.of(function.getKey(), function.getValue())
                    .timeout(Duration.ofSeconds(seconds))
                    .classPath(jars()));
      } catch (IllegalArgumentException wrong) {
        throw new CommandException(String.valueOf(wrong.getMessage()), wrong);
      }
    }
    return all;
  }

  /** Sets what the functions of an emulator may do, those of its seed included. */
  void limit(EmulatorBuilder aws) {
    if (allowRemote) {
      aws.allowRemoteFunctions();
    }
    aws.functionDrivers(jars());
  }

  private List<Path> jars() {
    var jars = new ArrayList<Path>();
    for (var jar : classPath.split(File.pathSeparator)) {
      if (!jar.isBlank()) {
        jars.add(Path.of(jar));
      }
    }
    return jars;
  }
}
