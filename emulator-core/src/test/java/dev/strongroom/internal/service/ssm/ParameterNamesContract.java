package dev.strongroom.internal.service.ssm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.api.ErrorCode;
import dev.strongroom.internal.service.ssm.api.GetParameter;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a parameter may be called. */
abstract class ParameterNamesContract extends SsmContract {

  private static final String FORM =
      "Parameter name: can't be prefixed with \"ssm\" (case-insensitive). If formed as a path, it"
          + " can consist of sub-paths divided by slash symbol; each sub-path can be formed as a"
          + " mix of letters, numbers and the following 3 symbols .-_";

  @ParameterizedTest
  @ValueSource(strings = {"db", "/db", "/prod/db.host-1_a", "my-aws", "/my/aws/db", " /padded "})
  @DisplayName("SSM-6: names and paths of letters, digits and .-_; spaces around don't count")
  void names(String name) {
    put(name, "x");

    assertThat(get(name).name()).isEqualTo(name.strip());
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({
    "SSM-6, /a b",
    "SSM-6, a@b",
    "SSM-6, /a//b",
    "SSM-6, /",
    "SSM-6, a:1",
    "SSM-7, /ssm/db",
    "SSM-7, /SSM/db",
    "SSM-7, /SsmThings/db",
  })
  void malformedNamesAreRefused(String rule, String name) {
    refused(ErrorCode.VALIDATION, FORM, Puts.of(name, "String", "x").request());
  }

  @ParameterizedTest(name = "SSM-7: {0} is reserved")
  @ValueSource(strings = {"aws", "awsdb", "AWS-db", "/awsdb", "ssm", "ssm-db", "/Ssm"})
  void shortReservedNamesAreRefused(String name) {
    refused(
        ErrorCode.VALIDATION,
        "Parameter name: can't be prefixed with \"aws\" or \"ssm\" (case-insensitive).",
        Puts.of(name, "String", "x").request());
  }

  @Test
  @DisplayName("SSM-7: a reserved path is no question of its form, but of access")
  void reservedPathsAreRefused() {
    refused(
        ErrorCode.ACCESS_DENIED,
        "No access to reserved parameter name: awssec/lab01/vpc_id.",
        Puts.of("/awssec/lab01/vpc_id", "String", "x").request());
  }

  @Test
  @DisplayName("SSM-6: a path begins with a slash, and doesn't end with one")
  void pathsAreWhole() {
    refused(
        ErrorCode.VALIDATION,
        "Parameter name must be a fully qualified name",
        Puts.of("db/host", "String", "x").request());
    refused(
        ErrorCode.VALIDATION,
        "Parameter name must be a fully qualified name",
        Puts.of("C:/Program Files/Git/db/host", "String", "x").request());
    refused(
        ErrorCode.VALIDATION,
        "Parameter name must not end with slash.",
        Puts.of("/db/host/", "String", "x").request());
  }

  @Test
  @DisplayName("SSM-8: fifteen levels, and 1,011 characters with the ARN")
  void namesHaveLimits() {
    put("/a".repeat(15), "x");
    put("/" + "n".repeat(1011 - ARNS.length()), "x");

    refused(
        ErrorCode.HIERARCHY_LEVEL_LIMIT_EXCEEDED,
        "A hierarchy can have a maximum of 15 levels.",
        Puts.of("/a".repeat(16), "String", "x").request());
    refused(
        ErrorCode.VALIDATION,
        "The fully qualified parameter name can have at most 1011 characters.",
        Puts.of("/" + "n".repeat(1012 - ARNS.length()), "String", "x").request());
  }

  @Test
  @DisplayName("SSM-6: a name that no parameter can have is malformed to a reader too")
  void malformedNamesCannotBeRead() {
    refused(ErrorCode.VALIDATION, FORM, new GetParameter("a b", null));
    refused(ErrorCode.VALIDATION, FORM, new GetParameter("arn:aws:s3:::bucket", null));
  }

  @Test
  @DisplayName("SSM-6: names with and without a slash are two parameters")
  void theSlashCounts() {
    put("db", "bare");
    put("/db", "slash");

    assertThat(value("db")).isEqualTo("bare");
    assertThat(value("/db")).isEqualTo("slash");
  }
}
