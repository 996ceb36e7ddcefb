package dev.strongroom.audit;

import static dev.strongroom.api.ErrorCode.RESOURCE_NOT_FOUND;
import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.contract.Secrets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What the service does by itself when versions are deleted. */
class ServiceEventsTest extends AuditedContract {

  private static final String NOT_FOUND = "Secrets Manager can't find the specified secret.";

  private String arn = "";

  @BeforeEach
  void twoVersions() {
    arn = secrets.create("a", Secrets.token(1), "one").arn();
    secrets.put("a", Secrets.token(2), "two");
  }

  @Test
  @DisplayName("AUD-6: a deletion starts for each version, after the call that asked for it")
  void deletionStartsForEachVersion() {
    secrets.delete("a");

    assertThat(operations().subList(2, 5))
        .containsExactly("DeleteSecret", "StartSecretVersionDelete", "StartSecretVersionDelete");
    assertThat(versionsOf("StartSecretVersionDelete"))
        .containsExactly(Secrets.token(1), Secrets.token(2));
    assertThat(aws.audit().of("EndSecretVersionDelete")).isEmpty();
  }

  @Test
  @DisplayName("AUD-5: a service event has no caller but the service, and no parameters")
  void serviceEventIsOfTheService() {
    secrets.delete("a");

    var event = aws.audit().last().cloudTrail();

    assertThat(event)
        .containsEntry("eventType", "AwsServiceEvent")
        .containsEntry(
            "userIdentity",
            Map.of("accountId", "123456789012", "invokedBy", "secretsmanager.amazonaws.com"))
        .containsEntry("sourceIPAddress", "secretsmanager.amazonaws.com")
        .containsEntry("userAgent", "secretsmanager.amazonaws.com")
        .containsEntry("requestParameters", null)
        .containsEntry("responseElements", null)
        .containsEntry("readOnly", false)
        .containsEntry(
            "additionalEventData", Map.of("SecretId", arn, "SecretVersionId", Secrets.token(2)))
        .doesNotContainKeys("requestID", "errorCode", "errorMessage");
  }

  @Test
  @DisplayName(
      "AUD-6: a restore cancels the deletion of each version, and of a live secret nothing")
  void restoreCancels() {
    secrets.delete("a");
    secrets.restore("a");
    secrets.restore("a");

    assertThat(versionsOf("CancelSecretVersionDelete"))
        .containsExactly(Secrets.token(1), Secrets.token(2));
    aws.clock().advance(Duration.ofDays(31));
    assertThat(aws.audit().of("EndSecretVersionDelete")).isEmpty();
  }

  @Test
  @DisplayName("AUD-10: the audit shows the end at the deletion date, without any further call")
  void endIsSeenAtTheDeletionDate() {
    var date = secrets.delete("a").deletionDate();

    aws.clock().advanceTo(date.minusMillis(1));
    assertThat(aws.audit().of("EndSecretVersionDelete")).isEmpty();
    aws.clock().advance(Duration.ofMillis(1));

    assertThat(versionsOf("EndSecretVersionDelete"))
        .containsExactly(Secrets.token(1), Secrets.token(2));
    assertThat(aws.audit().on(arn).last().time()).isEqualTo(date);
    assertThat(aws.audit().of("EndSecretVersionDelete")).as("it ends once").hasSize(2);
  }

  @Test
  @DisplayName("AUD-10: the end is recorded at its own time, before the calls that found it out")
  void endComesBeforeLaterCalls() {
    secrets.delete("a");
    aws.clock().advance(Duration.ofDays(30));
    refused(RESOURCE_NOT_FOUND, NOT_FOUND, () -> secrets.get("a"));
    aws.clock().advance(Duration.ofDays(1));
    secrets.create("a", Secrets.token(3), "three");

    assertThat(operations().subList(5, 9))
        .containsExactly(
            "EndSecretVersionDelete", "EndSecretVersionDelete", "GetSecretValue", "CreateSecret");
    assertThat(aws.audit().of("EndSecretVersionDelete").last().time())
        .isEqualTo(START.plus(Duration.ofDays(30)));
  }

  @Test
  @DisplayName("AUD-10: a forced deletion starts and ends at once")
  void forcedDeletionEndsAtOnce() {
    secrets.forceDelete("a");

    assertThat(operations().subList(2, 7))
        .containsExactly(
            "DeleteSecret",
            "StartSecretVersionDelete",
            "StartSecretVersionDelete",
            "EndSecretVersionDelete",
            "EndSecretVersionDelete");
    assertThat(aws.audit().last().time()).isEqualTo(START);
  }

  @Test
  @DisplayName("AUD-10: a deletion that is forced later doesn't start again")
  void deletionStartsOnce() {
    secrets.delete("a");
    secrets.forceDelete("a");

    assertThat(versionsOf("StartSecretVersionDelete")).hasSize(2);
    assertThat(versionsOf("EndSecretVersionDelete")).hasSize(2);
  }

  @Test
  void refusedCallIsNoEndOfWhatItFoundExpired() {
    secrets.delete("a");
    var before = aws.audit().size();
    aws.clock().advance(Duration.ofDays(30));

    refused(RESOURCE_NOT_FOUND, NOT_FOUND, () -> secrets.put("a", Secrets.token(3), "three"));

    assertThat(aws.audit().size()).isEqualTo(before + 3);
    assertThat(aws.audit().last().operation()).isEqualTo("PutSecretValue");
  }

  @Test
  void lookingAtTheAuditChangesNothingThatIsStored() {
    secrets.create("b", Secrets.token(3), "three");
    secrets.delete("a");
    aws.clock().advance(Duration.ofDays(30));
    var before = aws.snapshot();

    aws.audit();

    assertThat(aws.snapshot()).isEqualTo(before);
  }

  private List<String> operations() {
    return aws.audit().from(AuditRecord.SERVICE).records().stream()
        .map(AuditRecord::operation)
        .toList();
  }

  private List<String> versionsOf(String event) {
    return aws.audit().of(event).records().stream()
        .map(record -> record.additionalEventData().get("SecretVersionId"))
        .toList();
  }
}
