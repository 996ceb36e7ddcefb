package dev.strongroom;

import dev.strongroom.api.CreateSecret;
import dev.strongroom.api.SecretValue;
import dev.strongroom.api.Tag;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What an emulator starts with; immutable, each method answers a copy with more in it. */
public record Seed(List<Secret> secrets) {

  /** Nothing at all. */
  public static final Seed EMPTY = new Seed(List.of());

  public Seed {
    secrets = List.copyOf(secrets);
  }

  public static Seed of(Secret... secrets) {
    return new Seed(List.of(secrets));
  }

  /**
   * The seed that a JSON text says:
   *
   * <pre>{@code
   * {"secrets": [
   *   {"name": "prod/db", "json": {"username": "app", "password": "one"}, "tags": {"team": "shop"}},
   *   {"name": "prod/token", "string": "abc", "description": "of the partner"},
   *   {"name": "prod/key", "binary": "AAEC"}
   * ]}
   * }</pre>
   *
   * @throws IllegalArgumentException naming what is malformed, unknown, missing or of another type;
   *     it quotes no value
   */
  public static Seed parse(String json) {
    return SeedJson.parse(json);
  }

  /**
   * The seed that a file says, in JSON and UTF-8.
   *
   * @throws IOException if the file can't be read
   * @throws IllegalArgumentException naming the file and what is wrong in it
   * @see #parse
   */
  public static Seed load(Path file) throws IOException {
    try {
      return parse(Files.readString(file));
    } catch (CharacterCodingException malformed) {
      throw new IllegalArgumentException("Seed file " + file + ": it is not UTF-8", malformed);
    } catch (IllegalArgumentException malformed) {
      throw new IllegalArgumentException(
          "Seed file " + file + ": " + malformed.getMessage(), malformed);
    }
  }

  /** A secret to be seeded, without a value so far. */
  public static Secret secret(String name) {
    return new Secret(name, null, null, List.of(), null);
  }

  /** This seed and one more secret. */
  public Seed and(Secret secret) {
    return new Seed(appended(secrets, secret));
  }

  /**
   * One secret as a seed describes it.
   *
   * @param owningService the AWS service that manages it; null if its users do
   */
  public record Secret(
      String name,
      @Nullable SecretValue value,
      @Nullable String description,
      List<Tag> tags,
      @Nullable String owningService) {

    public Secret {
      tags = List.copyOf(tags);
    }

    /** With a text as its value. */
    public Secret string(String text) {
      return new Secret(name, SecretValue.ofText(text), description, tags, owningService);
    }

    /**
     * With a JSON text as its value; {@link IllegalArgumentException} if it is none, without
     * quoting it.
     */
    public Secret json(String json) {
      return string(Json.requireValid(json, "The JSON of secret '" + name + "'"));
    }

    /** With bytes as its value. */
    public Secret binary(byte[] bytes) {
      return new Secret(name, SecretValue.ofBinary(bytes), description, tags, owningService);
    }

    public Secret description(String text) {
      return new Secret(name, value, text, tags, owningService);
    }

    public Secret tag(String key, String tagValue) {
      return new Secret(
          name, value, description, appended(tags, new Tag(key, tagValue)), owningService);
    }

    /**
     * As the secret of an AWS service such as {@code rds}, which alone may change it, and rotates
     * it every seven days (ROT-42, ROT-43); {@link SecretsEmulator#rotation} says what that does.
     */
    public Secret managedBy(String service) {
      return new Secret(name, value, description, tags, service);
    }

    CreateSecret request(String clientRequestToken) {
      boolean text = value != null && value.isText();
      return new CreateSecret(
          name,
          clientRequestToken,
          description,
          null,
          text ? null : value,
          text ? value : null,
          tags.isEmpty() ? null : tags);
    }
  }

  private static <T> List<T> appended(List<T> list, T more) {
    var all = new ArrayList<>(list);
    all.add(more);
    return all;
  }
}
