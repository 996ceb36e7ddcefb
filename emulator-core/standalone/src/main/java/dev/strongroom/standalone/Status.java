package dev.strongroom.standalone;

import java.util.ArrayList;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Whether the service is up, and what it is. */
@Command(
    name = "status",
    description = {"Prints whether Strongroom is up, where, and as whom."},
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    sortOptions = false,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:it is up", "1:it is not", "2:the command line is wrong"},
    footerHeading = "%nExample:%n",
    footer = {"  strongroom status --port 4566"})
final class Status implements Callable<Integer> {

  @Mixin private Server server = new Server();

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() throws CommandException {
    var health = server.requireHealth();
    var clock = server.administration("clock");
    var services = new ArrayList<String>();
    health.path("services").forEach(service -> services.add(service.asText()));
    var out = Objects.requireNonNull(spec).commandLine().getOut();
    out.println("Strongroom " + health.path("version").asText("") + " on " + server.uri());
    out.println("account   " + health.path("account").asText());
    out.println("Region    " + health.path("region").asText());
    out.println("services  " + String.join(", ", services));
    out.println(
        "clock     "
            + clock.path("now").asText()
            + (clock.path("ticking").asBoolean() ? "" : ", frozen"));
    var audit = server.administration("audit?limit=0");
    out.println(
        "audit     "
            + (audit.path("leftOut").asLong() == 0
                ? "empty"
                : "since " + audit.path("oldest").asText()));
    out.flush();
    return 0;
  }
}
