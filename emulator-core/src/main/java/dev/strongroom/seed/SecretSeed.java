package dev.strongroom.seed;

import dev.strongroom.api.GetRandomPassword;
import dev.strongroom.api.ReplicaRegion;
import dev.strongroom.api.RotationRules;
import dev.strongroom.api.SecretValue;
import dev.strongroom.api.Tag;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One secret as a seed describes it; immutable, each method returns a copy with more in it.
 *
 * @param account the account it is in; null for that of the seed
 * @param region the Region it is in; null for that of the seed
 * @param arnSuffix the six characters that end its ARN; null for drawn ones
 * @param kmsKey the key that protects it; null for the Region's {@code aws/secretsmanager}
 * @param versions none for a secret without a value
 * @param resourcePolicy its resource policy as JSON
 * @param blockPublicPolicy whether the policy is refused if it gives everybody access
 * @param recoveryWindow the days after which it is deleted; null unless its deletion is scheduled
 * @param owningService the AWS service that manages it; null if its users do
 * @param place where it stands in its file
 */
public record SecretSeed(
    String name,
    @Nullable String account,
    @Nullable String region,
    @Nullable String arnSuffix,
    @Nullable String description,
    @Nullable String kmsKey,
    List<Tag> tags,
    List<ReplicaRegion> replicas,
    List<Version> versions,
    @Nullable String resourcePolicy,
    boolean blockPublicPolicy,
    @Nullable Rotation rotation,
    @Nullable Integer recoveryWindow,
    @Nullable String owningService,
    SourcePlace place) {

  /**
   * @throws IllegalArgumentException if the secret contradicts itself
   */
  public SecretSeed {
    tags = List.copyOf(tags);
    replicas = List.copyOf(replicas);
    versions = List.copyOf(versions);
    if (recoveryWindow != null && !replicas.isEmpty()) { // REP-10
      throw contradiction(name, "has replicas");
    }
    if (recoveryWindow != null && owningService != null) { // ROT-43
      throw contradiction(name, "is managed by " + owningService);
    }
    if (arnSuffix != null && !arnSuffix.matches("[A-Za-z0-9]{6}")) { // ID-1
      throw new IllegalArgumentException(
          "The ARN of secret '%s' ends in six letters or digits, not in '%s'"
              .formatted(name, arnSuffix));
    }
    requireLabels(name, versions);
  }

  private static IllegalArgumentException contradiction(String name, String other) {
    return new IllegalArgumentException(
        "Secret '%s' is scheduled for deletion and %s, which AWS refuses: keep one"
            .formatted(name, other));
  }

  /** A label is on one version, and a secret that has versions has a current one (LBL-1). */
  private static void requireLabels(String name, List<Version> versions) {
    var labels = new HashSet<String>();
    for (var version : versions) {
      for (var label : version.labels()) {
        if (!labels.add(label)) {
          throw new IllegalArgumentException(
              "The label '%s' is on two versions of secret '%s': keep one".formatted(label, name));
        }
      }
    }
    if (!versions.isEmpty() && !labels.contains(Version.CURRENT)) {
      throw new IllegalArgumentException(
          "Secret '%s' has versions, but the label AWSCURRENT is on none".formatted(name));
    }
  }

  static SecretSeed named(String name) {
    return new SecretSeed(
        name,
        null,
        null,
        null,
        null,
        null,
        List.of(),
        List.of(),
        List.of(),
        null,
        false,
        null,
        null,
        null,
        SourcePlace.NONE);
  }

  /** In this account, in place of the seed's. */
  public SecretSeed account(String id) {
    return with(draft -> draft.account = id);
  }

  /** In this Region, in place of the seed's. */
  public SecretSeed region(String name) {
    return with(draft -> draft.region = name);
  }

  /** With an ARN that ends in these six characters, the same in each run. */
  public SecretSeed arnSuffix(String characters) {
    return with(draft -> draft.arnSuffix = characters);
  }

  /** With a text as its value, in place of all versions. */
  public SecretSeed string(String text) {
    return value(new Value.Fixed(SecretValue.ofText(text)));
  }

  /**
   * With a JSON text as its value, in place of all versions; {@link IllegalArgumentException} if it
   * is none, without quoting it.
   */
  public SecretSeed json(String json) {
    return string(Json.requireValid(json, "The JSON of secret '" + name + "'"));
  }

  /** With bytes as its value, in place of all versions. */
  public SecretSeed binary(byte[] bytes) {
    return value(new Value.Fixed(SecretValue.ofBinary(bytes)));
  }

  /** With this value, in place of all versions. */
  public SecretSeed value(Value value) {
    return with(draft -> draft.versions = List.of(Version.current(value)));
  }

  /** With these versions, oldest first, in place of all. */
  public SecretSeed versions(List<Version> all) {
    return with(draft -> draft.versions = all);
  }

  public SecretSeed description(String text) {
    return with(draft -> draft.description = text);
  }

  public SecretSeed tag(String key, String tagValue) {
    return with(draft -> draft.tags = appended(tags, new Tag(key, tagValue)));
  }

  /**
   * Under a KMS key: an alias such as {@code alias/shop}, or the id or ARN of a key that is there.
   * Where the account has no such alias in the Region, a symmetric key is made for it, which all
   * secrets share that name the alias. Replicas are under their Region's {@code aws/secretsmanager}
   * unless they name a key of their own (REP-7).
   */
  public SecretSeed kmsKey(String id) {
    return with(draft -> draft.kmsKey = id);
  }

  /**
   * With replicas in these Regions as well, as in {@code eu-west-1}; not if it is scheduled for
   * deletion, which is an {@link IllegalArgumentException} (REP-10).
   */
  public SecretSeed replicas(String... regions) {
    var all = new ArrayList<>(replicas);
    Arrays.stream(regions).map(ReplicaRegion::of).forEach(all::add);
    return with(draft -> draft.replicas = all);
  }

  /** With a replica under a key of its Region. */
  public SecretSeed replica(ReplicaRegion replica) {
    return with(draft -> draft.replicas = appended(replicas, replica));
  }

  /** With a resource policy, in JSON. */
  public SecretSeed resourcePolicy(String json) {
    return with(draft -> draft.resourcePolicy = json);
  }

  /** With the refusal of a resource policy that gives everybody access. */
  public SecretSeed blockingPublicPolicy() {
    return with(draft -> draft.blockPublicPolicy = true);
  }

  /** Rotated by a function by these rules, but not at once. */
  public SecretSeed rotation(String functionArn, RotationRules rules) {
    return rotation(new Rotation(functionArn, rules, false));
  }

  /** Rotated in this way. */
  public SecretSeed rotation(Rotation rules) {
    return with(draft -> draft.rotation = rules);
  }

  SecretSeed withoutImmediateRotation() {
    return rotation == null || !rotation.immediately()
        ? this
        : rotation(new Rotation(rotation.functionArn(), rotation.rules(), false));
  }

  /**
   * With its deletion scheduled already, and 30 days to restore it (DEL-1); not if it has replicas
   * or an AWS service manages it, which is an {@link IllegalArgumentException} (REP-10, ROT-43).
   */
  public SecretSeed scheduledForDeletion() {
    return scheduledForDeletion(30);
  }

  /** With its deletion scheduled already, and 7 to 30 days to restore it (DEL-2). */
  public SecretSeed scheduledForDeletion(int days) {
    return with(draft -> draft.recoveryWindow = days);
  }

  /**
   * As the secret of an AWS service such as {@code rds}, which alone may change it, and rotates it
   * every seven days (ROT-42, ROT-43); {@link dev.strongroom.SecretsEmulator#rotation} says what
   * that does.
   */
  public SecretSeed managedBy(String service) {
    return with(draft -> draft.owningService = service);
  }

  /** The same secret, found in a file. */
  public SecretSeed at(SourcePlace found) {
    return with(draft -> draft.place = found);
  }

  /** In this account and Region, unless it says so itself; null changes nothing. */
  SecretSeed placed(@Nullable String otherAccount, @Nullable String otherRegion) {
    return with(
        draft -> {
          draft.account = account == null ? otherAccount : account;
          draft.region = region == null ? otherRegion : region;
        });
  }

  private static <T> List<T> appended(List<T> list, T more) {
    var all = new ArrayList<>(list);
    all.add(more);
    return all;
  }

  private SecretSeed with(Consumer<Draft> changes) {
    var draft = new Draft(this);
    changes.accept(draft);
    return new SecretSeed(
        name,
        draft.account,
        draft.region,
        draft.arnSuffix,
        draft.description,
        draft.kmsKey,
        draft.tags,
        draft.replicas,
        draft.versions,
        draft.resourcePolicy,
        draft.blockPublicPolicy,
        draft.rotation,
        draft.recoveryWindow,
        draft.owningService,
        draft.place);
  }

  private static final class Draft {
    private @Nullable String account;
    private @Nullable String region;
    private @Nullable String arnSuffix;
    private @Nullable String description;
    private @Nullable String kmsKey;
    private List<Tag> tags;
    private List<ReplicaRegion> replicas;
    private List<Version> versions;
    private @Nullable String resourcePolicy;
    private boolean blockPublicPolicy;
    private @Nullable Rotation rotation;
    private @Nullable Integer recoveryWindow;
    private @Nullable String owningService;
    private SourcePlace place;

    private Draft(SecretSeed secret) {
      account = secret.account;
      region = secret.region;
      arnSuffix = secret.arnSuffix;
      description = secret.description;
      kmsKey = secret.kmsKey;
      tags = secret.tags;
      replicas = secret.replicas;
      versions = secret.versions;
      resourcePolicy = secret.resourcePolicy;
      blockPublicPolicy = secret.blockPublicPolicy;
      rotation = secret.rotation;
      recoveryWindow = secret.recoveryWindow;
      owningService = secret.owningService;
      place = secret.place;
    }
  }

  /**
   * One version of a seeded secret.
   *
   * @param id its version id; null for one that is drawn
   * @param labels its staging labels, e.g. {@code AWSCURRENT}; may be none
   */
  public record Version(@Nullable String id, Value value, List<String> labels) {

    static final String CURRENT = "AWSCURRENT";
    static final String PREVIOUS = "AWSPREVIOUS";

    public Version {
      labels = List.copyOf(labels);
    }

    /** The current version of a secret that has no other. */
    public static Version current(Value value) {
      return new Version(null, value, List.of(CURRENT));
    }

    /** Whether it has a label. */
    public boolean has(String label) {
      return labels.contains(label);
    }
  }

  /** The value of a version: written down, or drawn when the seed is put in. */
  public sealed interface Value {

    /** A value that is written down. */
    record Fixed(SecretValue value) implements Value {}

    /**
     * A random password, as GetRandomPassword draws it.
     *
     * @param template a JSON object that gets the password as one more member; null for the
     *     password alone
     * @param key the name of that member; null without a template
     */
    record Generated(GetRandomPassword password, @Nullable String template, @Nullable String key)
        implements Value {

      /**
       * @throws IllegalArgumentException if the template is no JSON object, or only one of template
       *     and key is given
       */
      public Generated {
        if ((template == null) != (key == null)) {
          throw new IllegalArgumentException(
              "A template needs the key under which the password is put into it, and a key needs a"
                  + " template");
        }
        if (template != null) {
          Json.requireObject(template, "The template of a generated value");
        }
      }

      /** Returns the value for a password that was drawn. */
      public String with(String drawn) {
        return template == null || key == null ? drawn : Json.put(template, key, drawn);
      }
    }
  }

  /**
   * How a seeded secret is rotated. Its function is not asked when the seed is put in, and may be
   * registered later.
   *
   * @param functionArn the ARN of the rotation function
   * @param immediately whether a rotation starts as soon as the seed is put in, if the function is
   *     registered
   */
  public record Rotation(String functionArn, RotationRules rules, boolean immediately) {}
}
