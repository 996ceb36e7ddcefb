package dev.strongroom.access;

import static dev.strongroom.api.ErrorCode.ACCESS_DENIED;
import static dev.strongroom.api.ErrorCode.DECRYPTION_FAILURE;
import static dev.strongroom.api.ErrorCode.ENCRYPTION_FAILURE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.SecretsEmulator;
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
import dev.strongroom.api.PutSecretValue;
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
import dev.strongroom.api.kms.CreateAlias;
import dev.strongroom.api.kms.CreateKey;
import dev.strongroom.api.kms.DescribeKey;
import dev.strongroom.api.kms.DisableKey;
import dev.strongroom.api.kms.EnableKey;
import dev.strongroom.api.kms.ListKeys;
import dev.strongroom.api.kms.ScheduleKeyDeletion;
import dev.strongroom.api.kms.UpdateAlias;
import dev.strongroom.contract.Secrets;
import dev.strongroom.iam.PolicyDocument;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Secrets under keys that can be used and under keys that can't (KMS-1 to KMS-8). */
class KeyStatesTest {

  private static final String DEFAULT = "DefaultEncryptionKey";
  private static final String DENIED = "Access to KMS is not allowed";

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
    GET(DECRYPTION_FAILURE, key -> new GetSecretValue("keyed", null, null)),
    BATCH(DECRYPTION_FAILURE, key -> new BatchGetSecretValue(List.of("keyed"), null, null, null)),
    CREATE(ENCRYPTION_FAILURE, key -> create("new", 1, key)),
    CREATE_WITHOUT_VALUE(
        ENCRYPTION_FAILURE,
        key -> new CreateSecret("new", Secrets.token(1), null, key, null, null, null)),
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

  private final SecretsEmulator aws =
      SecretsEmulator.builder()
          .frozenAt(Instant.parse("2026-01-01T10:15:30Z"))
          .randomSeed(1)
          .build();
  private final Calls calls = new Calls(aws);
  private final Caller administrator = aws.administrator();

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
            new ListSecrets(null, null, null, null, null, null),
            new ListSecretVersionIds("keyed", null, null, true),
            new TagResource("keyed", List.of(new Tag("k", "v"))),
            new UntagResource("keyed", List.of("k")),
            new UpdateSecret("keyed", Secrets.token(8), "text", null, null, null),
            new UpdateSecretVersionStage("keyed", "label", null, Secrets.token(1)),
            new PutResourcePolicy("keyed", policy, true),
            new GetResourcePolicy("keyed"),
            new DeleteResourcePolicy("keyed"),
            new DeleteSecret("keyed", null, null),
            new RestoreSecret("keyed"),
            new DeleteSecret("keyed", null, true))) {
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
  @DisplayName("KMS-3: a new key is added to AWSCURRENT, AWSPENDING and AWSPREVIOUS, to no other")
  void newKeyIsAddedToTheLabelledVersions() {
    fiveVersions("plain");
    var key = customerKey();

    calls.execute(administrator, update("plain", key, null));

    var both = List.of(DEFAULT, key);
    assertThat(keyIds("plain"))
        .isEqualTo(
            Map.of(
                Secrets.token(1), List.of(DEFAULT), // deprecated
                Secrets.token(2), List.of(DEFAULT), // with a label of its own
                Secrets.token(3), both, // AWSPREVIOUS
                Secrets.token(4), both, // AWSCURRENT
                Secrets.token(5), both)); // AWSPENDING
    calls.execute(administrator, new DisableKey(key));
    for (int version = 1; version <= 5; version++) {
      assertThat(read("plain", Secrets.token(version))).isEqualTo("v" + version);
    }
  }

  @Test
  @DisplayName("KMS-3: a later value is under the new key only; an empty key id is the default key")
  void laterValueIsUnderTheNewKeyOnly() {
    fiveVersions("plain");
    var key = customerKey();
    calls.execute(administrator, update("plain", key, null));

    calls.execute(administrator, put("plain", 6, "v6"));
    assertThat(keyIds("plain")).containsEntry(Secrets.token(6), List.of(key));
    calls.execute(administrator, update("plain", "", null));

    assertThat(keyIds("plain"))
        .containsEntry(Secrets.token(6), List.of(key, DEFAULT))
        .containsEntry(Secrets.token(3), List.of(DEFAULT, key));
    assertThat(describe("plain").kmsKeyId()).isNull();
    calls.execute(administrator, new DisableKey(key));
    assertThat(read("plain", Secrets.token(6))).isEqualTo("v6");
  }

  @Test
  @DisplayName("KMS-3: who may not decrypt with the old key changes it nevertheless")
  void oldKeyThatIsDeniedStaysTheOnlyOne() {
    var old = keyedSecret();
    var next = customerKey();
    var app =
        aws.account(administrator.accountId())
            .role("app")
            .allow("secretsmanager:*")
            .allow("kms:*", next);

    assertThat(calls.outcome(app.caller(), update("keyed", next, null))).isEqualTo("succeeds");

    assertThat(describe("keyed").kmsKeyId()).isEqualTo(next);
    assertThat(keyIds("keyed")).containsEntry(Secrets.token(1), List.of(old));
    assertThat(calls.outcome(app.caller(), get())).isEqualTo(DENIED);
    assertThat(read("keyed", Secrets.token(1))).isEqualTo("one");
  }

  @Test
  @DisplayName("KMS-3, KMS-8: the old key may be unusable: the versions stay with it")
  void oldKeyThatIsDisabledStaysTheOnlyOne() {
    var old = keyedSecret();
    var next = customerKey();
    calls.execute(administrator, new DisableKey(old));

    calls.execute(administrator, update("keyed", next, null));

    assertThat(keyIds("keyed")).containsEntry(Secrets.token(1), List.of(old));
    assertThat(calls.outcome(administrator, put(2, "two"))).isEqualTo("succeeds");
    assertThat(read("keyed", Secrets.token(2))).isEqualTo("two");
  }

  @Test
  @DisplayName("KMS-4, LSVI-1: the default key is told as DefaultEncryptionKey, and not described")
  void defaultKeyIsNotDescribed() {
    calls.execute(administrator, create("unnamed", 1, null));
    calls.execute(administrator, create("named", 1, "alias/aws/secretsmanager"));

    for (var name : List.of("unnamed", "named")) {
      assertThat(describe(name).kmsKeyId()).isNull();
      assertThat(keyIds(name)).isEqualTo(Map.of(Secrets.token(1), List.of(DEFAULT)));
    }
  }

  @Test
  @DisplayName(
      "KMS-6: the default key comes to be with the first value, one per account and Region")
  void defaultKeyIsMadeAtFirstUse() {
    assertThat(calls.outcome(administrator, new DescribeKey("alias/aws/secretsmanager", null)))
        .contains("is not found");
    calls.execute(
        administrator, new CreateSecret("a", Secrets.token(1), null, null, null, null, null));
    assertThat(keys(administrator)).isZero();

    calls.execute(administrator, create("b", 1, null));
    calls.execute(administrator, create("c", 1, null));
    calls.execute(administrator.in("eu-west-1"), create("c", 1, null));

    var metadata =
        aws.execute(administrator, new DescribeKey("alias/aws/secretsmanager", null))
            .result()
            .keyMetadata();
    assertThat(metadata.keyManager()).isEqualTo("AWS");
    assertThat(keys(administrator)).isEqualTo(1);
    assertThat(keys(administrator.in("eu-west-1"))).isEqualTo(1);
    assertThat(keys(aws.account("222222222222").administrator())).isZero();
  }

  @Test
  @DisplayName("KMS-6: a refused creation makes no default key")
  void refusedCreationMakesNoDefaultKey() {
    var app = aws.account(administrator.accountId()).role("app");
    app.allow("secretsmanager:*").deny("kms:*");

    assertThat(calls.outcome(app.caller(), create("a", 1, null))).isEqualTo(DENIED);

    assertThat(keys(administrator)).isZero();
  }

  @Test
  @DisplayName(
      "KMS-7: a key is named by id, ARN, alias or alias ARN, and described as it was named")
  void keyIsNamedInFourWays() {
    var key = customerKey();
    calls.execute(administrator, new CreateAlias("alias/own", key));
    var id = key.substring(key.indexOf("key/") + 4);
    var aliasArn = key.substring(0, key.indexOf("key/")) + "alias/own";

    for (var named : List.of(key, id, "alias/own", aliasArn)) {
      var name = "secret-" + named.hashCode();
      calls.execute(administrator, create(name, 1, named));

      assertThat(describe(name).kmsKeyId()).isEqualTo(named);
      assertThat(keyIds(name)).isEqualTo(Map.of(Secrets.token(1), List.of(key)));
      assertThat(read(name, Secrets.token(1))).isEqualTo("one");
    }
  }

  @Test
  @DisplayName("KMS-7: an alias that moves on takes later values with it, not earlier ones")
  void aliasMovesOn() {
    var first = customerKey();
    var second = customerKey();
    calls.execute(administrator, new CreateAlias("alias/own", first));
    calls.execute(administrator, create("keyed", 1, "alias/own"));

    calls.execute(administrator, new UpdateAlias("alias/own", second));
    calls.execute(administrator, put(2, "two"));

    assertThat(keyIds("keyed"))
        .isEqualTo(Map.of(Secrets.token(1), List.of(first), Secrets.token(2), List.of(second)));
    assertThat(read("keyed", Secrets.token(1))).isEqualTo("one");
  }

  static Stream<Arguments> strangeKeys() {
    var id = "01234567-89ab-cdef-0123-456789abcdef";
    var region = "arn:aws:kms:us-east-1:123456789012:";
    return Stream.of(
        Arguments.of(id, "Key '" + region + "key/" + id + "' does not exist"),
        Arguments.of("alias/none", "Alias " + region + "alias/none is not found."),
        Arguments.of("none", "Invalid keyId 'none'"),
        Arguments.of("arn:aws:kms:eu-west-1:123456789012:key/" + id, "Invalid arn eu-west-1"));
  }

  @ParameterizedTest(name = "KMS-7, KMS-12: {0}")
  @MethodSource("strangeKeys")
  void keyThatIsNotThereIsTold(String key, String text) {
    var refusal = calls.refusal(administrator, create("a", 1, key));

    assertThat(refusal.code()).isEqualTo(ENCRYPTION_FAILURE);
    assertThat(refusal.text())
        .startsWith(
            "Secrets Manager can't encrypt the secret value: "
                + text
                + " (Service: AWSKMS; Status Code: 400; Error Code: NotFoundException; Request ID: ");
  }

  @Test
  @DisplayName("KMS-7: another account's key must be an ARN, a bare id is one of the caller's")
  void foreignKeyIsNamedByItsArn() {
    var partner = aws.account("222222222222").administrator();
    var key = customerKey();
    var id = key.substring(key.indexOf("key/") + 4);

    assertThat(calls.outcome(partner, create("a", 1, id)))
        .startsWith(
            "Secrets Manager can't encrypt the secret value: Key 'arn:aws:kms:us-east-1:222222222222:key/"
                + id
                + "' does not exist (Service: AWSKMS; Status Code: 400; Error Code: NotFoundException");
    assertThat(calls.outcome(partner, create("a", 1, key))).isEqualTo(DENIED);
  }

  @Test
  @DisplayName("KMS-7: an asymmetric key protects no secret")
  void asymmetricKeyIsRefused() {
    var key = key("ECC_NIST_P256", "SIGN_VERIFY");

    for (var request :
        List.of(
            create("a", 1, key),
            new CreateSecret("a", Secrets.token(1), null, key, null, null, null))) {
      assertThat(calls.outcome(administrator, request))
          .contains("Cannot generate a data key with an asymmetric KMS key");
    }
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
    assertThat(fork.execute(administrator, new GetSecretValue("keyed", null, null)).result())
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

  /** A secret under a key of its own, and one under the default key; tells the key's ARN. */
  private String keyedSecret() {
    var key = customerKey();
    calls.execute(administrator, create("keyed", 1, key));
    calls.execute(administrator, create("plain", 1, null));
    return key;
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

  /** A deprecated version, one with a label of its own, AWSPREVIOUS, AWSCURRENT, AWSPENDING. */
  private void fiveVersions(String name) {
    calls.execute(administrator, create(name, 1, null, "v1"));
    for (int version = 2; version <= 4; version++) {
      calls.execute(administrator, put(name, version, "v" + version));
    }
    calls.execute(
        administrator, new UpdateSecretVersionStage(name, "label", null, Secrets.token(2)));
    calls.execute(
        administrator,
        new PutSecretValue(
            name, Secrets.token(5), null, SecretValue.ofText("v5"), List.of("AWSPENDING")));
  }

  private Map<String, List<String>> keyIds(String name) {
    var found = new HashMap<String, List<String>>();
    aws.execute(administrator, new ListSecretVersionIds(name, null, null, true))
        .result()
        .versions()
        .forEach(version -> found.put(version.versionId(), version.kmsKeyIds()));
    return found;
  }

  private DescribeSecret.Result describe(String name) {
    return aws.execute(administrator, new DescribeSecret(name)).result();
  }

  private String read(String name, String versionId) {
    return aws.execute(administrator, new GetSecretValue(name, versionId, null))
        .result()
        .secretString()
        .text();
  }

  private int keys(Caller caller) {
    return aws.execute(caller, new ListKeys(null, null)).result().keys().size();
  }

  private String customerKey() {
    return key(null, null);
  }

  private String key(@Nullable String spec, @Nullable String usage) {
    return aws.execute(administrator, CreateKey.of(spec, usage)).result().keyMetadata().arn();
  }

  private static GetSecretValue get() {
    return new GetSecretValue("keyed", null, null);
  }

  private static CreateSecret create(String name, int token, @Nullable String key) {
    return create(name, token, key, "one");
  }

  private static CreateSecret create(String name, int token, @Nullable String key, String value) {
    var text = SecretValue.ofText(value);
    return new CreateSecret(name, Secrets.token(token), null, key, null, text, null);
  }

  private static PutSecretValue put(int token, String value) {
    return put("keyed", token, value);
  }

  private static PutSecretValue put(String name, int token, String value) {
    return new PutSecretValue(name, Secrets.token(token), null, SecretValue.ofText(value), null);
  }

  private static UpdateSecret update(
      String name, @Nullable String key, @Nullable SecretValue value) {
    return new UpdateSecret(name, Secrets.token(9), null, key, null, value);
  }
}
