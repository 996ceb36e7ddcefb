package dev.strongroom.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.AwsModel;
import dev.strongroom.SecretsEmulator;
import dev.strongroom.api.BatchGetSecretValue;
import dev.strongroom.api.DeleteSecret;
import dev.strongroom.api.GetRandomPassword;
import dev.strongroom.api.ListSecrets;
import dev.strongroom.api.Request;
import dev.strongroom.api.ServiceError;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every operation on a secret in each of the states a secret can be in. */
public abstract class OutcomesContract extends Contract {

  private static final Map<String, String> REFUSALS =
      Map.of(
          "no such secret",
          "ResourceNotFoundException: " + NOT_FOUND,
          "no value",
          "ResourceNotFoundException: Secrets Manager can't find the specified secret value for staging label: "
              + "AWSCURRENT",
          "no version",
          "ResourceNotFoundException: Secrets Manager can't find the specified secret value for VersionId: "
              + Secrets.token(1),
          "marked",
          "InvalidRequestException: " + MARKED,
          "name blocked",
          "InvalidRequestException: " + ALREADY_SCHEDULED,
          "no function",
          "InvalidRequestException: No Lambda rotation function ARN is associated with this secret.",
          "name in use",
          "ResourceExistsException: The operation failed because the secret a already exists.");

  @ParameterizedTest(name = "{1}: live {2}, value-less {3}, scheduled {4}, gone {5} ({0})")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          BGSV-2, BGSV-8, MD-7      | BatchGetSecretValue      | value          | error: no value | error: marked  | error: no such secret
          ROT-33, MD-5              | CancelRotateSecret       | ok             | ok              | marked         | no such secret
          CS-4, CS-7, IDEM-7, MD-1  | CreateSecret             | name in use    | name in use     | name blocked   | ok
          DEL-5, DEL-12, MD-11      | DeleteSecret             | ok             | ok              | marked         | no such secret
          DEL-6, DEL-7, MD-12       | DeleteSecret, forced     | ok             | ok              | ok             | ok
          DS-1, DS-3, MD-8          | DescribeSecret           | ok             | ok              | ok             | no such secret
          GRP-8                     | GetRandomPassword        | needs none     | needs none      | needs none     | needs none
          GSV-5, GSV-10, GSV-11, MD-2 | GetSecretValue         | ok             | no value        | marked         | no such secret
          LS-2, LS-5, MD-10         | ListSecrets              | listed         | listed          | not listed     | not listed
          LSVI-4, LSVI-6, MD-9      | ListSecretVersionIds     | ok             | ok              | ok             | no such secret
          PSV-9, MD-5, SEQ-16       | PutSecretValue           | ok             | ok              | marked         | no such secret
          RS-2, RS-3, RS-4, MD-13   | RestoreSecret            | ok             | ok              | ok             | no such secret
          ROT-7, ROT-9, MD-5        | RotateSecret             | no function    | no function     | marked         | no such secret
          TR-4, UR-4, MD-3          | TagResource              | ok             | ok              | marked         | no such secret
          TR-4, UR-4, MD-3          | UntagResource            | ok             | ok              | marked         | no such secret
          US-9, MD-5                | UpdateSecret             | ok             | ok              | marked         | no such secret
          USVS-10, USVS-13, MD-4    | UpdateSecretVersionStage | ok             | no version      | marked         | no such secret
          """)
  void outcomes(
      String rules, String operation, String live, String empty, String scheduled, String gone) {
    assertThat(outcome(operation, State.LIVE)).isEqualTo(spelledOut(live));
    assertThat(outcome(operation, State.EMPTY)).isEqualTo(spelledOut(empty));
    assertThat(outcome(operation, State.SCHEDULED)).isEqualTo(spelledOut(scheduled));
    assertThat(outcome(operation, State.GONE)).isEqualTo(spelledOut(gone));
  }

  @Test
  @DisplayName("WIRE-4, ERR-9: every refusal has status 400, and its apostrophes are ASCII")
  void everyRefusalHasStatus400() {
    var seen = new HashSet<String>();
    for (var request : Requests.all("a", "value")) {
      for (var state : State.values()) {
        var emulator = inState(state);
        try {
          new Secrets(open(emulator)).call(request);
        } catch (ServiceError refusal) {
          seen.add(refusal.code().wireName());
          assertThat(refusal.code().httpStatus()).isEqualTo(400);
          assertThat(refusal.text()).matches("\\p{ASCII}*");
        }
      }
    }

    assertThat(seen).hasSize(3);
  }

  private enum State {
    LIVE,
    EMPTY,
    SCHEDULED,
    GONE
  }

  private static String spelledOut(String cell) {
    return cell.startsWith("error: ")
        ? "error: " + spelledOut(cell.substring("error: ".length()))
        : REFUSALS.getOrDefault(cell, cell);
  }

  /** The secret "a" in a state; where it has a value, version and token are {@code token(1)}. */
  private SecretsEmulator inState(State state) {
    var emulator = emulator().build();
    var there = new Secrets(open(emulator));
    if (state == State.EMPTY) {
      there.createEmpty("a", Secrets.token(1));
    } else {
      there.create("a", Secrets.token(1), "one");
    }
    if (state == State.SCHEDULED || state == State.GONE) {
      there.delete("a");
    }
    if (state == State.GONE) {
      emulator.clock().advance(Duration.ofDays(30));
    }
    return emulator;
  }

  private String outcome(String operation, State state) {
    var emulator = inState(state);
    var request =
        operation.equals("DeleteSecret, forced")
            ? DeleteSecret.of("a").withForceDeleteWithoutRecovery(true)
            : Requests.of(operation, "a");
    var before = emulator.snapshot();
    try {
      return success(new Secrets(open(emulator)).call(request));
    } catch (ServiceError refusal) {
      assertThat(emulator.snapshot()).as("a refusal changes nothing").isEqualTo(before);
      assertThat(AwsModel.SECRETS_MANAGER.errorsOf(request.operation()))
          .contains(refusal.code().wireName());
      return refusal.code().wireName() + ": " + refusal.text();
    }
  }

  private static String success(Record result) {
    if (result instanceof BatchGetSecretValue.Result batch) {
      return batch.errors().isEmpty()
          ? "value"
          : batch.errors().stream()
              .map(error -> "error: " + error.errorCode() + ": " + error.message())
              .collect(Collectors.joining());
    }
    if (result instanceof ListSecrets.Result list) {
      return list.secretList().isEmpty() ? "not listed" : "listed";
    }
    return result instanceof GetRandomPassword.Result ? "needs none" : "ok";
  }

  @Test
  @DisplayName("every operation has its row")
  void everyOperationHasItsRow() throws Exception {
    var rows =
        OutcomesContract.class
            .getDeclaredMethod(
                "outcomes",
                String.class,
                String.class,
                String.class,
                String.class,
                String.class,
                String.class)
            .getAnnotation(CsvSource.class)
            .textBlock();

    assertThat(Requests.all("a", "value"))
        .extracting(Request::operation)
        .allMatch(operation -> rows.contains("| " + operation + " "));
  }
}
