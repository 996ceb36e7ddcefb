package dev.strongroom.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.strongroom.internal.wire.AdminTopic;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The routes of the administration, their description, and what it refuses. */
@Timeout(60)
class AdministrationTest extends AdministrationFixture {

  @Test
  void everyRouteIsDescribedAndEverythingDescribedIsARoute() throws Exception {
    var administration = new Administration(aws);
    administration.add(new Lessons());
    var described = new ArrayList<String>();
    var parameters = new ArrayList<String>();
    var paths = openApi().path("paths");
    paths
        .fieldNames()
        .forEachRemaining(
            path ->
                paths
                    .get(path)
                    .fieldNames()
                    .forEachRemaining(
                        method -> {
                          described.add(method.toUpperCase(java.util.Locale.ROOT) + " " + path);
                          for (var parameter : paths.get(path).get(method).path("parameters")) {
                            if (parameter.path("in").asText().equals("query")) {
                              parameters.add(path + "?" + parameter.path("name").asText());
                            }
                          }
                        }));

    assertThat(administration.routes())
        .extracting(route -> route.method() + " " + route.path())
        .containsExactlyInAnyOrderElementsOf(described);
    assertThat(administration.routes())
        .flatExtracting(
            route -> route.query().stream().map(name -> route.path() + "?" + name).toList())
        .containsExactlyInAnyOrderElementsOf(parameters);
  }

  @Test
  void documentsHaveTheSameDescription() throws Exception {
    assertThat(JSON.readTree(Path.of("../docs/openapi.json").toFile()))
        .isEqualTo(openApi())
        .isEqualTo(get("/openapi.json"));
  }

  private static JsonNode openApi() throws Exception {
    try (var in = Administration.class.getResourceAsStream("openapi.json")) {
      return JSON.readTree(in);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "GET  | /nothing               | 404 | There are health, openapi.json, events, clock",
        "GET  | /secrets/absent        | 404 | There is no secret 'absent'",
        "GET  | /secrets/%zz           | 404 | There are health",
        "GET  | /secrets/a/b           | 404 | There are health",
        "PUT  | /secrets               | 405 | secrets needs the method GET",
        "GET  | /explain               | 405 | explain needs the method POST",
        "GET  | /secrets?value=true    | 400 | There is no parameter 'value' here; there may be []",
        "GET  | /audit?limit=1001      | 400 | 'limit' must be a number up to 1000",
        "GET  | /audit?since=noon      | 400 | 'since' must be an instant such as",
        "GET  | /audit?failed=perhaps  | 400 | 'failed' must be true or false",
        "DELETE | /functions/arn       | 404 | There is no function 'arn'",
        "DELETE | /snapshots/x         | 404 | There is no snapshot 'x'",
        "DELETE | /principals/arn:aws:iam::111122223333:user%2Fx | 404 | There is no principal"
            + " 'arn",
      })
  void wrongRequestIsRefused(String method, String path, int status, String message) {
    var before = aws.snapshot();

    var answer = answer(method, path, "");

    assertThat(answer.status()).isEqualTo(status);
    assertThat(text(answer)).startsWith("{\"error\":\"" + message);
    assertThat(aws.snapshot()).isEqualTo(before);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/clock    | {}                       | The clock needs one of 'advance', 'advanceTo',",
        "/clock    | {'frozen': 1}            | 'frozen' must be true or false",
        "/clock    | {'advanceToNextDue': true} | Nothing falls due",
        "/explain  | {'principal': 'x', 'operation': 'GetSecretValue'} | 'x' is no principal",
        "/explain  | {'principal': '111122223333', 'operation': 'Guess'} | There is no operation",
        "/access   | {'secrets': [1]}         | 'secrets' must be a list of strings",
        "/rotations/prod%2Fdb | {}            | A rotation needs one of 'pauseBefore',",
        "/rotations/prod%2Fdb | {'pauseBefore': 'x'} | A step is one of [createSecret,",
        "/rotations/prod%2Fdb | {'resume': true} | The rotation of 'prod/db' is not paused",
        "/rotations/prod%2Fdb | {'logIn': false} | 'logIn' must be true",
        "/rotations/prod%2Fdb | {'logIn': true} | Nobody knows how to log in with 'prod/db'",
        "/replication | {'region': 'eu-west-1', 'lag': '5 s'} | 'lag' must be a duration such as",
        "/replication | {'region': 'Europe', 'lag': 'PT5S'} | A Region looks like 'us-east-1'",
        "/replication | {'region': 'eu-west-1', 'lag': '-PT5S'} | Replication to eu-west-1 takes",
        "/replication | {'region': 'eu-west-1', 'lag': 'P366D'} | Replication to eu-west-1 takes",
        "/functions | {'arn': 'a', 'code': 'f.jar#x'} | line 1, column",
      })
  void wrongBodyIsRefused(String path, String body, String message) {
    var before = aws.snapshot();

    var answer = answer("POST", path, body.replace('\'', '"'));

    assertThat(answer.status()).isEqualTo(400);
    assertThat(text(answer)).startsWith("{\"error\":\"" + message);
    assertThat(aws.snapshot()).isEqualTo(before);
  }

  @Test
  void everythingNeedsTheHeader() {
    for (var route : administration.routes()) {
      var path = "/_strongroom" + route.path().replaceAll("\\{.*", "x");
      var request =
          new HttpRequest(
              route.method(),
              path,
              Map.of("Content-Type", List.of("application/json")),
              new byte[0]);

      assertThat(administration.answer(request, null).status()).isEqualTo(403);
      assertThat(administration.streamFor(request)).isNull();
    }
  }

  /** Stands for the topic that the standalone application adds. */
  private static final class Lessons implements AdminTopic {

    @Override
    public String name() {
      return "lessons";
    }

    @Override
    public JsonNode list() {
      return JSON.createObjectNode();
    }

    @Override
    public @Nullable JsonNode show(String thing) {
      return null;
    }

    @Override
    public @Nullable JsonNode act(String thing, JsonNode body) {
      return null;
    }
  }
}
