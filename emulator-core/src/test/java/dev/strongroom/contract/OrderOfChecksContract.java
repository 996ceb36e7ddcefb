package dev.strongroom.contract;

import static dev.strongroom.api.ErrorCode.INVALID_PARAMETER;
import static dev.strongroom.api.ErrorCode.INVALID_REQUEST;
import static dev.strongroom.api.ErrorCode.RESOURCE_EXISTS;
import static dev.strongroom.api.ErrorCode.RESOURCE_NOT_FOUND;
import static dev.strongroom.api.ErrorCode.VALIDATION;

import dev.strongroom.api.CreateSecret;
import dev.strongroom.api.DeleteSecret;
import dev.strongroom.api.PutSecretValue;
import dev.strongroom.api.SecretValue;
import java.util.Arrays;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Which of several refusals a caller gets. */
public abstract class OrderOfChecksContract extends Contract {

  private static final String T = Secrets.token(1);
  private static final SecretValue TEXT = SecretValue.ofText("one");
  private static final SecretValue BYTES = SecretValue.ofBinary(new byte[1]);

  @Test
  @DisplayName("ORD-6: the model's constraints come before the name's characters")
  void constraintsComeBeforeNames() {
    refused(
        VALIDATION,
        "1 validation error detected: Value 'short' at 'clientRequestToken' failed to satisfy constraint: "
            + "Member must have length greater than or equal to 32",
        () -> secrets.create("bad name", "short", "one"));
  }

  @Test
  @DisplayName("ORD-6, NAME-3: the name's characters come before the rules on values and windows")
  void namesComeBeforeTheRulesOfTheOperation() {
    refused(
        VALIDATION,
        INVALID_NAME,
        () ->
            secrets.call(
                CreateSecret.of("bad name", T).withSecretBinary(BYTES).withSecretString(TEXT)));
    refused(VALIDATION, INVALID_NAME, () -> secrets.call(PutSecretValue.of("bad name", T)));
    refused(VALIDATION, INVALID_NAME, () -> secrets.call(new DeleteSecret("bad name", 1L, true)));
    refused(VALIDATION, INVALID_NAME, () -> secrets.move("bad name", "x", null, null));
  }

  @Test
  @DisplayName("ORD-6: the rules on values and windows come before the secret's existence")
  void rulesOfTheOperationComeBeforeExistence() {
    refused(
        INVALID_REQUEST,
        "You must provide either SecretString or SecretBinary.",
        () -> secrets.call(PutSecretValue.of("nowhere", T)));
    refused(
        INVALID_PARAMETER,
        "The RecoveryWindowInDays value must be between 7 and 30 days (inclusive).",
        () -> secrets.call(DeleteSecret.of("nowhere").withRecoveryWindowInDays(1L)));
  }

  @Test
  @DisplayName("ORD-7, IDEM-4: a repeated call on a scheduled secret is refused like any other")
  void scheduledSecretComesBeforeRepetition() {
    secrets.create("a", T, "one");
    secrets.put("a", Secrets.token(2), "two");
    secrets.delete("a");

    refused(INVALID_REQUEST, MARKED, () -> secrets.put("a", Secrets.token(2), "two"));
    refused(INVALID_REQUEST, MARKED, () -> secrets.update("a", Secrets.token(2), "other"));
  }

  @Test
  @DisplayName("ORD-6, IDEM-6: a token in use comes before the limit on labels")
  void tokenInUseComesBeforeLimits() {
    var arn = secrets.create("a", T, "one").arn();
    var labels = new String[20];
    Arrays.setAll(labels, i -> "label" + i);

    refused(
        RESOURCE_EXISTS,
        "You can't use ClientRequestToken "
            + T
            + " because that value is already in use for a version of secret "
            + arn
            + ".",
        () -> secrets.put("a", T, "two", labels));
  }

  @Test
  @DisplayName("ORD-6, ID-10: an unknown secret comes before an unknown version")
  void secretComesBeforeVersion() {
    refused(RESOURCE_NOT_FOUND, NOT_FOUND, () -> secrets.getVersion("nowhere", T, "x"));
    refused(RESOURCE_NOT_FOUND, NOT_FOUND, () -> secrets.move("nowhere", "x", null, T));
  }

  @Test
  @DisplayName("ORD-6, MD-2, MD-4: the mark of deletion comes before an unknown version")
  void markComesBeforeVersion() {
    secrets.create("a", T, "one");
    secrets.delete("a");

    refused(INVALID_REQUEST, MARKED, () -> secrets.getVersion("a", Secrets.token(9), null));
    refused(INVALID_REQUEST, MARKED, () -> secrets.move("a", "x", null, Secrets.token(9)));
  }
}
