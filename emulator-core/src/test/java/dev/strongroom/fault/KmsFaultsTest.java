package dev.strongroom.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strongroom.SecretsEmulator;
import dev.strongroom.api.BatchGetSecretValue;
import dev.strongroom.api.ErrorCode;
import dev.strongroom.api.GetSecretValue;
import dev.strongroom.api.Request;
import dev.strongroom.api.RotateSecret;
import dev.strongroom.api.RotationRules;
import dev.strongroom.api.ServiceError;
import dev.strongroom.api.UpdateSecret;
import dev.strongroom.api.kms.CreateKey;
import dev.strongroom.api.kms.ListKeys;
import dev.strongroom.contract.Requests;
import dev.strongroom.contract.Secrets;
import dev.strongroom.rotation.PasswordRotation;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Faults on the way to KMS: what Secrets Manager then answers, and what KMS itself does. */
class KmsFaultsTest {

  private static final Instant START = Instant.parse("2026-01-01T12:00:00Z");

  private final SecretsEmulator aws =
      SecretsEmulator.builder().frozenAt(START).randomSeed(1).build();
  private final Secrets secrets = Doors.administrator(aws);
  private final String arn = secrets.create("a", Secrets.token(1), "one").arn();

  static Stream<Arguments> faults() {
    return Stream.of(
        fault("throttle", kms -> kms.throttle(), "400", "ThrottlingException"),
        fault("down", kms -> kms.down(), "503", "DependencyTimeoutException"),
        fault(
            "fail",
            kms -> kms.fail(ErrorCode.KMS_INTERNAL, "The request was rejected."),
            "500",
            "KMSInternalException"),
        fault(
            "unavailable",
            kms -> kms.fail(ErrorCode.KEY_UNAVAILABLE, "The key was not available."),
            "500",
            "KeyUnavailableException"));
  }

  private static Arguments fault(
      String name, Function<Selection.OfKms, Fault> effect, String status, String code) {
    return Arguments.of(name, effect, status, code);
  }

  @ParameterizedTest(name = "KMS-8: {0}")
  @MethodSource("faults")
  void readFailsAsForAKeyThatCannotBeUsed(
      String name, Function<Selection.OfKms, Fault> effect, String status, String code) {
    var snapshot = aws.snapshot();
    var fault = effect.apply(aws.faults().kms().first(1));

    assertThatThrownBy(() -> secrets.get("a"))
        .isInstanceOfSatisfying(
            ServiceError.class,
            refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.DECRYPTION_FAILURE))
        .hasMessageStartingWith("Secrets Manager can't decrypt the secret value: ")
        .hasMessageContaining(
            "(Service: AWSKMS; Status Code: " + status + "; Error Code: " + code + "; Request ID:");

    assertThat(aws.snapshot()).isEqualTo(snapshot);
    assertThat(fault.struck()).isEqualTo(1);
    assertThat(aws.audit().of("Decrypt").last().errorCode().wireName()).isEqualTo(code);
    assertThat(secrets.get("a")).isEqualTo("one");
  }

  @ParameterizedTest(name = "KMS-8: {0}")
  @MethodSource("faults")
  void writeFailsAsForAKeyThatCannotBeUsedAndChangesNothing(
      String name, Function<Selection.OfKms, Fault> effect, String status, String code) {
    var snapshot = aws.snapshot();
    var fault = effect.apply(aws.faults().kms());

    for (var operation : List.of("CreateSecret", "PutSecretValue", "UpdateSecret")) {
      var secret = operation.equals("CreateSecret") ? "new" : "a";
      assertThatThrownBy(
              () -> Doors.execute(aws, aws.administrator(), Requests.of(operation, secret)))
          .as(operation)
          .isInstanceOfSatisfying(
              ServiceError.class,
              refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.ENCRYPTION_FAILURE))
          .hasMessageStartingWith("Secrets Manager can't encrypt the secret value: ")
          .hasMessageContaining("Error Code: " + code);
      assertThat(aws.audit().of("GenerateDataKey").last().errorCode().wireName()).isEqualTo(code);
    }

    assertThat(aws.snapshot()).isEqualTo(snapshot);
    assertThat(fault.struck()).isEqualTo(3);
  }

  @ParameterizedTest(name = "KMS-2: {0}: {1}")
  @CsvSource({
    "DescribeSecret,           ok",
    "ListSecrets,              ok",
    "ListSecretVersionIds,     ok",
    "GetRandomPassword,        ok",
    "TagResource,              ok",
    "DeleteSecret,             ok",
    "UpdateSecretVersionStage, ok",
    "GetSecretValue,           DecryptionFailure",
    "PutSecretValue,           EncryptionFailure",
  })
  void operationsThatDoNotUseKmsGoOn(String operation, String outcome) {
    aws.faults().kms().down();

    assertThat(Doors.outcome(aws, Requests.of(operation, "a"))).isEqualTo(outcome);
  }

  @Test
  @DisplayName("KMS-2: a replay needs Decrypt only, a write GenerateDataKey only")
  void oneOperationOfKmsIsSelected() {
    aws.faults().kms().on("GenerateDataKey").throttle();

    assertThat(secrets.put("a", Secrets.token(1), "one").versionId()).isEqualTo(Secrets.token(1));
    assertThat(secrets.get("a")).isEqualTo("one");
    assertThatThrownBy(() -> secrets.put("a", Secrets.token(2), "two"))
        .hasMessageContaining("Error Code: ThrottlingException");
  }

  @Test
  @DisplayName("KMS-3: a change of the key succeeds, but nothing is re-encrypted")
  void keyChangeSucceedsWithoutReEncryption() {
    var key = call(CreateKey.DEFAULT);
    aws.faults().kms().on("Encrypt").first(1).throttle();

    call(UpdateSecret.of("a", Secrets.token(2)).withKmsKeyId(key.keyMetadata().arn()));

    assertThat(secrets.versions("a").get(0).kmsKeyIds()).containsExactly("DefaultEncryptionKey");
    assertThat(secrets.describe("a").kmsKeyId()).isEqualTo(key.keyMetadata().arn());
    assertThat(aws.faults().unused()).isEmpty();
  }

  @Test
  void readsOfABatchFailOneByOne() {
    secrets.create("b", Secrets.token(2), "two");
    aws.faults().kms().secret("a").down();

    var batch = call(BatchGetSecretValue.of(List.of("a", "b")));

    assertThat(batch.secretValues()).singleElement().matches(value -> value.name().equals("b"));
    assertThat(batch.errors())
        .singleElement()
        .matches(error -> error.errorCode().equals("DecryptionFailure"));
  }

  @Test
  void secretCallerAndRegionAreSelected() {
    var kms = aws.faults().kms();
    kms.secret("b").down();
    kms.by("*:role/app").down();
    kms.in("eu-west-1").down();
    assertThat(secrets.get("a")).isEqualTo("one");

    var fault = kms.secret(arn).by("*:root").in("us-east-1").down();

    assertThatThrownBy(() -> secrets.get("a")).hasMessageContaining("can't decrypt");
    assertThat(fault.struck()).isEqualTo(1);
    assertThat(aws.faults().unused()).hasSize(3);
  }

  @Test
  void kmsItselfRefusesInItsOwnWords() {
    aws.faults().kms().first(1).throttle();
    aws.faults().kms().down();

    assertThatThrownBy(() -> call(ListKeys.all()))
        .isInstanceOfSatisfying(
            ServiceError.class,
            refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.THROTTLING))
        .hasMessageStartingWith("You have exceeded the rate at which you may call KMS.");
    assertThatThrownBy(() -> call(ListKeys.all()))
        .isInstanceOfSatisfying(
            ServiceError.class,
            refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.DEPENDENCY_TIMEOUT));
    assertThat(aws.audit().of("ListKeys").failed().size()).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource({
    "GetSecretValue,      PT2S",
    "PutSecretValue,      PT2S",
    "CreateSecret,        PT2S",
    "BatchGetSecretValue, PT4S",
    "DescribeSecret,      PT0S",
    "ListSecrets,         PT0S",
  })
  void slowKmsMakesTheCallsSlowThatNeedIt(String operation, Duration taken) {
    secrets.create("b", Secrets.token(9), "two");
    aws.faults().kms().delay(Duration.ofSeconds(2));
    var start = aws.clock().instant();

    var request =
        operation.equals("BatchGetSecretValue")
            ? BatchGetSecretValue.of(List.of("a", "b"))
            : Requests.of(operation, operation.equals("CreateSecret") ? "new" : "a");

    assertThat(Doors.outcome(aws, request)).isEqualTo("ok");
    assertThat(aws.clock().instant()).isEqualTo(start.plus(taken));
  }

  @Test
  void slowWriteHappensWhenItIsCalledAndIsAnsweredLater() {
    var start = aws.clock().instant();
    var fault = aws.faults().kms().first(1).delay(Duration.ofHours(1));

    secrets.put("a", Secrets.token(2), "two");

    assertThat(secrets.describe("a").lastChangedDate()).isEqualTo(start);
    assertThat(aws.clock().instant()).isEqualTo(start.plus(Duration.ofHours(1)));
    assertThat(secrets.get("a")).isEqualTo("two");
    assertThat(fault.struck()).isEqualTo(1);
    assertThat(fault.needsTransport()).isTrue();
  }

  @Test
  void rotationThatIsDueWhileKmsIsSlowLosesNoWrite() {
    var rotation = aws.rotation("a").with(new PasswordRotation());
    call(
        RotateSecret.of("a", Secrets.token(3))
            .withRotationLambdaARN(rotation.lambdaArn())
            .withRotationRules(RotationRules.days(1)));
    secrets.create("b", Secrets.token(9), "old");
    var rotated = secrets.get("a");
    aws.faults().kms().secret("b").delay(Duration.ofDays(3));

    secrets.put("b", Secrets.token(2), "new");

    assertThat(secrets.get("a")).isNotEqualTo(rotated);
    aws.faults().removeAll();
    assertThat(secrets.get("b")).isEqualTo("new");
  }

  @Test
  void slowRefusalOfKmsIsBothSlowAndARefusal() {
    aws.faults().kms().delay(Duration.ofSeconds(2));
    aws.faults().kms().down();
    var start = aws.clock().instant();

    assertThatThrownBy(() -> secrets.get("a")).hasMessageContaining("DependencyTimeoutException");

    assertThat(aws.clock().instant()).isEqualTo(start.plusSeconds(2));
    assertThat(aws.faults().unused()).isEmpty();
  }

  @Test
  void callerOfASlowKmsIsLetWaitAndMayGiveUp() {
    aws.faults().kms().delayInRealTime(Duration.ofHours(1));
    Thread.currentThread().interrupt(); // so that the wait ends as it begins

    assertThatThrownBy(() -> secrets.put("a", Secrets.token(2), "two"))
        .isInstanceOf(ConnectionFailure.class)
        .hasMessageContaining("real delay of PT1H on any operation of KMS");

    assertThat(Thread.interrupted()).isTrue();
    aws.faults().removeAll();
    assertThat(secrets.get("a")).isEqualTo("two");
  }

  @Test
  void kmsItselfIsSlow() {
    aws.faults().kms().on("ListKeys").delay(Duration.ofSeconds(2));
    var start = aws.clock().instant();

    call(ListKeys.all());

    assertThat(aws.clock().instant()).isEqualTo(start.plusSeconds(2));
  }

  @Test
  void faultsOfSecretsManagerAreNotThoseOfKms() {
    aws.faults().on("TagResource").throttle();
    aws.faults().onAnyOperation().in("eu-west-1").throttle();

    assertThat(Doors.outcome(aws, aws.administrator().in("eu-west-1"), ListKeys.all()))
        .isEqualTo("ok");
    assertThat(Doors.outcome(aws, GetSecretValue.of("a"))).isEqualTo("ok");
  }

  @Test
  void refusalInARegionStrikesTheCallAndNotItsWayToKms() {
    var fault =
        aws.faults().region("us-east-1").every(2).fail(ErrorCode.INTERNAL_SERVICE_ERROR, "Oops.");

    assertThat(secrets.get("a")).isEqualTo("one");
    assertThat(Doors.outcome(aws, GetSecretValue.of("a"))).isEqualTo("InternalServiceError");
    assertThat(fault.struck()).isEqualTo(1);
  }

  private <Q extends Request<R>, R extends Record> R call(Q request) {
    return secrets.call(request);
  }
}
