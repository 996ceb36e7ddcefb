package dev.strongroom.internal.seed;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What stands for {@code ${env:NAME}} and {@code ${file:PATH}} in a value; {@code $${env:NAME}} is
 * the text itself.
 *
 * @param environment null if nothing may be read
 * @param folder below which files may be read; null if nothing may be read
 */
record Placeholders(@Nullable Map<String, String> environment, @Nullable Path folder) {

  /** For forms that have no placeholders. */
  static final Placeholders NONE = new Placeholders(null, null);

  /** For texts of whom nobody knows where they are from. */
  static final Placeholders REFUSED = new Placeholders(Map.of(), null);

  private static final Pattern PLACEHOLDER = Pattern.compile("(\\$?)\\$\\{(env|file):([^}]*)\\}");

  private static final long LARGEST = 1 << 20;

  /** A string with its placeholders replaced. */
  String text(SeedNode.Scalar scalar) {
    if (environment == null) {
      return scalar.text();
    }
    return PLACEHOLDER
        .matcher(scalar.text())
        .replaceAll(
            found ->
                Matcher.quoteReplacement(
                    found.group(1).isEmpty()
                        ? replacement(found.group(2), found.group(3), scalar)
                        : found.group().substring(1)));
  }

  /** The bytes of the file that a whole string stands for; null if it is no such string. */
  byte @Nullable [] file(SeedNode.Scalar scalar) {
    var found = PLACEHOLDER.matcher(scalar.text());
    boolean isFile =
        environment != null
            && found.matches()
            && found.group(1).isEmpty()
            && found.group(2).equals("file");
    return isFile ? bytes(found.group(3), scalar) : null;
  }

  private String replacement(String kind, String name, SeedNode.Scalar scalar) {
    return kind.equals("env") ? variable(name, scalar) : utf8(bytes(name, scalar), name, scalar);
  }

  private String variable(String name, SeedNode.Scalar scalar) {
    if (folder == null || environment == null) {
      throw refused(scalar);
    }
    var value = environment.get(name);
    if (value == null) {
      throw scalar.error("needs the environment variable " + name + ", which is not set");
    }
    return value;
  }

  static String utf8(byte[] bytes, String name, SeedNode.Scalar scalar) {
    try {
      return UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException binary) {
      throw scalar.error("takes a text, but the file " + name + " is not UTF-8: use binary");
    }
  }

  boolean mayReadFiles() {
    return folder != null;
  }

  /** A path as the seed's folder resolves it; a text that is no file has none of its own. */
  Path path(String name) {
    return folder == null ? Path.of(name) : folder.resolve(name);
  }

  /** The bytes of a file below the seed's folder. */
  byte[] bytes(String name, SeedNode.Scalar scalar) {
    if (folder == null) {
      throw refused(scalar);
    }
    try {
      var root = folder.toRealPath();
      var file = root.resolve(name).toRealPath();
      if (!file.startsWith(root)) {
        throw scalar.error("names the file " + name + ", which is not below the seed's folder");
      }
      if (Files.size(file) > LARGEST) {
        throw scalar.error("names the file " + name + ", which is larger than any secret");
      }
      return Files.readAllBytes(file);
    } catch (IOException | InvalidPathException unreadable) {
      throw scalar.error("names the file " + name + ", which can't be read");
    }
  }

  private static SeedSyntaxException refused(SeedNode.Scalar scalar) {
    return scalar.error(
        "reads a file or the environment, which only a seed that is a file itself may do: write the"
            + " value, or $${...} for the text");
  }
}
