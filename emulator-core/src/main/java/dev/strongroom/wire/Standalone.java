package dev.strongroom.wire;

import dev.strongroom.SecretsEmulator;
import dev.strongroom.Seed;
import java.io.IOException;
import java.net.BindException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** An endpoint as a process of its own, for who has no JVM: {@code java -jar ...}. */
@Command(
    name = "strongroom",
    description = "Serves an emulated AWS Secrets Manager, KMS and STS on the loopback interface.",
    mixinStandardHelpOptions = true,
    versionProvider = Standalone.Version.class,
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {
      "0:it was ended, or only asked for help or version",
      "1:the port is taken, or the seed can't be used",
      "2:the command line is wrong"
    })
final class Standalone implements Callable<Integer> {

  @Option(
      names = "--port",
      paramLabel = "PORT",
      defaultValue = "4566",
      description = "Where to listen; 0 for any free port. Default: ${DEFAULT-VALUE}")
  private int port;

  @Option(
      names = "--region",
      paramLabel = "REGION",
      defaultValue = "us-east-1",
      description = "The Region of unsigned requests. Default: ${DEFAULT-VALUE}")
  private String region = "";

  @Option(
      names = "--account",
      paramLabel = "ID",
      defaultValue = "123456789012",
      description = "The account of callers that name none. Default: ${DEFAULT-VALUE}")
  private String account = "";

  @Option(names = "--seed", paramLabel = "FILE", description = "Secrets to start with, as JSON.")
  private @Nullable Path seed;

  @Option(
      names = "--frozen-at",
      paramLabel = "INSTANT",
      description = "Where time stands still, e.g. 2026-01-01T00:00:00Z; else it ticks.")
  private @Nullable Instant frozenAt;

  @Spec private @Nullable CommandSpec command;

  private Standalone() {}

  public static void main(String... arguments) {
    if (System.getProperty(Endpoint.NO_DELAY) == null) {
      System.setProperty(Endpoint.NO_DELAY, "true");
    }
    int exitCode = new CommandLine(new Standalone()).execute(arguments);
    if (exitCode != 0) {
      System.exit(exitCode); // else the server's thread goes on, if there is one
    }
  }

  @Override
  public Integer call() throws IOException {
    try {
      var endpoint = Endpoint.start(emulator(), port);
      Runtime.getRuntime().addShutdownHook(new Thread(endpoint::close, "strongroom-shutdown"));
      System.out.println("strongroom listening on " + endpoint.uri());
      return 0;
    } catch (BindException taken) {
      return fail(
          "Port %d can't be used: %s. Choose another with --port, or 0 for any free one."
              .formatted(port, taken.getMessage()));
    } catch (UnusableSeedException unusable) {
      return fail(unusable.getMessage());
    }
  }

  private SecretsEmulator emulator() throws UnusableSeedException {
    if (port < 0 || port > 65535) {
      throw usage("A port is a number from 0 to 65535, but this one is " + port);
    }
    var builder = SecretsEmulator.builder().accountId(account).region(region);
    if (frozenAt != null) {
      builder.frozenAt(frozenAt);
    }
    SecretsEmulator aws;
    try {
      aws = builder.build();
    } catch (IllegalArgumentException misuse) {
      throw usage(String.valueOf(misuse.getMessage()));
    }
    if (seed != null) {
      try {
        aws.seed(Seed.load(seed));
      } catch (NoSuchFileException missing) {
        throw new UnusableSeedException("There is no seed file " + seed, missing);
      } catch (IOException unreadable) {
        throw new UnusableSeedException("Seed file " + seed + " can't be read", unreadable);
      } catch (IllegalArgumentException malformed) {
        throw new UnusableSeedException(String.valueOf(malformed.getMessage()), malformed);
      }
    }
    return aws;
  }

  /** A file that is no seed, or not one that the service accepts; the message quotes no value. */
  private static final class UnusableSeedException extends Exception {
    private static final long serialVersionUID = 1;

    UnusableSeedException(String message, Exception cause) {
      super(message, cause);
    }
  }

  private ParameterException usage(String message) {
    return new ParameterException(Objects.requireNonNull(command).commandLine(), message);
  }

  private static int fail(@Nullable String message) {
    System.err.println(message);
    return 1;
  }

  /** What the jar's manifest says. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      var version = Standalone.class.getPackage().getImplementationVersion();
      return new String[] {"strongroom " + (version == null ? "(not from its jar)" : version)};
    }
  }
}
