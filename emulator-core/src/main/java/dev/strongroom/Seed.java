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
   *   {"name": "prod/key", "binary": "AAEC", "kmsKey": "alias/shop"},
   *   {"name": "prod/shared", "string": "abc", "replicas": ["eu-west-1", "eu-central-1"]},
   *   {"name": "prod/old", "string": "abc", "scheduledForDeletion": true}
   * ]}
   * }</pre>
   *
   * <p>Each member except the name may be left out; {@link Secret} says what they mean.
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
    return new Secret(name, null, null, List.of(), null, List.of(), false, null);
  }

  /** This seed and one more secret. */
  public Seed and(Secret secret) {
    return new Seed(appended(secrets, secret));
  }

  /**
   * One secret as a seed describes it.
   *
   * @param kmsKey the key that protects it; null for the Region's {@code aws/secretsmanager}
   * @param owningService the AWS service that manages it; null if its users do
   */
  public record Secret(
      String name,
      @Nullable SecretValue value,
      @Nullable String description,
      List<Tag> tags,
      @Nullable String kmsKey,
      List<String> replicas,
      boolean isScheduledForDeletion,
      @Nullable String owningService) {

    /**
     * @throws IllegalArgumentException if the secret contradicts itself
     */
    public Secret {
      tags = List.copyOf(tags);
      replicas = List.copyOf(replicas);
      if (isScheduledForDeletion && !replicas.isEmpty()) { // REP-10
        throw contradiction(name, "has replicas");
      }
      if (isScheduledForDeletion && owningService != null) { // ROT-43
        throw contradiction(name, "is managed by " + owningService);
      }
    }

    private static IllegalArgumentException contradiction(String name, String other) {
      return new IllegalArgumentException(
          "Secret '%s' is scheduled for deletion and %s, which AWS refuses: keep one"
              .formatted(name, other));
    }

    /** With a text as its value. */
    public Secret string(String text) {
      return valued(SecretValue.ofText(text));
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
      return valued(SecretValue.ofBinary(bytes));
    }

    private Secret valued(SecretValue other) {
      return new Secret(
          name, other, description, tags, kmsKey, replicas, isScheduledForDeletion, owningService);
    }

    public Secret description(String text) {
      return new Secret(
          name, value, text, tags, kmsKey, replicas, isScheduledForDeletion, owningService);
    }

    public Secret tag(String key, String tagValue) {
      return new Secret(
          name,
          value,
          description,
          appended(tags, new Tag(key, tagValue)),
          kmsKey,
          replicas,
          isScheduledForDeletion,
          owningService);
    }

    /**
     * Under a KMS key: an alias such as {@code alias/shop}, or the id or ARN of a key that is
     * there. Where the account has no such alias in the Region, a symmetric key is made for it,
     * which all secrets share that name the alias. Replicas are under their Region's {@code
     * aws/secretsmanager} nevertheless (REP-7).
     */
    public Secret kmsKey(String id) {
      return new Secret(
          name, value, description, tags, id, replicas, isScheduledForDeletion, owningService);
    }

    /**
     * With replicas in these Regions as well, as in {@code eu-west-1}; not if it is scheduled for
     * deletion, which is an {@link IllegalArgumentException} (REP-10).
     */
    public Secret replicas(String... regions) {
      var all = new ArrayList<>(replicas);
      all.addAll(List.of(regions));
      return new Secret(
          name, value, description, tags, kmsKey, all, isScheduledForDeletion, owningService);
    }

    /**
     * With its deletion scheduled already, and 30 days to restore it (DEL-1); not if it has
     * replicas or an AWS service manages it, which is an {@link IllegalArgumentException} (REP-10,
     * ROT-43).
     */
    public Secret scheduledForDeletion() {
      return new Secret(name, value, description, tags, kmsKey, replicas, true, owningService);
    }

    /**
     * As the secret of an AWS service such as {@code rds}, which alone may change it, and rotates
     * it every seven days (ROT-42, ROT-43); {@link SecretsEmulator#rotation} says what that does.
     */
    public Secret managedBy(String service) {
      return new Secret(
          name, value, description, tags, kmsKey, replicas, isScheduledForDeletion, service);
    }

    CreateSecret request(String clientRequestToken) {
      boolean text = value != null && value.isText();
      return CreateSecret.of(name, clientRequestToken)
          .withDescription(description)
          .withKmsKeyId(kmsKey)
          .withSecretBinary(text ? null : value)
          .withSecretString(text ? value : null)
          .withTags(tags.isEmpty() ? null : tags);
    }
  }

  private static <T> List<T> appended(List<T> list, T more) {
    var all = new ArrayList<>(list);
    all.add(more);
    return all;
  }
}
