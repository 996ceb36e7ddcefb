package dev.strongroom.standalone;

import dev.strongroom.SecretsEmulator;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Whether seeds can be used: each is put into an emulator that is forgotten afterwards. */
@Command(
    name = "check",
    description = {"Says what is wrong with seed files, without starting anything."},
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    sortOptions = false,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:every file can be used",
      "1:a file can't be used",
      "2:the command line is wrong"
    },
    footerHeading = "%nExample:%n",
    footer = {"  strongroom check secrets.json"})
final class Check implements Callable<Integer> {

  @Parameters(paramLabel = "FILE", arity = "1..*", description = "The seed files.")
  private List<Path> files = new ArrayList<>();

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() {
    var command = Objects.requireNonNull(spec).commandLine();
    int exitCode = 0;
    for (var file : files) {
      try (var aws = SecretsEmulator.create()) {
        SeedFiles.seed(aws, file);
        command.getOut().println(file + ": ok");
      } catch (CommandException wrong) {
        command.getErr().println(wrong.getMessage());
        exitCode = 1;
      }
    }
    command.getOut().flush();
    command.getErr().flush();
    return exitCode;
  }
}
