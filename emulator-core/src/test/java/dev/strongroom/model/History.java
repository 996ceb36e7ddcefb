package dev.strongroom.model;

import dev.strongroom.api.BatchGetSecretValue;
import dev.strongroom.api.CreateSecret;
import dev.strongroom.api.DeleteSecret;
import dev.strongroom.api.DescribeSecret;
import dev.strongroom.api.Filter;
import dev.strongroom.api.GetRandomPassword;
import dev.strongroom.api.GetSecretValue;
import dev.strongroom.api.ListSecretVersionIds;
import dev.strongroom.api.ListSecrets;
import dev.strongroom.api.PutSecretValue;
import dev.strongroom.api.Request;
import dev.strongroom.api.RestoreSecret;
import dev.strongroom.api.SecretValue;
import dev.strongroom.api.Tag;
import dev.strongroom.api.TagResource;
import dev.strongroom.api.UntagResource;
import dev.strongroom.api.UpdateSecret;
import dev.strongroom.api.UpdateSecretVersionStage;
import dev.strongroom.contract.Secrets;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Function;

/**
 * Makes histories out of a seed. Names, tokens, labels and values come from small sets, so that
 * steps meet each other: tokens are used again, labels move between the same few versions, and time
 * passes in the very lengths that matter.
 */
final class History {

  private static final List<String> NAMES =
      List.of("a", "b", "prod/DbPassword1", "my-secret", "!x");
  private static final List<String> BAD_NAMES =
      List.of("bad name", "no*", "", "arn:aws:secretsmanager:us-east-1:123456789012:secret:a b");
  private static final List<String> LABELS =
      List.of("AWSCURRENT", "AWSPENDING", "AWSPREVIOUS", "one", "two", "AWSSOMETHING");
  private static final List<String> DESCRIPTIONS =
      List.of("", "a secret", "an secret", "one and two", "SecretFTag COMPANYthings v42abc", "+");
  private static final List<String> TAG_KEYS =
      List.of("k1", "K1", "Owner", "cost center", "db:Role");
  private static final List<String> TAG_VALUES = List.of("", "Team One", "prodDB7", "blue");
  private static final List<String> WORDS =
      List.of(
          "a",
          "A",
          "o t",
          "se",
          "ret",
          "secret a",
          "company",
          "compan",
          "ythings",
          "t",
          "42",
          "abc",
          "v",
          "+",
          "",
          "prod/",
          "prod",
          "Db",
          "my-",
          "team",
          "k",
          "db:",
          "Role",
          "one two");
  private static final int TOKENS = 7;

  private final Random random;
  private final List<Step> steps = new ArrayList<>();
  private int freshTokens = 100;

  private History(long seed) {
    random = new Random(seed * 0x9e3779b97f4a7c15L);
  }

  static List<Step> of(long seed, int length) {
    var history = new History(seed);
    while (history.steps.size() < length) {
      history.addSome();
    }
    return List.copyOf(history.steps.subList(0, length));
  }

  private void addSome() {
    int kind = random.nextInt(1000);
    if (kind < 120) {
      create();
    } else if (kind < 300) {
      put();
    } else if (kind < 380) {
      update();
    } else if (kind < 500) {
      stage();
    } else if (kind < 590) {
      get();
    } else if (kind < 630) {
      batch();
    } else if (kind < 690) {
      delete();
    } else if (kind < 725) {
      var id = secretId();
      call(names -> new RestoreSecret(names.resolve(id)));
    } else if (kind < 770) {
      tag();
    } else if (kind < 800) {
      untag();
    } else if (kind < 820) {
      var id = secretId();
      call(names -> new DescribeSecret(names.resolve(id)));
    } else if (kind < 860) {
      list();
    } else if (kind < 885) {
      versions();
    } else if (kind < 905) {
      steps.add(new Step.NextPage(chance(4)));
    } else if (kind < 920) {
      password();
    } else if (kind < 996) {
      advance();
    } else {
      manyVersions();
    }
  }

  private void create() {
    var name = chance(20) ? invalidName() : pick(NAMES);
    var token = token();
    var description = orNull(description());
    var key = chance(6) ? pick("", "alias/one", "alias/two") : null;
    var text = chance(5) ? null : text();
    var binary = chance(5) ? binary() : null;
    var tags = chance(3) ? tags() : null;
    call(
        names ->
            CreateSecret.of(name, token)
                .withDescription(description)
                .withKmsKeyId(key)
                .withSecretBinary(binary)
                .withSecretString(text)
                .withTags(tags));
  }

  private void put() {
    var id = secretId();
    var token = token();
    var text = chance(10) ? null : text();
    var binary = text == null || chance(25) ? binary() : null;
    var nothing = chance(30);
    var stages = chance(2) ? null : stages();
    call(
        names ->
            PutSecretValue.of(names.resolve(id), token)
                .withSecretBinary(nothing ? null : binary)
                .withSecretString(nothing ? null : text)
                .withVersionStages(stages));
  }

  private void update() {
    var id = secretId();
    var token = token();
    var description = chance(2) ? null : description();
    var key = chance(4) ? pick("", "alias/one", "alias/two") : null;
    var text = chance(2) ? null : text();
    var binary = chance(12) ? binary() : null;
    call(
        names ->
            UpdateSecret.of(names.resolve(id), token)
                .withDescription(description)
                .withKmsKeyId(key)
                .withSecretBinary(binary)
                .withSecretString(text));
  }

  private void stage() {
    var id = secretId();
    var label = chance(40) ? pick("", "x".repeat(257)) : pick(LABELS);
    var from = chance(3) ? null : version();
    var to = chance(3) ? null : version();
    call(names -> new UpdateSecretVersionStage(names.resolve(id), label, from, to));
  }

  private void get() {
    var id = secretId();
    var version = chance(2) ? version() : null;
    var label = chance(2) ? pick(LABELS) : null;
    call(names -> new GetSecretValue(names.resolve(id), version, label));
  }

  private void batch() {
    boolean byName = chance(2);
    var ids = new ArrayList<String>();
    for (int i = chance(30) ? 21 : random.nextInt(4); i >= 0; i--) {
      ids.add(chance(20) ? pick("bad name", "nobody") : secretId());
    }
    ids.removeIf(id -> id == null || id.isEmpty() || id.length() > 100);
    var filters = byName && !chance(10) ? null : filters();
    var max = filters != null && chance(2) ? maxResults(20) : chance(20) ? 1 : null;
    var forged = chance(30) ? "bm9uZQ" : null;
    call(
        names ->
            new BatchGetSecretValue(
                byName ? ids.stream().map(names::resolve).toList() : null, filters, max, forged));
  }

  private void delete() {
    var id = secretId();
    var days = chance(2) ? null : pick(7L, 8L, 30L, 6L, 31L, 0L, -1L);
    var force = chance(2) ? null : (Boolean) chance(3);
    call(names -> new DeleteSecret(names.resolve(id), days, force));
  }

  private void tag() {
    var id = secretId();
    var tags = chance(30) ? null : chance(8) ? manyTags() : tags();
    call(names -> new TagResource(names.resolve(id), tags));
  }

  private void untag() {
    var id = secretId();
    var keys = new ArrayList<String>();
    for (int i = random.nextInt(3); i > 0; i--) {
      keys.add(chance(20) ? pick("aws:x", "", "x".repeat(129)) : pick(TAG_KEYS));
    }
    if (chance(3)) {
      keys.addAll(TAG_KEYS);
    }
    call(names -> new UntagResource(names.resolve(id), keys));
  }

  private void list() {
    var scheduled = pick(null, true, false);
    var max = chance(2) ? maxResults(100) : null;
    var filters = chance(2) ? filters() : null;
    var order = chance(2) ? null : chance(20) ? "up" : pick("asc", "desc");
    var by =
        chance(30)
            ? "size"
            : pick(null, "name", "created-date", "last-changed-date", "last-accessed-date");
    var forged = chance(30) ? pick("bm9uZQ", "", "~~") : null;
    call(names -> new ListSecrets(scheduled, max, forged, filters, order, by));
  }

  private void versions() {
    var id = secretId();
    var max = chance(2) ? maxResults(100) : null;
    var deprecated = pick(null, true, true, false);
    call(
        names ->
            ListSecretVersionIds.of(names.resolve(id))
                .withMaxResults(max)
                .withIncludeDeprecated(deprecated));
  }

  private void password() {
    var length = pick(null, 1L, 3L, 4L, 8L, 4096L, 0L, 4097L);
    var excluded = pick(null, "", "xyzDje@?!.", "0123456789");
    boolean all = chance(8);
    boolean numbers = all || chance(3);
    boolean punctuation = all || chance(3);
    boolean uppercase = all || chance(3);
    boolean lowercase = all || chance(3);
    var space = pick(null, true, false);
    var each = pick(null, true, false);
    call(
        names ->
            new GetRandomPassword(
                length, excluded, numbers, punctuation, uppercase, lowercase, space, each));
  }

  private void advance() {
    if (chance(3)) {
      var offset = pick(Duration.ofMillis(-1), Duration.ZERO, Duration.ofDays(-1));
      steps.add(new Step.AdvanceToDeletion(pick(NAMES), offset));
    } else {
      var day = Duration.ofDays(1);
      var millisecond = Duration.ofMillis(1);
      steps.add(
          new Step.Advance(
              pick(
                  millisecond,
                  millisecond,
                  Duration.ofSeconds(1),
                  Duration.ofHours(5),
                  day.minus(millisecond),
                  day,
                  Duration.ofDays(6))));
    }
  }

  /** More versions than are kept once they are a day old (VER-3). */
  private void manyVersions() {
    var name = pick(NAMES);
    for (int i = 0; i < 105; i++) {
      var token = freshToken();
      var stages = chance(10) ? stages() : null;
      call(
          names ->
              PutSecretValue.of(name, token)
                  .withSecretString(SecretValue.ofText("many"))
                  .withVersionStages(stages));
    }
    var pause = pick(Duration.ofDays(1), Duration.ofDays(1).minusMillis(1), Duration.ofHours(1));
    steps.add(new Step.Advance(pause));
    var first = Secrets.token(freshTokens - 104);
    var next = freshToken();
    call(names -> PutSecretValue.of(name, next).withSecretString(SecretValue.ofText("one more")));
    call(names -> GetSecretValue.of(name).withVersionId(first)); // VER-5
    call(names -> PutSecretValue.of(name, first).withSecretString(SecretValue.ofText("again")));
  }

  // What the requests are made of

  private void call(Function<Names, Request<?>> request) {
    steps.add(new Step.Call(request));
  }

  private String secretId() {
    var name = pick(NAMES);
    int kind = random.nextInt(100);
    if (kind < 62) {
      return name;
    } else if (kind < 95) {
      return pick("arn:", "arn:", "partial:", "old:", "suffixed:", "elsewhere:", "unknown:") + name;
    }
    return kind < 97 ? "nobody" : kind < 98 ? null : invalidName();
  }

  private String invalidName() {
    return chance(6) ? "x".repeat(2049) : BAD_NAMES.get(random.nextInt(3));
  }

  private String token() {
    int kind = random.nextInt(100);
    if (kind < 60) {
      return Secrets.token(random.nextInt(TOKENS));
    }
    return kind < 94 ? freshToken() : kind < 97 ? null : pick("short", "x".repeat(65));
  }

  private String freshToken() {
    return Secrets.token(freshTokens++);
  }

  /** Tokens are version ids, and so are the latest fresh ones. */
  private String version() {
    int kind = random.nextInt(100);
    if (kind < 70) {
      return Secrets.token(random.nextInt(TOKENS));
    }
    return kind < 97
        ? Secrets.token(Math.max(100, freshTokens - 1 - random.nextInt(3)))
        : "AWSCURRENT";
  }

  private List<String> stages() {
    if (chance(15)) {
      var many = new ArrayList<String>();
      int count = pick(0, 17, 20, 21);
      for (int i = 0; i < count; i++) {
        many.add("label" + i);
      }
      return many;
    }
    var stages = new ArrayList<String>();
    for (int i = random.nextInt(3); i >= 0; i--) {
      stages.add(chance(60) ? pick("", "x".repeat(257)) : pick(LABELS));
    }
    return stages;
  }

  private SecretValue text() {
    return chance(50)
        ? SecretValue.ofText(pick("", "ä".repeat(32768), "ä".repeat(32768) + "x"))
        : SecretValue.ofText(pick("v1", "v2", "v3"));
  }

  private SecretValue binary() {
    return SecretValue.ofBinary(
        pick("v1", "v2", chance(20) ? "" : "v3").getBytes(StandardCharsets.UTF_8));
  }

  private String description() {
    return chance(60) ? "x".repeat(2049) : pick(DESCRIPTIONS);
  }

  private String orNull(String text) {
    return chance(2) ? null : text;
  }

  private List<Tag> tags() {
    var tags = new ArrayList<Tag>();
    for (int i = random.nextInt(4); i > 0; i--) {
      var key = chance(40) ? pick(null, "aws:x", "", "x".repeat(129)) : pick(TAG_KEYS);
      var value = chance(40) ? pick(null, "x".repeat(257)) : pick(TAG_VALUES);
      tags.add(new Tag(key, value));
    }
    return tags;
  }

  private List<Tag> manyTags() {
    int first = pick(0, 30);
    int count = pick(20, 30, 50, 51);
    var tags = new ArrayList<Tag>();
    for (int i = first; i < first + count; i++) {
      tags.add(new Tag("many" + i, "x"));
    }
    return tags;
  }

  private List<Filter> filters() {
    var filters = new ArrayList<Filter>();
    for (int i = random.nextInt(3); i > 0; i--) {
      var key =
          chance(60)
              ? pick(null, "size")
              : pick("description", "name", "tag-key", "tag-value", "all", "owning-service");
      var values = new ArrayList<String>();
      for (int j = random.nextInt(3); j >= 0; j--) {
        values.add(chance(80) ? "*" : (chance(4) ? "!" : "") + pick(WORDS));
      }
      filters.add(new Filter(key, chance(60) ? pick(null, List.of()) : values));
    }
    return filters;
  }

  private Integer maxResults(int limit) {
    return chance(20) ? pick(0, -1, limit + 1) : pick(1, 2, 3, limit);
  }

  private boolean chance(int oneIn) {
    return random.nextInt(oneIn) == 0;
  }

  private <T> T pick(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }

  @SafeVarargs
  private <T> T pick(T... values) {
    return values[random.nextInt(values.length)];
  }
}
