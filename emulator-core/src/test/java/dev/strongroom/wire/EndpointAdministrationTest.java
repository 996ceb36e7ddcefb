package dev.strongroom.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** State, clock and seeds, administered through the endpoint, and what is refused there. */
@Timeout(60)
class EndpointAdministrationTest extends EndpointFixture {

  @Test
  void snapshotRestoreAndResetGoBack() throws Exception {
    put("two");
    var name = json(send(admin("snapshot", "{}"))).path("snapshot").asText();
    put("three");

    assertThat(send(admin("restore", "{\"snapshot\":\"" + name + "\"}")).statusCode())
        .isEqualTo(200);
    assertThat(value()).isEqualTo("two");

    assertThat(send(admin("reset", "{}")).statusCode()).isEqualTo(200);
    assertThat(value()).isEqualTo("one");
  }

  @Test
  void resetSetsTheClockBackAndWhatWasDueHappensAgain() throws Exception {
    send(call("DeleteSecret", "{\"SecretId\":\"prod/db\",\"RecoveryWindowInDays\":7}"));
    send(admin("clock", "{\"advance\":\"P8D\"}"));
    assertThat(send(call("DescribeSecret", GET)).body()).contains("ResourceNotFoundException");

    send(admin("reset", "{}"));

    assertThat(aws.clock().instant()).isEqualTo("2026-01-01T00:00:00Z");
    assertThat(value()).isEqualTo("one");
    send(call("DeleteSecret", "{\"SecretId\":\"prod/db\",\"RecoveryWindowInDays\":7}"));
    send(admin("clock", "{\"advance\":\"P6D\"}"));
    assertThat(send(call("DescribeSecret", GET)).body()).contains("\"DeletedDate\":");
    send(admin("clock", "{\"advance\":\"P1D\"}"));
    assertThat(send(call("DescribeSecret", GET)).body()).contains("ResourceNotFoundException");
  }

  @Test
  void clockIsReadAndMoved() throws Exception {
    var get = HttpRequest.newBuilder(path("clock")).header("X-Strongroom-Admin", "true").GET();

    assertThat(send(get).body()).isEqualTo("{\"now\":\"2026-01-01T00:00:00Z\",\"ticking\":false}");
    assertThat(json(send(admin("clock", "{\"advance\":\"P7D\"}"))).path("now").asText())
        .isEqualTo("2026-01-08T00:00:00Z");
    send(admin("clock", "{\"advanceTo\":\"2026-02-01T00:00:00Z\"}"));
    assertThat(aws.clock().instant()).isEqualTo("2026-02-01T00:00:00Z");
  }

  @Test
  void seedPutsSecretsIn() throws Exception {
    var answer =
        send(admin("seed", "{\"secrets\":[{\"name\":\"prod/api\",\"json\":{\"key\":\"k\"}}]}"));

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(send(call("GetSecretValue", "{\"SecretId\":\"prod/api\"}")).body())
        .contains("{\\\"key\\\":\\\"k\\\"}");
  }

  @Test
  void seedArrangesKeysReplicasAndDeletions() throws Exception {
    var seed =
        """
        {"secrets": [
          {"name": "prod/card", "string": "x", "kmsKey": "alias/shop", "replicas": ["eu-west-1"]},
          {"name": "prod/old", "string": "x", "scheduledForDeletion": true}
        ]}
        """;

    var answer = send(admin("seed", seed));

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(send(call("DescribeSecret", "{\"SecretId\":\"prod/card\"}")).body())
        .contains("\"KmsKeyId\":\"alias/shop\"", "\"Region\":\"eu-west-1\"", "InSync");
    assertThat(send(call("DescribeSecret", "{\"SecretId\":\"prod/old\"}")).body())
        .contains("\"DeletedDate\":");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "restore  | {'snapshot':'9'}            | There is no snapshot '9': the latest 1000 are"
            + " kept",
        "restore  | {}                          | 'snapshot' must be a string",
        "reset    | {'hard':true}               | There is no member 'hard' here; there may be []",
        "reset    | []                          | The body must be one JSON object",
        "reset    | {                           | The body must be one JSON object",
        "clock    | {}                          | The clock needs one of 'advance', 'advanceTo'",
        "clock    | {'advance':'an hour'}       | 'advance' is a duration such as PT1H30M",
        "clock    | {'advance':'PT999999999999H'} | neither beyond the year 9999",
        "clock    | {'advance':'-PT1H'}         | never goes back",
        "clock    | {'advanceTo':'2025-01-01T00:00:00Z'} | never goes back",
        "faults   | {}                          | A fault has one effect of",
        "faults   | {'throttle':true,'down':true} | but here are [throttle, down]",
        "faults   | {'throttle':1}              | 'throttle' must be true",
        "faults   | {'on':'GetSecret','throttle':true} | Secrets Manager has no operation",
        "faults   | {'service':'s3','down':true} | There is no service 's3'",
        "faults   | {'service':'everything','down':true} | that of one 'region': name it",
        "faults   | {'service':'everything','region':'us-east-1','on':'GetSecretValue','down':true}"
            + " | leave 'on' out",
        "faults   | {'service':'kms','loseAnswer':true} | there is no 'loseAnswer' of it",
        "faults   | {'service':'rotation','down':true} | there is no 'down' of it",
        "faults   | {'service':'rotation','on':'rotate','delay':'PT1S'} | 'on' must be one of"
            + " [createSecret, setSecret, testSecret, finishSecret], not 'rotate'",
        "faults   | {'service':'rotation','fail':{'how':'THROW'}} | 'when' must be a string",
        "faults   | {'service':'rotation','fail':{'when':'BEFORE','how':'LOST_ANSWER'}} | Use"
            + " after(), or THROW",
        "faults   | {'service':'rotation','by':'*','delay':'PT1S'} | leave 'by' out",
        "faults   | {'service':'replication','throttle':true} | there is no 'throttle' of it",
        "faults   | {'service':'replication','on':'PutSecretValue','fail':{'message':'m'}} | leave"
            + " 'on' out",
        "faults   | {'fail':{'code':'Oops','message':'m'}} | There is no error 'Oops'",
        "faults   | {'fail':true}               | 'code' must be a string",
        "faults   | {'first':0,'throttle':true} | first(...) takes at least 1, not 0",
        "faults   | {'delay':'long'}            | 'delay' must be a duration",
        "faults   | {'from':'2026-01-01T00:00:00Z','down':true} | 'until' must be a string",
        "seed     | {'secrets':[{}]}            | secrets[0] has no member 'name'",
        "seed     | {'secrets':[{'name':'prod/db'}]} | Secret 'prod/db' can't be seeded",
      })
  void administrationSaysWhatIsWrong(String what, String body, String message) throws Exception {
    var before = aws.snapshot();

    var answer = send(admin(what, body.replace('\'', '"')));

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(json(answer).path("error").asText()).contains(message);
    assertThat(aws.snapshot()).isEqualTo(before);
    assertThat(aws.clock().instant()).isEqualTo("2026-01-01T00:00:00Z");
  }

  @Test
  void administrationNeedsWhatNoSimpleRequestOfAWebPageCarries() throws Exception {
    var noHeader =
        request("/_strongroom/reset", "{}").setHeader("Content-Type", "application/json");
    var plain = admin("reset", "{}").setHeader("Content-Type", "text/plain");
    var get = HttpRequest.newBuilder(path("reset")).header("X-Strongroom-Admin", "true").GET();
    var unknown = admin("secret", "{}");

    assertThat(send(noHeader).statusCode()).isEqualTo(403);
    assertThat(send(plain).statusCode()).isEqualTo(415);
    assertThat(send(get).statusCode()).isEqualTo(405);
    assertThat(send(unknown).statusCode()).isEqualTo(404);
  }
}
