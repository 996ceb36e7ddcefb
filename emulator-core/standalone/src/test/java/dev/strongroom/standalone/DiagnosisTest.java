package dev.strongroom.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.strongroom.standalone.Diagnosis.Finding;
import dev.strongroom.wire.Endpoint;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the doctor says of an environment. */
class DiagnosisTest {

  private static final String HERE = "http://127.0.0.1:4566";
  private static final Map<String, String> HEALTHY =
      Endpoint.environment(HERE, "us-east-1", "test");

  @Test
  void environmentThatIsPrintedHasNoProblem() {
    assertThat(problems(HEALTHY)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "unset",
      value = {
        "AWS_ENDPOINT_URL_KMS  | unset | AWS_ENDPOINT_URL_KMS is not set: SDKs of this shell call"
            + " AWS. eval \"$(strongroom env)\"",
        "AWS_ENDPOINT_URL_STS  | http://u:p@10.0.0.1/ | AWS_ENDPOINT_URL_STS leads sts to"
            + " http://10.0.0.1/, not to http://127.0.0.1:4566",
        "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS | true | AWS_IGNORE_CONFIGURED_ENDPOINT_URLS is true:"
            + " SDKs ignore the endpoints. Unset it",
        "AWS_ACCESS_KEY_ID     | unset | AWS_ACCESS_KEY_ID is not set: SDKs fail before they call."
            + " Any value will do",
        "AWS_ACCESS_KEY_ID     | AKIAIOSFODNN7EXAMPLE | AWS_ACCESS_KEY_ID looks like one of a real"
            + " account: where an endpoint is missed, AWS is called with it. Use 'test'",
        "AWS_PROFILE           | prod  | AWS_PROFILE is set: its Region, endpoint and credentials"
            + " count for some SDKs. Unset it, or use one of strongroom env --profile",
        "AWS_REGION            | unset | AWS_REGION is not set: the SDKs for Java and JavaScript"
            + " read no other variable",
        "AWS_DEFAULT_REGION    | unset | AWS_DEFAULT_REGION is not set: boto3 and the AWS CLI read"
            + " no other variable",
        "AWS_DEFAULT_REGION    | eu-west-1 | AWS_REGION is us-east-1, but AWS_DEFAULT_REGION is"
            + " eu-west-1",
        "HTTP_PROXY            | http://proxy:3128 | HTTP_PROXY is set: requests go to the proxy."
            + " Add 127.0.0.1 to NO_PROXY",
      })
  void eachSettingThatMissesTheServiceIsNamed(String variable, String value, String problem) {
    var environment = new HashMap<>(HEALTHY);
    environment.put(variable, value);
    environment.values().removeIf(set -> set == null);

    assertThat(problems(environment)).containsExactly(problem);
  }

  @Test
  void oneVariableForAllServicesWillDo() {
    var environment = new HashMap<>(HEALTHY);
    environment.keySet().removeIf(name -> name.startsWith("AWS_ENDPOINT_URL"));
    environment.put("AWS_ENDPOINT_URL", HERE + "/");

    assertThat(problems(environment)).isEmpty();
  }

  @Test
  void otherRegionThanTheServicesIsNamed() {
    assertThat(problems(Endpoint.environment(HERE, "eu-west-1", "test")))
        .containsExactly(
            "AWS_REGION is eu-west-1, but seeds without a Region are in us-east-1: secrets of one"
                + " are not found in the other");
  }

  @Test
  void nothingThatListensAnotherProgramAndAnotherVersionAreNamed() throws Exception {
    assertThat(new Diagnosis(HERE, HEALTHY).of(null, List.of()).get(0).toString())
        .isEqualTo("!!  Nothing listens on http://127.0.0.1:4566: start it with strongroom start");
    assertThat(new Diagnosis(HERE, HEALTHY).of(answer("{}"), List.of()).get(0).toString())
        .isEqualTo(
            "!!  What listens on http://127.0.0.1:4566 is not Strongroom: end it, or use another"
                + " --port for both commands");
    assertThat(
            new Diagnosis(HERE, HEALTHY)
                .of(
                    answer("{\"status\":\"ok\",\"account\":\"1\",\"version\":\"0.0.9\"}"),
                    List.of())
                .get(0)
                .text())
        .startsWith("Strongroom 0.0.9 listens on http://127.0.0.1:4566, but this command is of");
  }

  @ParameterizedTest
  @CsvSource({
    "AWS CLI, 2.9.19, '--endpoint-url http://127.0.0.1:4566'",
    "AWS CLI, 2.13.0, ''",
    "AWS CLI, 1.28.9, '--endpoint-url http://127.0.0.1:4566'",
    "AWS CLI, 1.29.0, ''",
    "boto3,   1.26.27, 'endpoint_url=http://127.0.0.1:4566'",
    "boto3,   1.28.0, ''",
  })
  void toolsThatAreOlderThanTheVariableAreToldWhatToPass(String name, String version, String option)
      throws Exception {
    var findings = new Diagnosis(HERE, HEALTHY).of(health(), List.of(new Tool(name, version)));

    var last = findings.get(findings.size() - 1);
    assertThat(last.isProblem()).isEqualTo(!option.isEmpty());
    assertThat(last.text())
        .isEqualTo(
            option.isEmpty()
                ? "%s %s reads AWS_ENDPOINT_URL_SECRETS_MANAGER".formatted(name, version)
                : "%s %s is older than AWS_ENDPOINT_URL_SECRETS_MANAGER: pass %s"
                    .formatted(name, version, option));
  }

  private static List<String> problems(Map<String, String> environment) {
    return new Diagnosis(HERE, environment)
        .of(health(), List.of()).stream().filter(Finding::isProblem).map(Finding::text).toList();
  }

  private static Server.Answer health() {
    return answer(
        "{\"status\":\"ok\",\"version\":\"%s\",\"account\":\"123456789012\",\"region\":\"us-east-1\"}"
            .formatted(Main.version()));
  }

  private static Server.Answer answer(String json) {
    try {
      return new Server.Answer(200, new ObjectMapper().readTree(json), "");
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
