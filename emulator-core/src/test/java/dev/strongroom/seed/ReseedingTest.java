package dev.strongroom.seed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.strongroom.SecretsEmulator;
import dev.strongroom.api.Caller;
import dev.strongroom.api.DescribeSecret;
import dev.strongroom.api.GetResourcePolicy;
import dev.strongroom.api.GetSecretValue;
import dev.strongroom.api.ListSecrets;
import dev.strongroom.api.PutSecretValue;
import dev.strongroom.api.ReplicationStatus;
import dev.strongroom.api.Request;
import dev.strongroom.api.RotationRules;
import dev.strongroom.api.SecretValue;
import dev.strongroom.api.Tag;
import dev.strongroom.api.kms.DescribeKey;
import dev.strongroom.api.kms.GetKeyRotationStatus;
import dev.strongroom.api.kms.KeyMetadata;
import dev.strongroom.iam.PolicyDocument;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What becomes of an emulator whose seed changes. */
class ReseedingTest {

  private static final String FUNCTION = "arn:aws:lambda:us-east-1:123456789012:function:rotate";
  private static final String POLICY =
      "{\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\"arn:aws:iam::111122223333:root\"},"
          + "\"Action\":\"secretsmanager:GetSecretValue\",\"Resource\":\"*\"}]}";

  private final SecretsEmulator aws =
      SecretsEmulator.builder().frozenAt(Instant.parse("2026-01-01T00:00:00Z")).build();
  private final Caller admin = aws.administrator();

  @Test
  void newEntriesArePutInAndWhatIsTheSameIsLeftAlone() {
    var earlier = Seed.of(Seed.secret("a").string("one"));
    aws.seed(earlier);
    put("a", "by the application");

    aws.reseed(earlier, earlier.and(Seed.secret("b").string("two")), true);

    assertThat(value("a")).isEqualTo("by the application");
    assertThat(value("b")).isEqualTo("two");
  }

  @Test
  void newEntryThatIsThereAlreadyIsLeftAlone() {
    aws.seed(Seed.of(Seed.secret("a").string("one")));

    aws.reseed(Seed.EMPTY, Seed.of(Seed.secret("a").string("two")), true);

    assertThat(value("a")).isEqualTo("one");
  }

  @Test
  void changedValueIsANewVersionUnderTheSameArn() {
    var earlier = Seed.of(Seed.secret("a").string("one"));
    aws.seed(earlier);
    var arn = describe("a").arn();

    aws.reseed(earlier, Seed.of(Seed.secret("a").string("two")), false);

    assertThat(value("a")).isEqualTo("two");
    assertThat(call(new GetSecretValue("a", null, "AWSPREVIOUS")).secretString().text())
        .isEqualTo("one");
    assertThat(describe("a").arn()).isEqualTo(arn);
  }

  @Test
  void everythingAboutASecretFollows() {
    var plain = Seed.of(Seed.secret("a").string("one").tag("kept", "1").tag("gone", "1"));
    var full =
        Seed.of(
            Seed.secret("a")
                .string("one")
                .description("d")
                .kmsKey("alias/shop")
                .tag("kept", "1")
                .tag("new", "1")
                .replicas("eu-west-1")
                .resourcePolicy(POLICY)
                .rotation(FUNCTION, RotationRules.days(30)));
    aws.seed(plain);

    aws.reseed(plain, full, false);

    var after = describe("a");
    assertThat(after.description()).isEqualTo("d");
    assertThat(after.kmsKeyId()).isEqualTo("alias/shop");
    assertThat(after.tags()).containsExactlyInAnyOrder(new Tag("kept", "1"), new Tag("new", "1"));
    assertThat(after.replicationStatus())
        .extracting(ReplicationStatus::region)
        .containsExactly("eu-west-1");
    assertThat(after.rotationLambdaARN()).isEqualTo(FUNCTION);
    assertThat(call(new GetResourcePolicy("a")).resourcePolicy()).isEqualTo(POLICY);
    assertThat(after.versionIdsToStages()).hasSize(1);

    aws.reseed(full, plain, false);

    var back = describe("a");
    assertThat(back.description()).isNull();
    assertThat(back.kmsKeyId()).isNull();
    assertThat(back.tags()).containsExactlyInAnyOrder(new Tag("kept", "1"), new Tag("gone", "1"));
    assertThat(back.replicationStatus()).isNull();
    assertThat(back.rotationEnabled()).isFalse();
    assertThat(call(new GetResourcePolicy("a")).resourcePolicy()).isNull();
    assertThat(value("a")).isEqualTo("one");
  }

  @Test
  void deletionIsScheduledAndTakenBack() {
    var live = Seed.of(Seed.secret("a").string("one"));
    var deleted = Seed.of(Seed.secret("a").string("one").scheduledForDeletion(7));
    aws.seed(live);

    aws.reseed(live, deleted, false);
    assertThat(describe("a").deletedDate()).isEqualTo("2026-01-08T00:00:00Z");

    aws.reseed(deleted, live, false);
    assertThat(describe("a").deletedDate()).isNull();
  }

  @Test
  void whatNoCallCanChangeIsMadeAnew() {
    var earlier = Seed.of(Seed.secret("a").string("one").replicas("eu-west-1"));
    aws.seed(earlier);

    aws.reseed(earlier, Seed.of(Seed.secret("a").string("two").arnSuffix("AbCdEf")), false);

    assertThat(describe("a").arn()).endsWith("a-AbCdEf");
    assertThat(describe("a").versionIdsToStages()).hasSize(1);
    assertThat(value("a")).isEqualTo("two");
  }

  @Test
  void secretThatTheSeedLacksIsRemovedOnlyIfThatIsWanted() {
    var both =
        Seed.of(
            Seed.secret("a").string("one"), Seed.secret("b").string("two").replicas("eu-west-1"));
    var one = Seed.of(Seed.secret("a").string("one"));
    aws.seed(both);

    aws.reseed(both, one, false);
    assertThat(names()).containsExactlyInAnyOrder("a", "b");

    aws.reseed(both, one, true);
    assertThat(names()).containsExactly("a");
  }

  @Test
  void keysFollow() {
    var plain = Seed.EMPTY.and(KeySeed.of("alias/shop"));
    var full =
        Seed.EMPTY.and(
            new KeySeed(
                null,
                null,
                null,
                List.of("alias/shop", "alias/till"),
                "d",
                null,
                null,
                null,
                Map.of("team", "shop"),
                false,
                365,
                SourcePlace.NONE));
    aws.seed(plain);
    var id = key("alias/shop").keyId();

    aws.reseed(plain, full, false);

    assertThat(key("alias/till").keyId()).isEqualTo(id);
    assertThat(key(id).description()).isEqualTo("d");
    assertThat(key(id).keyState()).isEqualTo("Disabled");

    aws.reseed(full, plain, false);

    assertThat(key(id).keyState()).isEqualTo("Enabled");
    assertThat(call(new GetKeyRotationStatus(id)).keyRotationEnabled()).isFalse();

    aws.reseed(plain, Seed.EMPTY, true);

    assertThat(key(id).keyState()).isEqualTo("PendingDeletion");
  }

  @Test
  void keyOfAnotherKindNeedsAnotherAlias() {
    var earlier = Seed.EMPTY.and(KeySeed.of("alias/shop"));
    var later = Seed.parse("{\"keys\": [{\"aliases\": [\"alias/shop\"], \"spec\": \"RSA_2048\"}]}");
    aws.seed(earlier);
    var before = aws.snapshot();

    assertThatIllegalArgumentException()
        .isThrownBy(() -> aws.reseed(earlier, later, false))
        .withMessage(
            "line 1, column 11: Key 'alias/shop' can't get another spec or usage: give it a new"
                + " alias");
    assertThat(aws.snapshot()).isEqualTo(before);
  }

  @Test
  void policiesFollow() {
    var reads = PolicyDocument.allow("secretsmanager:GetSecretValue");
    var describes = PolicyDocument.allow("secretsmanager:DescribeSecret");
    var earlier = roles(AccountSeed.Principal.of("app", reads)).and(Seed.secret("a").string("one"));
    var later =
        roles(AccountSeed.Principal.of("app", describes)).and(Seed.secret("a").string("one"));
    aws.seed(earlier);
    var app = aws.account("123456789012").role("app").caller();

    aws.reseed(earlier, later, false);

    assertThat(aws.explain(app, GetSecretValue.of("a")).allowed()).isFalse();
    assertThat(aws.explain(app, new DescribeSecret("a")).allowed()).isTrue();

    aws.reseed(later, Seed.of(Seed.secret("a").string("one")), true);

    assertThat(aws.explain(app, new DescribeSecret("a")).allowed()).isFalse();
  }

  @Test
  void changeThatIsRefusedChangesNothing() {
    var earlier = Seed.of(Seed.secret("a").string("one"));
    aws.seed(earlier);
    var before = aws.snapshot();
    var later = Seed.of(Seed.secret("a").string("two"), Seed.secret("b c").string("hunter2"));

    assertThatIllegalArgumentException().isThrownBy(() -> aws.reseed(earlier, later, true));

    assertThat(aws.snapshot()).isEqualTo(before);
  }

  private static Seed roles(AccountSeed.Principal... roles) {
    return Seed.EMPTY.and(
        new AccountSeed(null, List.of(), List.of(roles), Map.of(), List.of(), SourcePlace.NONE));
  }

  private void put(String name, String value) {
    call(
        PutSecretValue.of(name, aws.newClientRequestToken())
            .withSecretString(SecretValue.ofText(value)));
  }

  private List<String> names() {
    return call(ListSecrets.all()).secretList().stream().map(ListSecrets.Entry::name).toList();
  }

  private KeyMetadata key(String id) {
    return call(new DescribeKey(id, null)).keyMetadata();
  }

  private DescribeSecret.Result describe(String name) {
    return call(new DescribeSecret(name));
  }

  private String value(String name) {
    return call(GetSecretValue.of(name)).secretString().text();
  }

  private <Q extends Request<R>, R extends Record> R call(Q request) {
    return aws.as(admin).call(request);
  }
}
