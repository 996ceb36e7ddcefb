package dev.strongroom.standalone;

import dev.strongroom.EmulatorBuilder;
import dev.strongroom.SecretsEmulator;
import dev.strongroom.seed.Seed;
import dev.strongroom.wire.Endpoint;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** Serves an emulator until the process is ended. */
@Command(
    description = {
      "Serves an emulated AWS Secrets Manager, KMS and STS on the loopback interface, until it is"
          + " ended by Ctrl-C or a signal."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    sortOptions = false,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:it was ended, or only asked for help or version",
      "1:the port is taken, or a seed or the data can't be used",
      "2:the command line is wrong"
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  strongroom --seed secrets.yaml --watch",
      "  strongroom --seed template.yaml --parameter Stage=test",
      "  strongroom --seed secrets.yaml --data .strongroom",
      "  AWS_TOKEN=test strongroom --seed secrets.yaml --agent",
      "  strongroom --function"
          + " arn:aws:lambda:us-east-1:123456789012:function:rotate=http://127.0.0.1:9000",
      "  strongroom start --port 0 --frozen-at 2026-01-01T00:00:00Z",
      "  strongroom start --bind 0.0.0.0 --allow-host strongroom    (in a container)",
      "  eval \"$(strongroom env)\"    (in the shell of the application)"
    })
abstract class Serving implements Callable<Integer> {

  @Option(
      names = "--port",
      paramLabel = "PORT",
      defaultValue = "4566",
      description = "Where to listen; 0 for any free port. Default: ${DEFAULT-VALUE}")
  private int port;

  @Option(
      names = "--region",
      paramLabel = "REGION",
      description = "The Region of unsigned requests. Default: the seed's, or us-east-1")
  private @Nullable String region;

  @Option(
      names = "--account",
      paramLabel = "ID",
      description = "The account of callers that name none. Default: the seed's, or 123456789012")
  private @Nullable String account;

  @Option(
      names = "--seed",
      paramLabel = "FILE",
      description =
          "What to start with: JSON, YAML, the output of aws secretsmanager list-secrets or"
              + " batch-get-secret-value, or a CloudFormation template; may be repeated.")
  private List<Path> seeds = new ArrayList<>();

  @Option(
      names = "--watch",
      description = "Applies new and changed entries of the seeds while it runs.")
  private boolean watch;

  @Option(names = "--prune", description = "With --watch: removes what is no longer in the seeds.")
  private boolean prune;

  @Option(
      names = "--frozen-at",
      paramLabel = "INSTANT",
      converter = InstantConverter.class,
      description = "Where time stands still, e.g. 2026-01-01T00:00:00Z; else it ticks.")
  private @Nullable Instant frozenAt;

  @Option(
      names = "--bind",
      paramLabel = "ADDRESS",
      converter = AddressConverter.class,
      description =
          "Listens on this address instead of 127.0.0.1, e.g. 0.0.0.0 in a container. Whoever"
              + " reaches it can read every secret: nobody has to sign in.")
  private @Nullable InetAddress bind;

  @Option(
      names = "--allow-host",
      paramLabel = "NAME",
      description =
          "Serves requests that were sent to this host name as well, e.g. a container's; may be"
              + " repeated.")
  private List<String> hosts = new ArrayList<>();

  @Option(
      names = "--allow-origin",
      paramLabel = "ORIGIN",
      description = "Serves web pages of this origin, e.g. http://localhost:3000; may be repeated.")
  private List<String> origins = new ArrayList<>();

  @Option(
      names = {"-v", "--verbose"},
      description = "Prints a line for each request, without values.")
  private boolean verbose;

  @Option(
      names = {"-q", "--quiet"},
      description = "Prints nothing but errors and warnings.")
  private boolean quiet;

  @Spec private @Nullable CommandSpec spec;

  private final SeedFiles seedFiles = new SeedFiles();
  private final Functions functions = new Functions();
  private final DataOptions data = new DataOptions();
  private final Agents agents = new Agents();
  private final ConsoleOptions consoleOptions = new ConsoleOptions();

  /**
   * Returns a command line with the groups of options that most starts do without. picocli takes
   * longer to find them by reflection than to read all else.
   */
  CommandLine withAllOptions() {
    var line = new CommandLine(this);
    List.of(data, seedFiles, functions, agents, consoleOptions)
        .forEach(group -> line.addMixin(group.getClass().getSimpleName(), group));
    return line;
  }

  @Override
  public Integer call() throws IOException, CommandException {
    if (verbose && quiet) {
      throw usage("--verbose and --quiet contradict each other: keep one");
    }
    if (prune && !watch) {
      throw usage("--prune needs --watch");
    }
    requireNoMistake(data.mistake());
    requireNoMistake(consoleOptions.mistake());
    boolean isFirstStart = data.isFirstStart();
    if (isFirstStart) {
      WarmUp.begin();
    }
    requireSettings();
    if (quiet) {
      Logging.errorsOnly();
    }
    var seed = load();
    var patient = seed.withoutImmediateRotations(); // the functions need the endpoint
    var aws = emulator(patient);
    if (!isFirstStart) { // while data are read, no processor is idle
      WarmUp.begin();
    }
    var listening =
        Endpoint.of(aws)
            .port(port)
            .allowHosts(hosts.toArray(String[]::new))
            .allowOrigins(origins.toArray(String[]::new));
    if (bind != null) {
      listening.bind(bind);
    }
    if (verbose) {
      listening.onAnswer(new AccessLog(aws, out()));
    }
    var endpoint = start(listening);
    var console = consoleOptions.open(endpoint);
    var agentLines = startAgents(endpoint, aws);
    Runtime.getRuntime()
        .addShutdownHook(new Thread(() -> end(agents, endpoint, aws), "strongroom-shutdown"));
    warn(endpoint);
    aws.background();
    if (isFirstStart) {
      aws.reseed(patient, seed, false);
    }
    if (watch) {
      watch(endpoint, seed);
    }
    if (!quiet) {
      out().println("strongroom listening on " + endpoint.uri());
      if (console != null) {
        out().println("console: " + console.uri());
      }
      agentLines.forEach(out()::println);
      data.notes().forEach(out()::println);
      seed.notes().forEach(out()::println);
      out().flush();
    }
    return 0;
  }

  private void requireSettings() {
    if (port < 0 || port > 65535) {
      throw usage("A port is a number from 0 to 65535, but this one is " + port);
    }
    try {
      settings().build().close();
    } catch (IllegalArgumentException misuse) {
      throw usage(String.valueOf(misuse.getMessage()));
    }
  }

  private EmulatorBuilder settings() {
    var builder = SecretsEmulator.builder();
    if (account != null) {
      builder.accountId(account);
    }
    if (region != null) {
      builder.region(region);
    }
    functions.limit(builder);
    return frozenAt == null ? builder : builder.frozenAt(frozenAt);
  }

  private void requireNoMistake(@Nullable String mistake) {
    if (mistake != null) {
      throw usage(mistake);
    }
  }

  private Seed load() throws CommandException {
    return functions.addTo(seedFiles.load(seeds, account, region));
  }

  private SecretsEmulator emulator(Seed seed) throws CommandException {
    try {
      return data.in(settings()).seed(seed).build();
    } catch (IllegalArgumentException | IllegalStateException | UncheckedIOException refused) {
      throw new CommandException(String.valueOf(refused.getMessage()), refused);
    }
  }

  private void watch(Endpoint endpoint, Seed seed) {
    var err = command().commandLine().getErr();
    new SeedWatch(endpoint, seed, seeds, prune, this::load, out(), err).start();
  }

  private Endpoint start(Endpoint.Builder settings) throws IOException, CommandException {
    try {
      return settings.start();
    } catch (BindException taken) {
      throw new CommandException(
          "Port %d can't be used: %s. Choose another with --port, or 0 for any free one."
              .formatted(port, taken.getMessage()),
          taken);
    }
  }

  /** Starts the agents; if one can't be, nothing listens. */
  private List<String> startAgents(Endpoint endpoint, SecretsEmulator aws)
      throws IOException, CommandException {
    try {
      return agents.start(aws, System.getenv());
    } catch (IOException | CommandException refused) {
      agents.close();
      endpoint.close();
      aws.close();
      throw refused;
    }
  }

  /** To be ended is what a server is for: its exit code is 0, not that of the signal. */
  private static void end(Agents agents, Endpoint endpoint, SecretsEmulator aws) {
    agents.close();
    endpoint.close();
    aws.close();
    Runtime.getRuntime().halt(0);
  }

  /** What nobody should have switched on without knowing. */
  private void warn(Endpoint endpoint) {
    var err = command().commandLine().getErr();
    if (bind != null && !bind.isLoopbackAddress()) {
      err.println(
          "WARNING: --bind %s: every machine that reaches port %d can read and change all secrets."
              .formatted(bind.getHostAddress(), endpoint.uri().getPort()));
    }
    if (!hosts.isEmpty()) {
      err.println(
          "WARNING: --allow-host %s: a web page that this name leads here can read all secrets."
              .formatted(String.join(", ", hosts)));
    }
    err.flush();
  }

  private PrintWriter out() {
    return command().commandLine().getOut();
  }

  private CommandSpec command() {
    return Objects.requireNonNull(spec);
  }

  private ParameterException usage(String message) {
    return new ParameterException(command().commandLine(), message);
  }

  /** An instant in ISO 8601. */
  static final class InstantConverter implements ITypeConverter<Instant> {
    @Override
    public Instant convert(String text) {
      try {
        return Instant.parse(text);
      } catch (DateTimeParseException malformed) {
        throw new TypeConversionException(
            "An instant looks like 2026-01-01T00:00:00Z, but this one is '" + text + "'");
      }
    }
  }

  /** An address of this machine, or a name that stands for one. */
  static final class AddressConverter implements ITypeConverter<InetAddress> {
    @Override
    public InetAddress convert(String text) {
      try {
        return InetAddress.getByName(text);
      } catch (UnknownHostException unknown) {
        throw new TypeConversionException(
            "An address looks like 0.0.0.0, but this one is '" + text + "'");
      }
    }
  }
}
