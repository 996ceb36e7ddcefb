package dev.strongroom.standalone;

import dev.strongroom.standalone.Diagnosis.Finding;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Why an application of this shell would, or wouldn't, reach the service. */
@Command(
    name = "doctor",
    description = {
      "Looks at the service, its port and this shell's settings, and says what would keep an SDK"
          + " from calling it."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    sortOptions = false,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:nothing is wrong", "1:something is", "2:the command line is wrong"},
    footerHeading = "%nExample:%n",
    footer = {"  strongroom doctor"})
final class Doctor implements Callable<Integer> {

  @Mixin private Server server = new Server();

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() throws CommandException {
    var diagnosis = new Diagnosis(server.uri(), Map.copyOf(System.getenv()));
    var findings = diagnosis.of(server.health(), Tool.installed());
    var out = Objects.requireNonNull(spec).commandLine().getOut();
    findings.forEach(out::println);
    out.flush();
    return findings.stream().anyMatch(Finding::isProblem) ? 1 : 0;
  }
}
