package dev.strongroom.standalone;

import com.fasterxml.jackson.databind.JsonNode;
import dev.strongroom.wire.Endpoint;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The settings by which an application's own SDK finds the service. */
@Command(
    name = "env",
    description = {
      "Prints the environment in which AWS's SDKs and tools call Strongroom instead of AWS."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    sortOptions = false,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:it is printed", "1:another program has the port", "2:wrong command line"},
    footerHeading = "%nExamples:%n",
    footer = {
      "  eval \"$(strongroom env)\"",
      "  strongroom env --shell powershell | Invoke-Expression",
      "  strongroom env --shell dotenv > .env",
      "  strongroom env --profile strongroom >> ~/.aws/config"
    })
final class Env implements Callable<Integer> {

  /** Without these, the others mean what they say. */
  static final List<String> IN_THE_WAY =
      List.of("AWS_PROFILE", "AWS_SESSION_TOKEN", "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS");

  /** The forms in which variables are set. */
  enum Shell {
    SH("export %s='%s'", "'", "'\\''", "unset %s"),
    POWERSHELL("$env:%s = '%s'", "'", "''", "Remove-Item Env:%s -ErrorAction SilentlyContinue"),
    DOTENV("%s=%s", "", "", null);

    private final String set;
    private final String quote;
    private final String escapedQuote;
    private final @Nullable String unset;

    Shell(String set, String quote, String escapedQuote, @Nullable String unset) {
      this.set = set;
      this.quote = quote;
      this.escapedQuote = escapedQuote;
      this.unset = unset;
    }

    String set(String name, String value) {
      var escaped = quote.isEmpty() ? value : value.replace(quote, escapedQuote);
      return set.formatted(name, escaped);
    }
  }

  /** Either variables or a profile. */
  static final class Form {
    @Option(
        names = "--shell",
        paramLabel = "SHELL",
        description = "sh (also for bash and zsh), powershell or dotenv. Default: sh")
    private @Nullable Shell shell;

    @Option(
        names = "--profile",
        paramLabel = "NAME",
        description = "Prints a profile for ~/.aws/config instead, to be used by this name.")
    private @Nullable String profile;
  }

  @Mixin private Server server = new Server();

  @Option(
      names = "--region",
      paramLabel = "REGION",
      description = "The Region to call. Default: that of the service")
  private @Nullable String region;

  @Option(
      names = "--access-key",
      paramLabel = "ID",
      defaultValue = "test",
      description =
          "Who calls: an access key id of the seed, or an account's id for its administrator."
              + " Default: the default account's administrator")
  private String accessKey = "";

  @ArgGroup private Form form = new Form();

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() throws CommandException {
    var health = healthIfUp();
    var where =
        region != null ? region : health == null ? "us-east-1" : health.path("region").asText();
    var out = Objects.requireNonNull(spec).commandLine().getOut();
    if (form.profile != null) {
      printProfile(form.profile, where, out);
    } else {
      printVariables(form.shell == null ? Shell.SH : form.shell, where, out);
    }
    out.flush();
    return 0;
  }

  private @Nullable JsonNode healthIfUp() throws CommandException {
    if (server.health() != null) {
      return server.requireHealth();
    }
    var err = Objects.requireNonNull(spec).commandLine().getErr();
    err.println(
        "Nothing listens on %s yet: start it with strongroom start".formatted(server.uri()));
    err.flush();
    return null;
  }

  private void printVariables(Shell shell, String where, PrintWriter out) throws CommandException {
    var variables = Endpoint.environment(server.uri(), where, accessKey);
    variables.forEach((name, value) -> out.println(shell.set(name, value)));
    if (shell.unset != null) {
      IN_THE_WAY.forEach(name -> out.println(shell.unset.formatted(name)));
    }
  }

  /** Under the ids that the SDKs' settings have for them. */
  static List<String> services() {
    return List.of("secrets_manager", "kms", "sts", "iam", "ssm", "cloudtrail");
  }

  private void printProfile(String name, String where, PrintWriter out) throws CommandException {
    if (!name.matches("[A-Za-z0-9_.@+-]+")) {
      throw new CommandException(
          "A profile's name has letters, digits and _.@+- only, but this one is '" + name + "'");
    }
    var lines = new ArrayList<String>();
    lines.add(name.equals("default") ? "[default]" : "[profile " + name + "]");
    lines.add("region = " + where);
    lines.add("aws_access_key_id = " + accessKey);
    lines.add("aws_secret_access_key = test");
    lines.add("services = strongroom-" + name);
    lines.add("");
    lines.add("[services strongroom-" + name + "]");
    for (var service : services()) {
      lines.add(service + " =");
      lines.add("  endpoint_url = " + server.uri());
    }
    lines.forEach(out::println);
  }
}
