package dev.strongroom.assertj;

import static dev.strongroom.assertj.Failures.assertFailure;
import static dev.strongroom.assertj.StrongroomAssertions.assertThat;
import static dev.strongroom.assertj.StrongroomAssertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strongroom.SecretsEmulator;
import dev.strongroom.api.Caller;
import dev.strongroom.api.CreateSecret;
import dev.strongroom.api.DescribeSecret;
import dev.strongroom.api.GetSecretValue;
import dev.strongroom.api.PutSecretValue;
import dev.strongroom.api.RotateSecret;
import dev.strongroom.api.SecretValue;
import dev.strongroom.api.ServiceError;
import dev.strongroom.seed.Seed;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretsEmulatorAssertTest {

  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
  private static final String ONE = "11111111-1111-1111-1111-111111111111";
  private static final String TWO = "22222222-2222-2222-2222-222222222222";
  private static final GetSecretValue READ = GetSecretValue.of("prod/db");
  private static final String ROOT = "arn:aws:iam::123456789012:root";

  private final SecretsEmulator aws =
      SecretsEmulator.builder()
          .frozenAt(NOON)
          .randomSeed(7)
          .secret(Seed.secret("prod/db").string("one"))
          .build();
  private final String arn =
      aws.fork().execute(aws.administrator(), new DescribeSecret("prod/db")).result().arn();

  @Test
  void callsAreSelectedAndCounted() {
    var app = aws.account("123456789012").role("app");
    read(aws.administrator());
    refused(app.caller());

    assertThat(aws)
        .recorded("GetSecretValue")
        .times(2)
        .recorded("GetSecretValue")
        .by(app)
        .on("prod/db")
        .failedWith("AccessDeniedException")
        .once()
        .recorded("GetSecretValue")
        .by(ROOT)
        .on(arn)
        .succeeded()
        .atLeast(1)
        .recorded("GetSecretValue")
        .failed()
        .atMost(1)
        .recorded("PutSecretValue")
        .never()
        .calledAtMost("GetSecretValue", 2);
  }

  @Test
  void callsThatWereMadeInsteadAreShown() {
    var fault = aws.faults().on("GetSecretValue").first(1).throttle();
    refused(aws.administrator());
    read(aws.administrator());

    assertThat(fault).struck(1);
    assertFailure(
        () ->
            assertThat(aws)
                .recorded("GetSecretValue")
                .on("prod/db")
                .failedWith("ThrottlingException")
                .times(2),
        "Expected exactly 2 calls of GetSecretValue on 'prod/db' that failed with"
            + " ThrottlingException, but there was 1.",
        "They are, oldest first:",
        "  2026-01-01T12:00:00Z GetSecretValue on "
            + arn
            + " by "
            + ROOT
            + " failed with ThrottlingException: Rate exceeded");
    assertFailure(
        () ->
            assertThat(aws)
                .recorded("GetSecretValue")
                .by("arn:aws:iam::123456789012:user/ann")
                .once(),
        "Expected exactly 1 call of GetSecretValue by arn:aws:iam::123456789012:user/ann,"
            + " but there were none.",
        "All of GetSecretValue:",
        "  2026-01-01T12:00:00Z GetSecretValue on "
            + arn
            + " by "
            + ROOT
            + " failed with ThrottlingException: Rate exceeded",
        "  2026-01-01T12:00:00Z GetSecretValue on " + arn + " by " + ROOT);
    assertFailure(
        () -> assertThat(aws).recorded("PutSecretValue").atLeast(1),
        "Expected at least 1 call of PutSecretValue, but there were none."
            + " Recorded were: CreateSecret 1, Decrypt 1, GenerateDataKey 1, GetSecretValue 2");
  }

  @Test
  void whyARotationFailedIsShownWhereOneWasToSucceed() {
    var rotation =
        aws.rotation("prod/db")
            .with(
                (event, service) -> {
                  throw new IllegalStateException("can't log in with 'one' at 10.0.0.7");
                });
    aws.execute(
        aws.administrator(),
        RotateSecret.of("prod/db", TWO).withRotationLambdaARN(rotation.lambdaArn()));

    assertFailure(
        () -> assertThat(aws).recorded("RotationSucceeded").once(),
        "Expected exactly 1 call of RotationSucceeded, but there were none."
            + " Recorded were: CreateSecret 1, GenerateDataKey 1, RotateSecret 1,"
            + " RotationFailed 1, RotationStarted 1",
        "A rotation failed: createSecret of attempt 1 failed: java.lang.IllegalStateException:"
            + " can't log in with '***' at 10.0.0.7");
  }

  @Test
  void callsShowTheRegionWhereNoArnDoes() {
    refused(aws.administrator().in("eu-west-1"));

    assertFailure(
        () -> assertThat(aws).recorded("GetSecretValue").never(),
        "Expected no calls of GetSecretValue, but there was 1.",
        "They are, oldest first:",
        "  2026-01-01T12:00:00Z GetSecretValue on prod/db in eu-west-1 by "
            + ROOT
            + " failed with ResourceNotFoundException: Secrets Manager can't find the specified"
            + " secret.");
  }

  @Test
  void whereNothingWasCalledThatIsTold() {
    assertFailure(
        () -> assertThat(SecretsEmulator.create()).recorded("GetSecretValue").once(),
        "Expected exactly 1 call of GetSecretValue, but there were none."
            + " Recorded were: no calls at all");
  }

  @Test
  void ofManyCallsTheLatestAreShown() {
    var lines = new ArrayList<String>();
    lines.add("Expected exactly 1 call of GetSecretValue, but there were 23.");
    lines.add("They are, oldest first, without the first 3:");
    for (int i = 0; i < 23; i++) {
      read(aws.administrator());
      if (i >= 3) {
        lines.add("  2026-01-01T12:00:00Z GetSecretValue on " + arn + " by " + ROOT);
      }
    }

    assertFailure(
        () -> assertThat(aws).recorded("GetSecretValue").once(), lines.toArray(new String[0]));
  }

  @Test
  void aCostGuardShowsTheCalls() {
    read(aws.administrator());
    read(aws.administrator());

    assertFailure(
        () -> assertThat(aws).calledAtMost("GetSecretValue", 1),
        "Expected at most 1 call of GetSecretValue, but there were 2.",
        "They are, oldest first:",
        "  2026-01-01T12:00:00Z GetSecretValue on " + arn + " by " + ROOT,
        "  2026-01-01T12:00:00Z GetSecretValue on " + arn + " by " + ROOT);
  }

  @Test
  void costsAreShownAsABill() {
    var fork = aws.fork();
    fork.execute(fork.administrator(), READ);
    fork.clock().advance(Duration.ofDays(30));

    assertThat(fork).costsAtMost(0.41);
    assertFailure(
        () -> assertThat(fork).costsAtMost(0.40),
        "Expected costs of at most $0.4, but AWS would charge:",
        "720 hours of secrets                     $0.40 a month             $0.40",
        "1 call of Secrets Manager                $0.05 for 10,000      $0.000005",
        "Total                                                              $0.40");
    assertThatThrownBy(() -> assertThat(fork).costsAtMost(-1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("An amount of money can't be negative: -1.0");
  }

  @Test
  void callsThatTheAuditDroppedAreCounted() {
    var small =
        SecretsEmulator.builder()
            .frozenAt(NOON)
            .auditCapacity(1)
            .secret(Seed.secret("prod/db").string("one"))
            .build();
    small.execute(small.administrator(), READ);
    small.execute(small.administrator(), READ);
    small.execute(small.administrator(), READ);
    var record = small.audit().last();

    assertThat(small).recorded("GetSecretValue").on("prod/db").times(3);
    assertFailure(
        () -> assertThat(small).recorded("GetSecretValue").never(),
        "Expected no calls of GetSecretValue, but there were 3.",
        "They are, oldest first:",
        "  " + record,
        "The audit dropped its 7 oldest records.");
  }

  @Test
  void anOperationThatIsNoneIsRefused() {
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> assertThat(aws).recorded("GetSecretValu").never())
        .withMessage(
            "Secrets Manager has no operation 'GetSecretValu'; did you mean GetSecretValue or"
                + " PutSecretValue or BatchGetSecretValue?");
  }

  @Test
  void anErrorThatIsNoneIsRefused() {
    read(aws.administrator());

    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(
            () -> assertThat(aws).recorded("GetSecretValue").failedWith("Throttled").never())
        .withMessage(
            "There is no error 'Throttled': write its name as AWS does, such as"
                + " ThrottlingException");
    assertThat(aws).recorded("GetSecretValue").failedWith("ThrottlingException").never();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Decrypt",
        "AssumeRole",
        "RotationFailed",
        "EndSecretVersionDelete",
        "ListSecrets"
      })
  void whateverCanBeRecordedMayBeExpectedNeverToHappen(String operation) {
    assertThat(aws).recorded(operation).never();
  }

  @Test
  void aFaultIsShownAsItIs() {
    var fault = aws.faults().on("GetSecretValue").first(2).throttle();
    assertThat(fault).neverStruck();
    refused(aws.administrator());

    assertThat(fault).struck(1);
    assertFailure(
        () -> assertThat(fault).struck(2),
        "Expected that this fault struck 2 calls, but it is:",
        "  ThrottlingException on GetSecretValue: struck 1 of 2");
    assertFailure(
        () -> assertThat(fault).neverStruck(),
        "Expected that this fault struck no call, but it is:",
        "  ThrottlingException on GetSecretValue: struck 1 of 2");
    assertThat(aws).hasNoUnusedFault();
  }

  @Test
  void aFaultThatNeverStruckIsTold() {
    aws.faults().on("GetSecretValue").first(2).throttle();

    assertFailure(
        () -> assertThat(aws).hasNoUnusedFault(),
        "These faults never struck, so that the test shows nothing about them:"
            + " ThrottlingException on GetSecretValue: struck 0 of 2."
            + " Correct what they select, or remove them.");
  }

  @Test
  void pendingVersionsAreFoundInEveryRegionThatWasCalled() {
    assertThat(aws).hasNoPendingVersion();

    var there = pending(aws.administrator().in("eu-west-1"));

    assertFailure(
        () -> assertThat(aws).hasNoPendingVersion(),
        "Expected that no secret has a pending version, but this one has one:",
        there,
        "  " + TWO + "  AWSPENDING",
        "  " + ONE + "  AWSCURRENT");

    var here = pending(aws.administrator());

    assertFailure(
        () -> assertThat(aws).hasNoPendingVersion(),
        "Expected that no secret has a pending version, but these have one:",
        here,
        "  " + TWO + "  AWSPENDING",
        "  " + ONE + "  AWSCURRENT",
        there,
        "  " + TWO + "  AWSPENDING",
        "  " + ONE + "  AWSCURRENT");
  }

  @Test
  void softAssertionsTellEveryFailure() {
    var softly = new StrongroomSoftAssertions();
    softly.assertThat(aws).secret("prod/db").hasVersions(2).at("AWSPENDING").hasVersionId(TWO);
    softly.assertThat(aws).recorded("GetSecretValue").once().hasNoUnusedFault();
    softly.assertThat(aws.explain(aws.administrator(), READ)).isDenied();
    softly.assertThat(aws.faults().on("GetSecretValue").throttle()).struck(1);
    softly.assertThat("AssertJ's own").isEmpty();

    assertThat(softly.errorsCollected())
        .extracting(
            failure ->
                failure.getMessage().lines().filter(line -> !line.isBlank()).findFirst().orElse(""))
        .containsExactly(
            "Expected that secret 'prod/db' has 2 versions, but it has 1 version:",
            "Expected that secret 'prod/db' has AWSPENDING on version "
                + TWO
                + ", but AWSPENDING is on no version:",
            "Expected exactly 1 call of GetSecretValue, but there were none."
                + " Recorded were: CreateSecret 1, GenerateDataKey 1",
            "Expected that the call is denied, but it is allowed:",
            "Expected that this fault struck 1 call, but it is:",
            "Expecting empty but was: \"AssertJ's own\"");
  }

  @Test
  void softAssertionsFailAtTheEnd() {
    assertThatExceptionOfType(AssertionError.class)
        .isThrownBy(
            () ->
                StrongroomSoftAssertions.assertSoftly(
                    softly -> {
                      softly.assertThat(aws).recorded("GetSecretValue").once();
                      softly.assertThat(aws).secret("prod/db").hasVersions(2);
                    }))
        .withMessageContaining("Expected exactly 1 call of GetSecretValue, but there were none.")
        .withMessageContaining("Expected that secret 'prod/db' has 2 versions");
  }

  /** The ARN of a new secret with a pending version. */
  private String pending(Caller owner) {
    var created =
        aws.execute(owner, CreateSecret.of("api", ONE).withSecretString(SecretValue.ofText("one")));
    aws.execute(
        owner,
        PutSecretValue.of("api", TWO)
            .withSecretString(SecretValue.ofText("two"))
            .withVersionStages(List.of("AWSPENDING")));
    return created.result().arn();
  }

  private void read(Caller caller) {
    aws.execute(caller, READ);
  }

  private void refused(Caller caller) {
    refused(caller, READ);
  }

  private void refused(Caller caller, GetSecretValue read) {
    assertThatExceptionOfType(ServiceError.class).isThrownBy(() -> aws.execute(caller, read));
  }
}
