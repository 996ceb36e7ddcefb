package dev.strongroom.standalone;

import dev.strongroom.SecretsEmulator;
import dev.strongroom.seed.Seed;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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
    footerHeading = "%nExamples:%n",
    footer = {
      "  strongroom check secrets.yaml",
      "  strongroom check template.yaml --parameter Stage=test"
    })
final class Check implements Callable<Integer> {

  @Mixin private SeedFiles seedFiles = new SeedFiles();

  @Parameters(paramLabel = "FILE", arity = "1..*", description = "The seed files.")
  private List<Path> files = new ArrayList<>();

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() {
    var command = Objects.requireNonNull(spec).commandLine();
    int exitCode = 0;
    for (var file : files) {
      try {
        var seed = seedFiles.load(List.of(file), null, null);
        SecretsEmulator.builder().seed(seed).build().close();
        command.getOut().println(file + ": ok, " + summary(seed));
        seed.notes().forEach(command.getOut()::println);
      } catch (CommandException | IllegalArgumentException wrong) {
        command.getErr().println(wrong.getMessage());
        exitCode = 1;
      }
    }
    command.getOut().flush();
    command.getErr().flush();
    return exitCode;
  }

  private static String summary(Seed seed) {
    int users = seed.accounts().stream().mapToInt(account -> account.users().size()).sum();
    int roles = seed.accounts().stream().mapToInt(account -> account.roles().size()).sum();
    return "%d secrets, %d keys, %d users, %d roles"
        .formatted(seed.secrets().size(), seed.keys().size(), users, roles);
  }
}
