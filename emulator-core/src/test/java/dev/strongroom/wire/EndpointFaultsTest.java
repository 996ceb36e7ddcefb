package dev.strongroom.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.fault.Fault;
import java.net.http.HttpRequest;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Faults that are declared through the endpoint. */
@Timeout(60)
class EndpointFaultsTest extends EndpointFixture {

  @Test
  void faultsAreDeclaredListedAndRemovedByAReset() throws Exception {
    var declared =
        send(
            admin(
                "faults",
                "{\"on\":\"GetSecretValue\",\"secret\":\"prod/*\",\"first\":2,\"throttle\":true}"));
    assertThat(declared.statusCode()).as(declared.body()).isEqualTo(200);
    assertThat(json(declared).path("limit").asInt()).isEqualTo(2);

    assertThat(send(call("GetSecretValue", GET)).body()).contains("ThrottlingException");

    var get = HttpRequest.newBuilder(path("faults")).header("X-Strongroom-Admin", "true").GET();
    assertThat(json(send(get)).path("faults").path(0).path("struck").asInt()).isEqualTo(1);
    send(admin("reset", "{}"));
    assertThat(aws.faults().all()).isEmpty();
    assertThat(value()).isEqualTo("one");
  }

  @Test
  void singleFaultIsRemovedAndTheOthersStay() throws Exception {
    var throttle = json(send(admin("faults", "{\"on\":\"GetSecretValue\",\"throttle\":true}")));
    var delay = json(send(admin("faults", "{\"on\":\"PutSecretValue\",\"delay\":\"PT1S\"}")));
    send(call("GetSecretValue", GET));

    var removed = json(send(removal(throttle.path("id").asText())));

    assertThat(removed.path("fault").asText())
        .isEqualTo("ThrottlingException on GetSecretValue: struck 1");
    assertThat(value()).isEqualTo("one");
    assertThat(aws.faults().all()).singleElement().asString().contains("PutSecretValue");
    var list = json(send(admin("faults", "").GET())).path("faults");
    assertThat(list).singleElement().isEqualTo(delay);
    var again = send(removal(throttle.path("id").asText()));
    assertThat(again.statusCode()).isEqualTo(404);
    assertThat(again.body())
        .isEqualTo("{\"error\":\"There is no fault '1': GET faults returns the ids of all\"}");
    assertThat(send(removal("2").GET()).statusCode()).isEqualTo(405);
    assertThat(send(request("/_strongroom/faults/2", "").DELETE()).statusCode()).isEqualTo(403);
    assertThat(aws.faults().all()).hasSize(1);
  }

  @Test
  void faultsThatNeverStruckAreTold() throws Exception {
    aws.faults().on("PutSecretValue").throttle(); // in Java, it is told like the others
    send(admin("faults", "{\"on\":\"GetSecretValue\",\"throttle\":true}"));
    var before = json(send(admin("faults", "").GET()));

    send(call("GetSecretValue", GET));

    var after = json(send(admin("faults", "").GET()));
    assertThat(before.path("unused")).hasSize(2);
    assertThat(after.path("faults").findValuesAsText("struck")).containsExactly("0", "1");
    assertThat(after.path("unused")).containsExactly(after.path("faults").path(0).path("id"));
  }

  @Test
  void everythingInARegionIsDownForEveryServiceThere() throws Exception {
    send(admin("faults", "{\"service\":\"everything\",\"region\":\"eu-west-1\",\"down\":true}"));

    for (var service : List.of("secretsmanager.ListSecrets", "TrentService.ListKeys")) {
      assertThat(raw(signed(service, "eu-west-1"), "{}")).as(service).isEmpty();
      assertThat(raw(signed(service, "us-east-1"), "{}")).startsWith("HTTP/1.1 200 ");
    }
    var replicated =
        send(
            call(
                "ReplicateSecretToRegions",
                "{\"SecretId\":\"prod/db\",\"AddReplicaRegions\":[{\"Region\":\"eu-west-1\"}]}"));
    assertThat(replicated.body()).contains("Failed", "Region eu-west-1 can't be reached");
    assertThat(aws.faults().all()).singleElement().extracting(Fault::struck).isEqualTo(3L);
  }

  @Test
  void faultOfKmsStrikesCallsOfKmsAndItsUseOnly() throws Exception {
    send(admin("faults", "{\"service\":\"kms\",\"throttle\":true}"));

    assertThat(raw(signed("TrentService.ListKeys", "us-east-1"), "{}"))
        .startsWith("HTTP/1.1 400 ")
        .contains("\"__type\":\"ThrottlingException\"");
    assertThat(send(call("GetSecretValue", GET)).body())
        .contains("\"__type\":\"DecryptionFailure\"");
    assertThat(send(call("DescribeSecret", GET)).statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"cutConnection", "loseAnswer", "timeOut"})
  void lostConnectionIsClosedWithoutAnAnswer(String effect) throws Exception {
    send(admin("faults", "{\"on\":\"GetSecretValue\",\"first\":1,\"" + effect + "\":true}"));

    var body = "{\"SecretId\":\"prod/db\"}";
    var answer =
        raw(
            "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-amz-json-1.1\r\n"
                + "X-Amz-Target: secretsmanager.GetSecretValue\r\nContent-Length: "
                + body.length()
                + "\r\n",
            body);

    assertThat(answer).isEmpty();
    assertThat(value()).isEqualTo("one");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "kms            | down            | true",
        "kms            | throttle        | true",
        "kms            | delay           | \"PT1S\"",
        "kms            | delayInRealTime | \"PT0.001S\"",
        "kms            | fail            | {'code':'DisabledException','message':'m'}",
        "secretsmanager | fail            | {'code':'InternalServiceError','message':'m'}",
        "secretsmanager | delay           | \"PT1S\"",
        "secretsmanager | delayInRealTime | \"PT0.001S\"",
        "secretsmanager | staleReads      | 2",
        "secretsmanager | staleReads      | \"PT5S\"",
        "secretsmanager | shortPages      | 1",
        "secretsmanager | emptyPages      | true",
        "secretsmanager | down            | true",
        "everything     | down            | true",
        "everything     | delay           | \"PT1S\"",
        "rotation       | fail            | {'when':'AFTER','how':'LOST_ANSWER'}",
        "rotation       | delay           | \"PT1S\"",
        "replication    | fail            | {'message':'m'}",
      })
  void everyEffectCanBeDeclared(String service, String effect, String value) throws Exception {
    var selectors =
        "'region':'us-east-1','every':2,'from':'2026-01-01T00:00:00Z',"
            + "'until':'2027-01-01T00:00:00Z','probability':0.5,'seed':1"
            + (service.startsWith("r") ? "" : ",'by':'*'");
    var body = "{'service':'%s',%s,'%s':%s}".formatted(service, selectors, effect, value);

    var answer = send(admin("faults", body.replace('\'', '"')));

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(aws.faults().all()).hasSize(1);
  }

  private HttpRequest.Builder removal(String id) {
    return HttpRequest.newBuilder(path("faults/" + id))
        .header("X-Strongroom-Admin", "true")
        .DELETE();
  }

  /** The head of a call that is signed for a Region; its body is empty braces. */
  private static String signed(String target, String region) {
    return "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-amz-json-1.1\r\n"
        + "Authorization: AWS4-HMAC-SHA256 Credential=test/20260101/"
        + region
        + "/any/aws4_request, SignedHeaders=host, Signature=0\r\nX-Amz-Target: "
        + target
        + "\r\nContent-Length: 2\r\n";
  }
}
