package dev.strongroom.teaching.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.strongroom.SecretsEmulator;
import dev.strongroom.internal.wire.EndpointInternals;
import dev.strongroom.teaching.Course;
import dev.strongroom.teaching.Progress;
import dev.strongroom.teaching.Progress.Confidence;
import dev.strongroom.teaching.Scenario;
import dev.strongroom.wire.Endpoint;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The lessons as a page asks for them. */
class LessonsTest {

  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-06-01T12:00:00Z"), ZoneOffset.UTC);
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path folder;

  private Course course;
  private Scenario scenario;
  private Lessons lessons;

  @BeforeEach
  void readSample() throws IOException {
    try (var sample =
        LessonsTest.class.getResourceAsStream("/dev/strongroom/teaching/sample.yaml")) {
      Files.write(folder.resolve("sample.yaml"), sample.readAllBytes());
    }
    course = Course.in(folder);
    scenario = course.scenarios().get(0);
    lessons = new Lessons(() -> course, folder.resolve("progress.json"), CLOCK);
  }

  private Progress progress() throws IOException {
    return Progress.in(folder.resolve("progress.json"));
  }

  private JsonNode act(String body) throws IOException {
    return Objects.requireNonNull(lessons.act("sample", JSON.readTree(body)));
  }

  private JsonNode lesson() {
    return Objects.requireNonNull(lessons.show("sample"));
  }

  private static String repair(String file) {
    return JSON.createObjectNode().put("repair", file).toString();
  }

  @Test
  void lessonsAreListedWithTheirPoints() {
    var one = lessons.list().at("/lessons/0");

    assertThat(one.path("id").asText()).isEqualTo("sample");
    assertThat(one.path("number").asInt()).isEqualTo(1);
    assertThat(one.path("points").asInt()).isZero();
    assertThat(one.path("done").asBoolean()).isFalse();
    assertThat(one.path("hasRepair").asBoolean()).isTrue();
  }

  @Test
  void lessonHidesHowItEnds() {
    var lesson = lesson();

    assertThat(lesson.path("story").asText()).isEqualTo(scenario.story());
    assertThat(lesson.path("steps")).hasSize(scenario.steps().size());
    assertThat(lesson.path("questions")).hasSize(scenario.questions().size());
    assertThat(lesson.at("/repair/file").asText()).contains("shared/token");
    assertThat(lesson.at("/repair/hints")).isEmpty();
    assertThat(lesson.has("explanation")).isFalse();
    assertThat(lesson.has("ways")).isFalse();
  }

  @Test
  void answerIsRunAndNoted() throws IOException {
    var answered =
        act("{'question':'what-helps','answer':['B','A'],'confidence':'sure'}".replace('\'', '"'));

    assertThat(answered.path("isRight").asBoolean()).isTrue();
    assertThat(answered.path("events")).isNotEmpty();
    assertThat(progress().confidence(scenario, scenario.questions().get(0)))
        .isEqualTo(Confidence.SURE);
    assertThat(lesson().at("/questions/0/firstAnswerWasRight").asBoolean()).isTrue();
  }

  @Test
  void answerThatIsNoneIsRefusedAndNothingNoted() throws IOException {
    assertThatThrownBy(
            () -> act("{\"question\":\"what-helps\",\"answer\":[\"A\"],\"confidence\":\"sure\"}"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("That is no answer to the question: [A]");
    assertThatThrownBy(
            () ->
                act(
                    "{\"question\":\"what-helps\",\"answer\":[\"A\",\"B\"],\"confidence\":\"very\"}"))
        .hasMessage("'confidence' must be guessed, half_sure or sure");
    assertThatThrownBy(() -> act("{\"question\":\"why\"}"))
        .hasMessage("There is no question 'why'");
    assertThatThrownBy(() -> act("{}"))
        .hasMessage("Say what to do: one of run, look, question, repair, hint, solution, reset");

    assertThat(progress().isBegun(scenario)).isFalse();
  }

  @Test
  void stepIsRunWithTheDecisionThatRefusedIt() throws IOException {
    var step = scenario.steps().get(scenario.steps().size() - 1);

    var shown = act("{\"run\":\"" + step.id() + "\"}");

    assertThat(shown.path("events")).isNotEmpty();
    assertThat(shown.path("outcome").asText()).startsWith("AccessDeniedException");
    assertThat(shown.at("/access/decisions/0/layers")).isNotEmpty();
    assertThatThrownBy(() -> act("{\"run\":\"never\"}")).hasMessage("There is no step 'never'");
  }

  @Test
  void repairThatDoesNotWorkSaysWhatStillRefuses() throws IOException {
    var file = lesson().at("/repair/file").asText();

    var shown = act(repair(file));

    assertThat(shown.path("works").asBoolean()).isFalse();
    assertThat(shown.path("why").asText()).isNotEmpty();
    assertThat(shown.at("/decision/layers")).isNotEmpty();
    assertThat(act(repair("resource-policy: [")).path("malformed").asText()).startsWith("repair:");
    assertThatThrownBy(() -> act(repair("#".repeat(100_001))))
        .hasMessage("A repair has at most 100,000 characters, not 100,001");
    assertThat(progress().isRepaired(scenario)).isFalse();
  }

  @Test
  void hintCostsPointsAndTheSolutionAll() throws IOException {
    assertThat(act("{\"hint\":true}").at("/repair/hints")).hasSize(1);
    assertThat(act("{\"solution\":true}").at("/ways/0/actions")).isNotEmpty();

    assertThat(progress().hints(scenario)).isEqualTo(1);

    act("{\"reset\":true}");
    assertThat(progress().isBegun(scenario)).isFalse();
  }

  @Test
  void lessonsAreATopicOfAnEndpointsAdministration() throws Exception {
    try (var aws = SecretsEmulator.create();
        var endpoint = Endpoint.start(aws, 0)) {
      EndpointInternals.administer(endpoint, lessons);

      assertThat(send(endpoint, "lessons", null).statusCode()).isEqualTo(200);
      assertThat(send(endpoint, "lessons/sample", null).body()).contains(scenario.title());
      assertThat(send(endpoint, "lessons/other", null).body())
          .isEqualTo("{\"error\":\"There is nothing named 'other' in lessons\"}");
      assertThat(send(endpoint, "lessons/sample", "{}").statusCode()).isEqualTo(400);
      var secrets =
          send(endpoint, "lessons/sample", "{\"look\":[\"secrets\"],\"after\":\"start\"}");
      assertThat(JSON.readTree(secrets.body()).at("/shown/0/secrets/0/name").asText())
          .isEqualTo("shared/token");
      assertThat(
              send(endpoint, "lessons/sample", "{\"look\":[\"secrets/no\"],\"after\":\"start\"}")
                  .statusCode())
          .isEqualTo(400);
    }
  }

  private static HttpResponse<String> send(Endpoint endpoint, String path, String body)
      throws Exception {
    var request =
        HttpRequest.newBuilder(endpoint.uri().resolve("/_strongroom/" + path))
            .header("X-Strongroom-Admin", "true");
    if (body != null) {
      request.header("Content-Type", "application/json").POST(BodyPublishers.ofString(body));
    }
    return HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofString());
  }
}
