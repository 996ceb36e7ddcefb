package dev.strongroom.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.api.CancelRotateSecret;
import dev.strongroom.api.RotateSecret;
import dev.strongroom.api.RotationStep;
import dev.strongroom.contract.Secrets;
import dev.strongroom.rotation.Database;
import dev.strongroom.rotation.SingleUser;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What the service tells of rotations. */
class RotationEventsTest extends AuditedContract {

  private final List<Event> events = new ArrayList<>();
  private String arn = "";
  private String lambda = "";

  @BeforeEach
  void secretWithAFunction() {
    arn = secrets.create("a", Secrets.token(1), Database.secret("app", "one")).arn();
    lambda = aws.rotation("a").with(new SingleUser(new Database("app", "one"))).lambdaArn();
  }

  private void rotate(int token) {
    secrets.call(RotateSecret.of("a", Secrets.token(token)).withRotationLambdaARN(lambda));
  }

  private void test(int token) {
    secrets.call(
        RotateSecret.of("a", Secrets.token(token))
            .withRotationLambdaARN(lambda)
            .withRotateImmediately(false));
  }

  private List<String> serviceEvents() {
    return aws.audit().records().stream()
        .filter(AuditRecord::isServiceEvent)
        .map(AuditRecord::operation)
        .toList();
  }

  @Test
  @DisplayName("AUD-5: a rotation's event has the secret, and its token in the request's id")
  void rotationEventIsOfTheService() {
    rotate(2);

    var event = new LinkedHashMap<>(aws.audit().of("RotationStarted").first().cloudTrail());

    assertThat(event.remove("eventID")).asString().hasSize(36);
    assertThat(event)
        .containsExactly(
            Map.entry("eventVersion", "1.09"),
            Map.entry(
                "userIdentity",
                Map.of("accountId", "123456789012", "invokedBy", "secretsmanager.amazonaws.com")),
            Map.entry("eventTime", "2026-01-01T10:15:30Z"),
            Map.entry("eventSource", "secretsmanager.amazonaws.com"),
            Map.entry("eventName", "RotationStarted"),
            Map.entry("awsRegion", "us-east-1"),
            Map.entry("sourceIPAddress", "secretsmanager.amazonaws.com"),
            Map.entry("userAgent", "secretsmanager.amazonaws.com"),
            entry("requestParameters"),
            entry("responseElements"),
            Map.entry("additionalEventData", Map.of("SecretId", arn)),
            Map.entry("requestID", "Rotation-" + arn + "-" + Secrets.token(2)),
            Map.entry("readOnly", false),
            Map.entry("eventType", "AwsServiceEvent"),
            Map.entry("managementEvent", true),
            Map.entry("recipientAccountId", "123456789012"),
            Map.entry("eventCategory", "Management"));
  }

  private static Map.Entry<String, Object> entry(String keyOfNothing) {
    var map = new LinkedHashMap<String, Object>();
    map.put(keyOfNothing, null);
    return map.entrySet().iterator().next();
  }

  @Test
  @DisplayName("AUD-5: a failed rotation tells function and step, and has no error code")
  void failedRotationTellsFunctionAndStep() {
    aws.rotation("a").failAt(RotationStep.TEST_SECRET).before();

    rotate(2);

    assertThat(aws.audit().of("RotationFailed").last().cloudTrail())
        .containsEntry(
            "errorMessage", "Error when executing lambda " + lambda + " during testSecret step")
        .containsEntry("requestID", "Rotation-" + arn + "-" + Secrets.token(2))
        .doesNotContainKey("errorCode");
    assertThat(aws.audit().of("RotationFailed").last().succeeded()).isFalse();
  }

  @Test
  @DisplayName("AUD-6: a rotation starts after its call, and succeeds after its function's calls")
  void rotationIsToldAroundItsSteps() {
    rotate(2);

    var operations =
        aws.audit().from("secretsmanager.amazonaws.com").records().stream()
            .map(AuditRecord::operation)
            .toList();
    assertThat(operations)
        .startsWith("CreateSecret", "RotateSecret", "RotationStarted", "DescribeSecret")
        .endsWith("UpdateSecretVersionStage", "RotationSucceeded");
    assertThat(aws.audit().of("PutSecretValue").last().caller())
        .isEqualTo(aws.administrator().with("lambda:SourceFunctionArn", lambda));
  }

  @Test
  @DisplayName("AUD-6: each attempt that fails is told, the start only once")
  void eachFailedAttemptIsTold() {
    aws.rotation("a").failAt(RotationStep.SET_SECRET).times(2).after();

    rotate(2);
    aws.clock().advance(Duration.ofHours(1));

    assertThat(serviceEvents())
        .containsExactly(
            "RotationStarted", "RotationFailed", "RotationFailed", "RotationSucceeded");
  }

  @Test
  @DisplayName("AUD-6: a test of the function has names of its own")
  void testsAreToldByOtherNames() {
    test(2);
    aws.rotation("a").failAt(RotationStep.TEST_SECRET).after();
    test(3);

    assertThat(serviceEvents())
        .containsExactly(
            "TestRotationStarted",
            "TestRotationSucceeded",
            "TestRotationStarted",
            "TestRotationFailed");
    assertThat(aws.audit().of("TestRotationFailed").last().errorMessage())
        .isEqualTo("Error when executing lambda " + lambda + " during testSecret step");
  }

  @Test
  @DisplayName(
      "AUD-6: a value put by hand abandons the rotation after the put, a cancel tells none")
  void abandonedRotationIsTold() {
    aws.rotation("a").pauseBefore(RotationStep.SET_SECRET);
    rotate(2);
    secrets.put("a", Secrets.token(3), Database.secret("app", "three"));
    aws.rotation("a").pauseBefore(RotationStep.SET_SECRET);
    rotate(4);
    secrets.call(new CancelRotateSecret("a"));

    assertThat(serviceEvents())
        .containsExactly("RotationStarted", "RotationAbandoned", "RotationStarted");
    var abandoned = aws.audit().of("RotationAbandoned").last();
    assertThat(abandoned.requestId()).isEqualTo("Rotation-" + arn + "-" + Secrets.token(2));
    assertThat(abandoned.errorMessage()).isNull();
    var operations = aws.audit().records().stream().map(AuditRecord::operation).toList();
    assertThat(operations.get(operations.indexOf("RotationAbandoned") - 1))
        .isEqualTo("PutSecretValue");
  }

  @Test
  @DisplayName("AUD-7, AUD-8: listeners hear of the rotation, and of AWSCURRENT, not of AWSPENDING")
  void listenersHearOfTheRotation() {
    aws.onEvent(events::add);

    rotate(2);

    assertThat(events)
        .filteredOn(event -> event.detailType().equals(Event.SERVICE_EVENT))
        .extracting(event -> event.detail().get("eventName"))
        .containsExactly("RotationStarted", "RotationSucceeded");
    assertThat(events)
        .filteredOn(event -> event.detailType().equals(Event.LABEL_UPDATED))
        .extracting(event -> event.resources() + " " + event.detail())
        .containsExactly(
            "[" + arn + "] {name=a, labelUpdated=AWSCURRENT, versionId=" + Secrets.token(2) + "}");
  }

  @Test
  @DisplayName("AUD-8: the temporary version of a test moves no label that is told")
  void testMovesNoLabelThatIsTold() {
    aws.onEvent(events::add);

    test(2);

    assertThat(events).noneMatch(event -> event.detailType().equals(Event.LABEL_UPDATED));
  }
}
