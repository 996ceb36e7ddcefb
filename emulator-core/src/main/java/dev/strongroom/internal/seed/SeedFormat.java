package dev.strongroom.internal.seed;

import dev.strongroom.internal.local.LocalSupport;
import dev.strongroom.seed.Seed;
import dev.strongroom.seed.SeedLoader;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Which of the forms of a seed a text has. All become the tree of Strongroom's own form. */
public final class SeedFormat {

  private SeedFormat() {}

  /**
   * Reads a text in any form.
   *
   * @param file where it is from; null for a text that may read neither files nor the environment
   */
  public static Seed read(String text, @Nullable Path file, SeedLoader loader) {
    var name = file == null ? "" : file.toString();
    var tree =
        isJson(text, name)
            ? JsonTree.parse(text, name)
            : LocalSupport.required("A seed in YAML").yaml(text, name);
    if (!(tree instanceof SeedNode.Mapping object)) {
      throw tree.error("must be of type object, but is " + tree.type().word());
    }
    if (CliOutput.is(object)) {
      return new SeedReader(Placeholders.NONE).seed(CliOutput.translated(object));
    }
    if (isTemplate(object)) {
      var translated = LocalSupport.required("A template").template(object, loader);
      return new SeedReader(Placeholders.NONE).seed(translated);
    }
    var placeholders = file == null ? Placeholders.REFUSED : of(file, loader);
    return new SeedReader(placeholders).seed(object);
  }

  private static Placeholders of(Path file, SeedLoader loader) {
    var environment = Objects.requireNonNullElseGet(loader.environment(), System::getenv);
    var folder = Objects.requireNonNullElse(file.toAbsolutePath().getParent(), file);
    return new Placeholders(environment, folder);
  }

  private static boolean isJson(String text, String file) {
    var name = file.toLowerCase(Locale.ROOT);
    if (name.endsWith(".json")) {
      return true;
    }
    return !name.endsWith(".yaml")
        && !name.endsWith(".yml")
        && (text.isBlank() || "{[".indexOf(text.stripLeading().charAt(0)) >= 0);
  }

  private static boolean isTemplate(SeedNode.Mapping tree) {
    return tree.members().containsKey("Resources")
        || tree.members().containsKey("AWSTemplateFormatVersion");
  }
}
