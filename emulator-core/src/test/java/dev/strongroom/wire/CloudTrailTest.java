package dev.strongroom.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.strongroom.api.Caller;
import dev.strongroom.api.CreateSecret;
import dev.strongroom.api.ListSecrets;
import dev.strongroom.api.SecretValue;
import dev.strongroom.api.ServiceError;
import dev.strongroom.api.Tag;
import dev.strongroom.audit.AuditedContract;
import dev.strongroom.audit.Event;
import dev.strongroom.contract.Secrets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The audit as a CloudTrail log file. */
class CloudTrailTest extends AuditedContract {

  @Test
  @DisplayName("AUD-1: a read's record has CloudTrail's keys in CloudTrail's order")
  void readIsPrintedAsCloudTrailDoes() throws Exception {
    var arn = secrets.create("prod/db", Secrets.token(1), "one").arn();
    as(ANN.with("aws:SourceIp", "203.0.113.7")).getVersion("prod/db", null, "AWSCURRENT");
    var record = aws.audit().last();

    assertThat(last())
        .isEqualTo(
            json(
                """
                {"eventVersion": "1.09",
                 "userIdentity": {
                   "type": "IAMUser",
                   "arn": "arn:aws:iam::123456789012:user/team/ann",
                   "accountId": "123456789012",
                   "userName": "ann"},
                 "eventTime": "2026-01-01T10:15:30Z",
                 "eventSource": "secretsmanager.amazonaws.com",
                 "eventName": "GetSecretValue",
                 "awsRegion": "us-east-1",
                 "sourceIPAddress": "203.0.113.7",
                 "userAgent": "Strongroom",
                 "requestParameters": {"secretId": "prod/db", "versionStage": "AWSCURRENT"},
                 "responseElements": null,
                 "requestID": "%s",
                 "eventID": "%s",
                 "readOnly": true,
                 "resources": [{
                   "accountId": "123456789012",
                   "type": "AWS::SecretsManager::Secret",
                   "ARN": "%s"}],
                 "eventType": "AwsApiCall",
                 "managementEvent": true,
                 "recipientAccountId": "123456789012",
                 "eventCategory": "Management"}
                """
                    .formatted(record.requestId(), record.eventId(), arn)));
    assertThat(new ArrayList<>(record.cloudTrail().keySet()))
        .startsWith("eventVersion", "userIdentity", "eventTime", "eventSource", "eventName")
        .endsWith("eventType", "managementEvent", "recipientAccountId", "eventCategory");
  }

  @Test
  @DisplayName("AUD-1, AUD-2: a write shows parameters without the value, and what it answered")
  void writeShowsParametersAndAnswer() throws Exception {
    var created =
        secrets.call(
            CreateSecret.of("a", Secrets.token(1))
                .withSecretString(SecretValue.ofText("one"))
                .withTags(List.of(new Tag("team", "blue"))));
    var record = last();

    assertThat(record.get("requestParameters"))
        .isEqualTo(
            json(
                """
                {"name": "a", "clientRequestToken": "%s", "tags": [{"key": "team", "value": "blue"}]}
                """
                    .formatted(Secrets.token(1))));
    assertThat(record.get("responseElements"))
        .isEqualTo(
            json(
                """
                {"arn": "%s", "name": "a", "versionId": "%s"}
                """
                    .formatted(created.arn(), Secrets.token(1))));
    assertThat(record.get("readOnly").booleanValue()).isFalse();
  }

  @Test
  @DisplayName("AUD-2: dates are texts, and an empty answer is null")
  void datesAndEmptyAnswers() throws Exception {
    secrets.create("a", Secrets.token(1), "one");
    secrets.tag("a", "k", "v");
    assertThat(last().get("responseElements").isNull()).isTrue();
    secrets.call(ListSecrets.all());
    assertThat(last().get("requestParameters").isNull()).isTrue();

    secrets.delete("a");

    var deletion = json(CloudTrail.json(aws.audit().of("DeleteSecret").last()));
    assertThat(deletion.at("/responseElements/deletionDate").textValue())
        .isEqualTo("Jan 31, 2026 10:15:30 AM");
  }

  @Test
  @DisplayName("AUD-3: a denied call's error is AccessDenied; other errors keep their names")
  void errorCodes() throws Exception {
    var arn = secrets.create("a", Secrets.token(1), "one").arn();
    var denied =
        catchThrowableOfType(
            ServiceError.class, () -> as(STRANGER).put(arn, Secrets.token(2), "x"));
    var record = last();

    assertThat(record.get("errorCode").textValue()).isEqualTo("AccessDenied");
    assertThat(record.get("errorMessage").textValue()).isEqualTo(denied.text());
    assertThat(record.get("responseElements").isNull()).isTrue();
    isRefused(() -> secrets.get("absent"));
    assertThat(last().get("errorCode").textValue()).isEqualTo("ResourceNotFoundException");
  }

  @Test
  void principalsAreToldApart() throws Exception {
    isRefused(() -> secrets.get("absent"));
    assertThat(last().get("userIdentity"))
        .isEqualTo(
            json(
                """
                {"type": "Root",
                 "principalId": "123456789012",
                 "arn": "arn:aws:iam::123456789012:root",
                 "accountId": "123456789012"}
                """));

    isRefused(() -> as(STRANGER).get("absent"));
    assertThat(last().get("userIdentity"))
        .isEqualTo(
            json(
                """
                {"type": "AssumedRole",
                 "principalId": "AROAEXAMPLE:session-1",
                 "arn": "arn:aws:sts::222222222222:assumed-role/app/session-1",
                 "accountId": "222222222222",
                 "sessionContext": {
                   "sessionIssuer": {
                     "type": "Role",
                     "principalId": "AROAEXAMPLE",
                     "arn": "arn:aws:iam::222222222222:role/app",
                     "accountId": "222222222222",
                     "userName": "app"},
                   "attributes": {"mfaAuthenticated": "false"}}}
                """));
    assertThat(last().get("vpcEndpointId").textValue()).isEqualTo("vpce-1a2b3c");
    assertThat(last().get("sourceIPAddress").textValue()).isEqualTo("203.0.113.9");

    isRefused(() -> as(caller("lambda.amazonaws.com")).get("absent"));
    assertThat(last().get("userIdentity"))
        .isEqualTo(
            json(
                """
                {"type": "AWSService", "invokedBy": "lambda.amazonaws.com"}
                """));
  }

  @Test
  void logFileHasAllRecords() throws Exception {
    secrets.create("a", Secrets.token(1), "one");
    secrets.get("a");

    var file = json(CloudTrail.json(aws.audit()));

    assertThat(file.fieldNames()).toIterable().containsExactly("Records");
    assertThat(file.get("Records")).hasSize(4); // each with its use of a key, AUD-9
  }

  @Test
  @DisplayName("AUD-8: an event is printed as EventBridge delivers it")
  void eventIsPrinted() throws Exception {
    var events = new ArrayList<Event>();
    aws.onEvent(events::add);
    var arn = secrets.create("a", Secrets.token(1), "one").arn();
    var event = events.get(1);

    assertThat(json(CloudTrail.json(event)))
        .isEqualTo(
            json(
                """
                {"version": "0",
                 "id": "%s",
                 "detail-type": "Secret Label Updated",
                 "source": "aws.secretsmanager",
                 "account": "123456789012",
                 "time": "2026-01-01T10:15:30Z",
                 "region": "us-east-1",
                 "resources": ["%s"],
                 "detail": {"name": "a", "labelUpdated": "AWSCURRENT", "versionId": "%s"}}
                """
                    .formatted(event.id(), arn, Secrets.token(1))));
  }

  @Test
  void equalSeedsAndCallsGiveEqualAuditsAndFiles() {
    var other = emulator().build();

    for (var emulator : List.of(aws, other)) {
      var calls = List.<Caller>of(emulator.administrator(), ANN);
      emulator.onEvent(event -> {});
      for (var caller : calls) {
        var service = as(emulator, caller);
        service.create("b", Secrets.token(1), "one");
        service.get("b");
        isRefused(() -> service.get("absent"));
        service.forceDelete("b");
      }
    }

    assertThat(other.audit()).isEqualTo(aws.audit());
    assertThat(other.counters()).isEqualTo(aws.counters());
    assertThat(CloudTrail.json(other.audit())).isEqualTo(CloudTrail.json(aws.audit()));
  }

  private JsonNode last() throws Exception {
    return json(CloudTrail.json(aws.audit().last()));
  }

  private static JsonNode json(String text) throws Exception {
    return new ObjectMapper().readTree(text);
  }
}
