package dev.strongroom.internal.service.ssm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.api.ErrorCode;
import dev.strongroom.internal.service.ssm.api.DeleteParameter;
import dev.strongroom.internal.service.ssm.api.DeleteParameters;
import dev.strongroom.internal.service.ssm.api.GetParameter;
import dev.strongroom.internal.service.ssm.api.GetParameters;
import dev.strongroom.internal.service.ssm.api.LabelParameterVersion;
import dev.strongroom.internal.service.ssm.api.Parameter;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

abstract class ReadParametersContract extends SsmContract {

  private static final String SYNTAX =
      "Invalid parameter name. Please use correct syntax for referencing a version/label "
          + " <name>:<version/label>";

  @Test
  @DisplayName("SSM-11: a parameter is read with all its members")
  void allMembers() {
    put("/db/host", "localhost");

    var parameter = get("/db/host");

    assertThat(parameter)
        .isEqualTo(
            new Parameter(
                "/db/host",
                "String",
                dev.strongroom.api.SecretValue.ofText("localhost"),
                1,
                null,
                null,
                START,
                ARNS + "db/host",
                "text"));
  }

  @ParameterizedTest(name = "SSM-11: {0} is {1}")
  @CsvSource({
    "db,              second, ",
    "db:1,            first,  :1",
    "db:2,            second, :2",
    "db:live,         first,  :live",
    "arn:aws:ssm:us-east-1:123456789012:parameter/db,      second, ",
    "arn:aws:ssm:us-east-1:123456789012:parameter/db:live, first, :live",
  })
  void versionsAndLabels(String name, String value, String selector) {
    put("db", "first");
    put(Puts.over("db", "second"));
    call(new LabelParameterVersion("db", 1L, List.of("live")));

    var parameter = get(name);

    assertThat(text(parameter)).isEqualTo(value);
    assertThat(parameter.name()).isEqualTo("db");
    assertThat(parameter.selector()).isEqualTo(selector);
  }

  @Test
  @DisplayName("SSM-11: what is missing is refused without a text, a version with one")
  void missing() {
    put("db", "first");

    refused(ErrorCode.PARAMETER_NOT_FOUND, "", new GetParameter("other", null));
    refused(
        ErrorCode.PARAMETER_NOT_FOUND,
        "",
        new GetParameter("arn:aws:ssm:eu-west-1:123456789012:parameter/db", null));
    for (var version : List.of("2", "live")) {
      refused(
          ErrorCode.PARAMETER_VERSION_NOT_FOUND,
          "Systems Manager could not find version %s of db. Verify the version and try again."
              .formatted(version),
          new GetParameter("db:" + version, null));
    }
    refused(ErrorCode.VALIDATION, SYNTAX, new GetParameter("db:1:2", null));
    refused(ErrorCode.VALIDATION, SYNTAX, new GetParameter("db:", null));
  }

  @Test
  @DisplayName("SSM-12: GetParameters names those that it can't find")
  void several() {
    put("a", "1");
    put("b", "2");

    var result =
        call(new GetParameters(List.of("b", "none", "a", "a:7", "a:1:2", "b", "x y"), null));

    assertThat(result.parameters()).extracting(Parameter::name).containsExactly("b", "a");
    assertThat(result.invalidParameters()).containsExactly("none", "a:7", "a:1:2", "x y");
  }

  @Test
  @DisplayName("SSM-12: a deleted parameter is gone with its versions, and its name is free")
  void deletion() {
    put("a", "1");
    put("b", "1");
    put("c", "1");
    call(new DeleteParameter("a"));
    var result = call(new DeleteParameters(List.of("b", "none", "c:1")));

    assertThat(result.deletedParameters()).containsExactly("b");
    assertThat(result.invalidParameters()).containsExactly("none", "c:1");
    refused(ErrorCode.PARAMETER_NOT_FOUND, "", new DeleteParameter("a"));
    refused(ErrorCode.PARAMETER_NOT_FOUND, "", new DeleteParameter("c:1"));
    assertThat(put("a", "new").version()).isEqualTo(1);
    assertThat(value("c")).isEqualTo("1");
  }

  @Test
  @DisplayName("SSM-12: at most ten names")
  void tenNames() {
    refused(
        ErrorCode.VALIDATION,
        "1 validation error detected: Value '[a, a, a, a, a, a, a, a, a, a, a]' at 'names' failed"
            + " to satisfy constraint: Member must have length less than or equal to 10",
        new GetParameters(java.util.Collections.nCopies(11, "a"), null));
  }
}
