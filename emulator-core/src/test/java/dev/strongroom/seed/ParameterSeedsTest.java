package dev.strongroom.seed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.strongroom.SecretsEmulator;
import dev.strongroom.api.Caller;
import dev.strongroom.api.Request;
import dev.strongroom.internal.service.ssm.api.DescribeParameters;
import dev.strongroom.internal.service.ssm.api.GetParameter;
import dev.strongroom.internal.service.ssm.api.GetParameters;
import dev.strongroom.internal.service.ssm.api.ListTagsForResource;
import dev.strongroom.internal.service.ssm.api.Parameter;
import dev.strongroom.internal.service.ssm.api.Tag;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Parameters in seeds. */
class ParameterSeedsTest {

  private final SecretsEmulator aws =
      SecretsEmulator.builder().frozenAt(Instant.parse("2026-01-01T00:00:00Z")).build();
  private final Caller admin = aws.administrator();

  private <Q extends Request<R>, R extends Record> R call(Q request) {
    return aws.execute(admin, request).result();
  }

  private Parameter parameter(String name) {
    return call(new GetParameter(name, true)).parameter();
  }

  private String value(String name) {
    return Objects.requireNonNull(parameter(name).value()).text();
  }

  @Test
  void everythingAboutAParameterIsSeeded() {
    aws.seed(
        Seed.parse(
            """
            {"parameters": [
              {"name": "/prod/hosts", "value": "a,b", "type": "StringList", "description": "where",
               "allowedPattern": "[a-z]", "tags": {"team": "shop"}, "labels": ["live"]},
              {"name": "/prod/token", "value": "t0ken", "type": "SecureString", "kmsKey": "alias/shop"},
              {"name": "/prod/soon", "value": "x", "tier": "Advanced", "policies": [
                {"Type": "Expiration", "Version": "1.0",
                 "Attributes": {"Timestamp": "2026-01-02T00:00:00Z"}}]}
            ]}"""));

    assertThat(value("/prod/hosts:live")).isEqualTo("a,b");
    assertThat(call(new ListTagsForResource("Parameter", "/prod/hosts")).tagList())
        .containsExactly(new Tag("team", "shop"));
    assertThat(value("/prod/token")).isEqualTo("t0ken");
    var described = call(new DescribeParameters(null, null, null, null, null)).parameters();
    assertThat(described)
        .extracting(DescribeParameters.ParameterMetadata::keyId)
        .containsExactly(null, null, "alias/shop");
    assertThat(described.get(0).description()).isEqualTo("where");
    aws.clock().advance(Duration.ofDays(1));
    assertThat(call(new GetParameters(List.of("/prod/soon"), null)).invalidParameters())
        .containsExactly("/prod/soon");
  }

  @Test
  void parametersAreInTheirAccountAndRegion() {
    aws.seed(Seed.EMPTY.and(ParameterSeed.secure("token", "x").in("111122223333", "eu-west-1")));

    var there = Caller.administrator("111122223333", "eu-west-1");
    assertThat(aws.execute(there, new GetParameter("token", null)).result().parameter().arn())
        .isEqualTo("arn:aws:ssm:eu-west-1:111122223333:parameter/token");
    assertThat(call(new GetParameters(List.of("token"), null)).parameters()).isEmpty();
  }

  @Test
  void secondSeedsParametersStayInTheirRegion() {
    var first = Seed.parse("{\"region\": \"us-east-1\"}");
    var second =
        Seed.parse(
            "{\"region\": \"eu-west-1\", \"parameters\": [{\"name\": \"a\", \"value\": \"x\"}]}");

    assertThat(first.and(second).parameters().get(0).region()).isEqualTo("eu-west-1");
  }

  @Test
  void refusalNamesThePlaceAndNotTheValue() {
    var seed = Seed.parse("{\"parameters\": [{\"name\": \"/aws/a\", \"value\": \"hunter2\"}]}");

    assertThatIllegalArgumentException()
        .isThrownBy(() -> aws.seed(seed))
        .withMessage(
            "line 1, column 17: Parameter '/aws/a' can't be seeded: No access to reserved parameter"
                + " name: aws/a.");
    assertThat(call(new DescribeParameters(null, null, null, null, null)).parameters()).isEmpty();
  }

  @Test
  void parametersFollowAChangedSeed() {
    var earlier =
        Seed.parse(
            """
            {"parameters": [
              {"name": "kept", "value": "one"},
              {"name": "changed", "value": "one", "tags": {"a": "1", "b": "1"}},
              {"name": "gone", "value": "one"}]}""");
    var later =
        Seed.parse(
            """
            {"parameters": [
              {"name": "kept", "value": "one"},
              {"name": "changed", "value": "two", "tags": {"b": "2"}},
              {"name": "new", "value": "two"}]}""");
    aws.seed(earlier);

    aws.reseed(earlier, later, true);

    assertThat(parameter("kept").version()).isEqualTo(1);
    assertThat(value("changed")).isEqualTo("two");
    assertThat(parameter("changed").version()).isEqualTo(2);
    assertThat(call(new ListTagsForResource("Parameter", "changed")).tagList())
        .containsExactly(new Tag("b", "2"));
    assertThat(value("new")).isEqualTo("two");
    assertThat(call(new GetParameters(List.of("gone"), null)).parameters()).isEmpty();
  }
}
