package dev.strongroom.standalone;

import dev.strongroom.seed.Seed;
import dev.strongroom.seed.SeedLoader;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How seeds are read that the command line names. */
final class SeedFiles {

  @Option(
      names = "--parameter",
      paramLabel = "NAME=VALUE",
      description = "A parameter of a template; may be repeated.")
  private Map<String, String> parameters = new LinkedHashMap<>();

  @Option(
      names = "--stack",
      paramLabel = "NAME",
      description = "The stack that a template becomes. Default: ${DEFAULT-VALUE}")
  private String stack = "strongroom";

  @Option(
      names = "--target",
      paramLabel = "ID=HOST[:PORT]",
      description =
          "Where the database is that a template attaches to a secret, by its logical id; may be"
              + " repeated.")
  private Map<String, String> targets = new LinkedHashMap<>();

  /** Reads files as one seed, for an account and Region, or for the default ones. */
  Seed load(List<Path> files, @Nullable String account, @Nullable String region)
      throws CommandException {
    var loader = loader(account, region);
    var all = Seed.EMPTY;
    for (var file : files) {
      all = joined(all, load(file, loader));
    }
    return all;
  }

  /** Returns what reads templates for an account and Region, or for the default ones. */
  SeedLoader loader(@Nullable String account, @Nullable String region) {
    var loader =
        new SeedLoader()
            .in(account == null ? "123456789012" : account, region == null ? "us-east-1" : region)
            .stack(stack);
    for (var parameter : parameters.entrySet()) {
      loader = loader.parameter(parameter.getKey(), parameter.getValue());
    }
    for (var target : targets.entrySet()) {
      loader = loader.target(target.getKey(), target.getValue());
    }
    return loader;
  }

  private static Seed joined(Seed all, Seed more) throws CommandException {
    try {
      return all.and(more);
    } catch (IllegalArgumentException contradiction) {
      throw new CommandException(String.valueOf(contradiction.getMessage()), contradiction);
    }
  }

  private static Seed load(Path file, SeedLoader loader) throws CommandException {
    try {
      return loader.load(file);
    } catch (NoSuchFileException missing) {
      throw new CommandException("There is no seed file " + file, missing);
    } catch (IOException unreadable) {
      throw new CommandException("Seed file " + file + " can't be read", unreadable);
    } catch (IllegalArgumentException malformed) {
      throw new CommandException(String.valueOf(malformed.getMessage()), malformed);
    }
  }
}
