package dev.strongroom.access;

import static dev.strongroom.api.ErrorCode.ACCESS_DENIED;
import static dev.strongroom.api.ErrorCode.DECRYPTION_FAILURE;
import static dev.strongroom.api.ErrorCode.ENCRYPTION_FAILURE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.api.BatchGetSecretValue;
import dev.strongroom.api.Caller;
import dev.strongroom.api.CreateSecret;
import dev.strongroom.api.DeleteResourcePolicy;
import dev.strongroom.api.DeleteSecret;
import dev.strongroom.api.DescribeSecret;
import dev.strongroom.api.ErrorCode;
import dev.strongroom.api.GetResourcePolicy;
import dev.strongroom.api.GetSecretValue;
import dev.strongroom.api.ListSecretVersionIds;
import dev.strongroom.api.ListSecrets;
import dev.strongroom.api.PutResourcePolicy;
import dev.strongroom.api.Request;
import dev.strongroom.api.RestoreSecret;
import dev.strongroom.api.SecretValue;
import dev.strongroom.api.ServiceError;
import dev.strongroom.api.Tag;
import dev.strongroom.api.TagResource;
import dev.strongroom.api.UntagResource;
import dev.strongroom.api.UpdateSecret;
import dev.strongroom.api.UpdateSecretVersionStage;
import dev.strongroom.api.kms.CancelKeyDeletion;
import dev.strongroom.api.kms.DisableKey;
import dev.strongroom.api.kms.EnableKey;
import dev.strongroom.api.kms.ScheduleKeyDeletion;
import dev.strongroom.contract.Secrets;
import dev.strongroom.iam.PolicyDocument;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Secrets under keys that can be used and under keys that can't (KMS-2, KMS-8, KMS-13). */
class KeyStatesTest extends KeyedSecretsFixture {

  /** What a key can be like, and how KMS tells it. */
  private enum State {
    ENABLED("", ""),
    DISABLED("<key> is disabled.", "DisabledException"),
    PENDING_DELETION("<key> is pending deletion.", "KMSInvalidStateException"),
    DELETED("Key '<key>' does not exist", "NotFoundException"),
    DENIED_TO_CALLER("", "");

    final String text;
    final String error;

    State(String text, String error) {
      this.text = text;
      this.error = error;
    }
  }

  /** What is done to a secret whose key is in a state, and how that fails. */
  @SuppressWarnings("ImmutableEnumChecker") // the functions hold nothing
  private enum Use {
    GET(DECRYPTION_FAILURE, key -> GetSecretValue.of("keyed")),
    BATCH(DECRYPTION_FAILURE, key -> BatchGetSecretValue.of(List.of("keyed"))),
    CREATE(ENCRYPTION_FAILURE, key -> create("new", 1, key)),
    CREATE_WITHOUT_VALUE(
        ENCRYPTION_FAILURE, key -> CreateSecret.of("new", Secrets.token(1)).withKmsKeyId(key)),
    PUT(ENCRYPTION_FAILURE, key -> put(2, "two")),
    UPDATE_VALUE(ENCRYPTION_FAILURE, key -> update("keyed", null, SecretValue.ofText("two"))),
    UPDATE_KEY(ENCRYPTION_FAILURE, key -> update("plain", key, null)),
    REPLAY_PUT(DECRYPTION_FAILURE, key -> put(1, "one")),
    REPLAY_CREATE(DECRYPTION_FAILURE, key -> create("keyed", 1, key)),
    TOKEN_IN_USE(DECRYPTION_FAILURE, key -> put(1, "other"));

    final ErrorCode failure;
    final Function<String, Request<?>> request;

    Use(ErrorCode failure, Function<String, Request<?>> request) {
      this.failure = failure;
      this.request = request;
    }
  }

  static Stream<Arguments> uses() {
    return Stream.of(State.values())
        .flatMap(state -> Stream.of(Use.values()).map(use -> Arguments.of(state, use)));
  }

  @ParameterizedTest(name = "KMS-8, CS-6, ERR-3: {1} with a key that is {0}")
  @MethodSource("uses")
  void keyInEveryState(State state, Use use) {
    var key = keyedSecret();
    var caller = bring(key, state);
    var request = use.request.apply(key);
    var before = aws.snapshot();

    if (use == Use.BATCH) {
      var batch = aws.execute(caller, (BatchGetSecretValue) request).result();
      if (state == State.ENABLED) {
        assertThat(batch.errors()).isEmpty();
      } else {
        var entry = batch.errors().get(0);
        assertThat(entry.errorCode()).isEqualTo(code(state, use).wireName());
        assertThat(entry.message()).matches(text(state, use, key));
      }
      return;
    }
    var refusal = calls.refusal(caller, request);

    if (state == State.ENABLED) {
      assertThat(refusal == null ? null : refusal.code())
          .isEqualTo(use == Use.TOKEN_IN_USE ? ErrorCode.RESOURCE_EXISTS : null);
    } else {
      assertThat(refusal).isNotNull();
      assertThat(refusal.code()).isEqualTo(code(state, use));
      assertThat(refusal.text()).matches(text(state, use, key));
      assertThat(aws.snapshot()).isEqualTo(before);
    }
  }

  private static ErrorCode code(State state, Use use) {
    return state == State.DENIED_TO_CALLER ? ACCESS_DENIED : use.failure;
  }

  private static String text(State state, Use use, String key) {
    if (state == State.DENIED_TO_CALLER) {
      return DENIED;
    }
    var verb = use.failure == DECRYPTION_FAILURE ? "decrypt" : "encrypt";
    return Pattern.quote(
            "Secrets Manager can't %s the secret value: %s (Service: AWSKMS; Status Code: 400; Error Code: %s; Request ID: "
                .formatted(verb, state.text.replace("<key>", key), state.error))
        + "[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}; Proxy: null\\)";
  }

  @ParameterizedTest(name = "KMS-8, KMS-2: what reads and writes no value works with a key {0}")
  @EnumSource(State.class)
  void operationsWithoutValueNeedNoKey(State state) {
    var caller = bring(keyedSecret(), state);
    var policy = PolicyDocument.allow("secretsmanager:*").to("222222222222").toJson();

    for (var request :
        List.of(
            new DescribeSecret("keyed"),
            ListSecrets.all(),
            ListSecretVersionIds.of("keyed").withIncludeDeprecated(true),
            new TagResource("keyed", List.of(new Tag("k", "v"))),
            new UntagResource("keyed", List.of("k")),
            UpdateSecret.of("keyed", Secrets.token(8)).withDescription("text"),
            UpdateSecretVersionStage.of("keyed", "label").withMoveToVersionId(Secrets.token(1)),
            new PutResourcePolicy("keyed", policy, true),
            new GetResourcePolicy("keyed"),
            new DeleteResourcePolicy("keyed"),
            DeleteSecret.of("keyed"),
            new RestoreSecret("keyed"),
            DeleteSecret.of("keyed").withForceDeleteWithoutRecovery(true))) {
      assertThat(calls.outcome(caller, request)).as("%s", request).isEqualTo("succeeds");
    }
  }

  @Test
  @DisplayName("KMS-13: a key taken back from its deletion is disabled, and opens when enabled")
  void keyComesBack() {
    var key = keyedSecret();
    bring(key, State.PENDING_DELETION);

    calls.execute(administrator, new CancelKeyDeletion(key));
    assertThat(calls.outcome(administrator, get())).contains("is disabled.");
    calls.execute(administrator, new EnableKey(key));

    assertThat(calls.outcome(administrator, get())).isEqualTo("succeeds");
  }

  @Test
  @DisplayName("a snapshot brings back values and keys, whatever became of the key since")
  void snapshotBringsBackReadableValues() {
    var key = keyedSecret();
    var before = aws.snapshot();
    calls.execute(administrator, put(2, "two"));
    calls.execute(administrator, new ScheduleKeyDeletion(key, 7));

    aws.restore(before);

    assertThat(read("keyed", Secrets.token(1))).isEqualTo("one");
    assertThat(calls.outcome(administrator, put(2, "two"))).isEqualTo("succeeds");
    assertThat(aws.snapshot()).isNotEqualTo(before);
  }

  @Test
  @DisplayName("a fork reads what the original can't any more, and the other way round")
  void forkHasKeysOfItsOwn() {
    var key = keyedSecret();
    var fork = aws.fork();

    calls.execute(administrator, new DisableKey(key));

    assertThat(new Calls(fork).outcome(administrator, get())).isEqualTo("succeeds");
    assertThat(calls.outcome(administrator, get())).contains("is disabled.");
    new Calls(fork).execute(administrator, put(2, "two"));
    assertThat(fork.execute(administrator, GetSecretValue.of("keyed")).result())
        .extracting(value -> value.secretString().text())
        .isEqualTo("two");
    assertThat(describe("keyed").versionIdsToStages()).doesNotContainKey(Secrets.token(2));
  }

  @Test
  @DisplayName("KMS-8: a read beside DisableKey and EnableKey sees before or after, never half")
  void readSeesBeforeOrAfter() throws InterruptedException {
    var key = keyedSecret();
    Set<String> outcomes = Collections.newSetFromMap(new ConcurrentHashMap<>());
    var reader =
        new Thread(
            () -> {
              for (int i = 0; i < 2_000; i++) {
                try {
                  outcomes.add(read("keyed", Secrets.token(1)));
                } catch (ServiceError refusal) {
                  outcomes.add(refusal.text().replaceAll("Request ID: [^;]*", "id"));
                }
              }
            });

    reader.start();
    for (int i = 0; i < 500 && reader.isAlive(); i++) {
      calls.execute(administrator, new DisableKey(key));
      calls.execute(administrator, new EnableKey(key));
    }
    reader.join(30_000);

    assertThat(reader.isAlive()).isFalse();
    assertThat(outcomes)
        .isSubsetOf(
            "one",
            "Secrets Manager can't decrypt the secret value: "
                + key
                + " is disabled. (Service: AWSKMS; Status Code: 400; Error Code: DisabledException; id; Proxy: null)");
    assertThat(read("keyed", Secrets.token(1))).isEqualTo("one");
  }

  /** Who calls, as soon as the key is in that state. */
  private Caller bring(String key, State state) {
    switch (state) {
      case ENABLED -> {}
      case DISABLED -> calls.execute(administrator, new DisableKey(key));
      case PENDING_DELETION -> calls.execute(administrator, new ScheduleKeyDeletion(key, 7));
      case DELETED -> {
        calls.execute(administrator, new ScheduleKeyDeletion(key, 7));
        aws.clock().advance(Duration.ofDays(7));
      }
      case DENIED_TO_CALLER -> {
        return aws.account(administrator.accountId())
            .role("app")
            .allow("secretsmanager:*")
            .caller();
      }
    }
    return administrator;
  }
}
