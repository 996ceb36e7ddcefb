package dev.strongroom.standalone;

import dev.strongroom.local.MountFailedException;
import dev.strongroom.local.SecretProviderClass;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Secrets as files, as a pod finds them. */
@Command(
    name = "mount",
    description = {
      "Writes the secrets of a SecretProviderClass of Kubernetes as files, as the Secrets Store CSI"
          + " driver mounts them."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    sortOptions = false,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:the files are there",
      "1:a secret can't be read, and nothing was written",
      "2:the command line is wrong"
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  strongroom mount --class spc.yaml --to secrets",
      "  strongroom mount --class spc.yaml --to secrets --watch"
    })
final class Mount implements Callable<Integer> {

  @Mixin private Server server = new Server();

  @Option(
      names = "--class",
      paramLabel = "FILE",
      required = true,
      description = "The SecretProviderClass, in YAML.")
  private Path file = Path.of("");

  @Option(
      names = "--to",
      paramLabel = "DIR",
      required = true,
      description = "Where the files are written.")
  private Path directory = Path.of("");

  @Option(
      names = "--watch",
      description = "Goes on, and looks each second whether a secret was rotated.")
  private boolean watch;

  @Option(
      names = "--access-key",
      paramLabel = "ID",
      defaultValue = "test",
      description =
          "Who reads: an access key id of the seed, or an account's id for its administrator."
              + " Default: the default account's administrator")
  private String accessKey = "";

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() throws CommandException {
    var client = server.client(accessKey);
    var mount = first(client);
    print(mount);
    while (watch) {
      try {
        TimeUnit.SECONDS.sleep(1);
      } catch (InterruptedException ended) {
        return 0;
      }
      try {
        mount = mount.remount();
        print(mount);
      } catch (MountFailedException failure) { // the files stay as they are
        var err = command().getErr();
        err.println(failure.getMessage());
        err.flush();
      }
    }
    return 0;
  }

  private SecretProviderClass.Mount first(RemoteClient client) throws CommandException {
    try {
      return SecretProviderClass.load(file).mount(client::in, client.caller().region(), directory);
    } catch (IOException unreadable) {
      throw new CommandException("The class " + file + " can't be read", unreadable);
    } catch (UncheckedIOException unwritable) {
      throw new CommandException("The directory " + directory + " can't be written", unwritable);
    } catch (IllegalArgumentException | MountFailedException wrong) {
      throw new CommandException(String.valueOf(wrong.getMessage()), wrong);
    }
  }

  private void print(SecretProviderClass.Mount mount) {
    PrintWriter out = command().getOut();
    mount.written().stream().sorted().forEach(written -> out.println("wrote " + written));
    out.flush();
  }

  private CommandLine command() {
    return Objects.requireNonNull(spec).commandLine();
  }
}
