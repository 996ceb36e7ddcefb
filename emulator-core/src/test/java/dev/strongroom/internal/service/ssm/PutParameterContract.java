package dev.strongroom.internal.service.ssm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.api.ErrorCode;
import dev.strongroom.internal.service.ssm.api.DescribeParameters;
import dev.strongroom.internal.service.ssm.api.GetParameterHistory;
import dev.strongroom.internal.service.ssm.api.LabelParameterVersion;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

abstract class PutParameterContract extends SsmContract {

  private static final String TOO_LARGE_FOR_STANDARD =
      "Standard tier parameters support a maximum parameter value of 4096 characters. To create a"
          + " larger parameter value, upgrade the parameter to use the advanced-parameter tier. For"
          + " more information, see"
          + " https://docs.aws.amazon.com/systems-manager/latest/userguide/parameter-store-advanced-parameters.html";

  private DescribeParameters.ParameterMetadata described() {
    return call(new DescribeParameters(null, null, null, null, null)).parameters().get(0);
  }

  @Test
  @DisplayName("SSM-9: a new parameter has a type and version 1, of the standard tier")
  void newParameter() {
    var result = put(Puts.of("/db/host", "String", "localhost").description("where it is"));

    assertThat(result.version()).isEqualTo(1);
    assertThat(result.tier()).isEqualTo("Standard");
    var described = described();
    assertThat(described.arn()).isEqualTo(ARNS + "db/host");
    assertThat(described.description()).isEqualTo("where it is");
    assertThat(described.lastModifiedUser()).isEqualTo("arn:aws:iam::123456789012:root");
    assertThat(described.lastModifiedDate()).isEqualTo(START);
    assertThat(described.dataType()).isEqualTo("text");
    assertThat(described.policies()).isEmpty();
    refused(
        ErrorCode.VALIDATION,
        "A parameter type is required when you create a parameter.",
        Puts.of("/db/port", null, "5432").request());
  }

  @Test
  @DisplayName("SSM-9: an existing one is overwritten only on request, and keeps what isn't sent")
  void overwriting() {
    put(Puts.of("db", "String", "one").description("kept").pattern("[a-z]+"));
    refused(
        ErrorCode.PARAMETER_ALREADY_EXISTS,
        "The parameter already exists. To overwrite this value, set the overwrite option in the"
            + " request to true.",
        Puts.of("db", "String", "two").request());
    aws.clock().advance(Duration.ofMinutes(1));

    var result = put(Puts.over("db", "two"));

    assertThat(result.version()).isEqualTo(2);
    assertThat(value("db")).isEqualTo("two");
    assertThat(described())
        .satisfies(
            after -> {
              assertThat(after.description()).isEqualTo("kept");
              assertThat(after.allowedPattern()).isEqualTo("[a-z]+");
              assertThat(after.type()).isEqualTo("String");
              assertThat(after.lastModifiedDate()).isEqualTo(START.plusSeconds(60));
            });
  }

  @Test
  @DisplayName("SSM-9: a version may be of another type")
  void anotherType() {
    put("db", "one");

    call(overwriting(Puts.secure("db", "two")));

    assertThat(get("db").type()).isEqualTo("SecureString");
    assertThat(value("db:1")).isEqualTo("one");
    assertThat(value("db")).isEqualTo("two");
  }

  private static dev.strongroom.internal.service.ssm.api.PutParameter overwriting(Puts put) {
    var request = put.request();
    return new dev.strongroom.internal.service.ssm.api.PutParameter(
        request.name(),
        request.description(),
        request.value(),
        request.type(),
        request.keyId(),
        true,
        request.allowedPattern(),
        request.tags(),
        request.tier(),
        request.policies(),
        request.dataType());
  }

  @Test
  @DisplayName("SSM-10: tags come with a new parameter only")
  void tagsAndOverwrite() {
    refused(
        ErrorCode.VALIDATION,
        "Invalid request: tags and overwrite can't be used together. To create a parameter with"
            + " tags, please remove overwrite flag. To update tags for an existing parameter,"
            + " please use AddTagsToResource or RemoveTagsFromResource.",
        overwriting(Puts.of("db", "String", "x").tag("team", "shop")));
  }

  @Test
  @DisplayName("SSM-5, SSM-13: 4,096 bytes are standard, 8,192 advanced, and no way leads back")
  void tiers() {
    put("a", "x".repeat(4096));
    refused(
        ErrorCode.VALIDATION,
        TOO_LARGE_FOR_STANDARD,
        Puts.of("b", "String", "x".repeat(4097)).request());
    assertThat(put(Puts.of("b", "String", "x".repeat(8192)).tier("Advanced")).tier())
        .isEqualTo("Advanced");
    refused(
        ErrorCode.VALIDATION,
        "Advanced tier parameters support a maximum parameter value of 8192 characters.",
        Puts.of("c", "String", "x".repeat(8193)).tier("Advanced").request());
    refused(
        ErrorCode.VALIDATION,
        "This parameter uses the advanced-parameter tier. You can't downgrade a parameter from the"
            + " advanced-parameter tier to the standard-parameter tier. If necessary, you can"
            + " delete the advanced parameter and recreate it as a standard parameter. Be aware"
            + " that standard parameters have a value limit of 4096 characters.",
        Puts.over("b", "x").tier("Standard").request());
    assertThat(put(Puts.over("b", "x")).tier()).isEqualTo("Advanced");
    assertThat(put(Puts.over("a", "x").tier("Advanced")).tier()).isEqualTo("Advanced");
  }

  @ParameterizedTest
  @CsvSource({"4096, Standard", "4097, Advanced"})
  @DisplayName("SSM-13: intelligent tiering takes the tier that the value needs")
  void intelligentTiering(int bytes, String tier) {
    var put = Puts.of("a", "String", "x".repeat(bytes)).tier("Intelligent-Tiering");

    assertThat(put(put).tier()).isEqualTo(tier);
    assertThat(described().tier()).isEqualTo(tier);
  }

  @Test
  @DisplayName("SSM-14: a hundred versions are kept, and one with a label stays")
  void versions() {
    put("db", "1");
    for (int version = 2; version <= 101; version++) {
      put(Puts.over("db", String.valueOf(version)));
    }

    assertThat(call(new GetParameterHistory("db", null, 1, null)).parameters().get(0).version())
        .isEqualTo(2);
    call(new LabelParameterVersion("db", 2L, List.of("live")));
    refused(
        ErrorCode.PARAMETER_MAX_VERSION_LIMIT_EXCEEDED,
        "You attempted to create a new version of db by calling the PutParameter API with the"
            + " overwrite flag. Version 2, the oldest version, can't be deleted because it has a"
            + " label associated with it. Move the label to another version of the parameter, and"
            + " try again.",
        Puts.over("db", "102").request());
  }

  @Test
  @DisplayName("SSM-15: a value is not empty, and names no other parameter")
  void values() {
    refused(
        ErrorCode.VALIDATION,
        "1 validation error detected: Value '' at 'value' failed to satisfy constraint: Member must"
            + " have length greater than or equal to 1",
        Puts.of("db", "String", "").request());
    refused(
        ErrorCode.VALIDATION,
        "Parameter value can't nest another parameter. Do not use \"{{}}\" in the value.",
        Puts.of("db", "String", "a {{ssm:other}} b").request());
    put("db", "}} and {{");
  }

  @ParameterizedTest(name = "SSM-15: {2} of {0} against {1}")
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "String;     \\d{1,4};       1000;    true",
        "String;     \\d{1,4};       100123;  false",
        "String;     ^[a-z]+(-[a-z]+)*$; a-b-c; true",
        "String;     ^[a-z]+(-[a-z]+)*$; a-b-;  false",
        "String;     (?i)on|off;     OFF;     true",
        "StringList; \\d+;           1,2,3;   true",
        "StringList; \\d+;           1,b,3;   false",
      },
      delimiter = ';')
  void allowedPattern(String type, String pattern, String value, boolean allowed) {
    var put = Puts.of("db", type, value).pattern(pattern);

    if (allowed) {
      put(put);
    } else {
      refused(
          ErrorCode.PARAMETER_PATTERN_MISMATCH,
          "Parameter value, cannot be validated against allowedPattern: " + pattern,
          put.request());
    }
  }

  @ParameterizedTest(name = "SSM-15: {0} can't be used")
  @CsvSource({"[a-z", "a)b", "(?=a)a", "(a{1000}){1000}"})
  void unusablePatterns(String pattern) {
    refused(
        ErrorCode.INVALID_ALLOWED_PATTERN,
        "The request does not meet the regular expression requirement.",
        Puts.of("db", "String", "a").pattern(pattern).request());
  }

  @Test
  @DisplayName("SSM-16: text and images are the data types")
  void dataTypes() {
    put(Puts.of("a", "String", "ami-0123456789abcdef0").dataType("aws:ec2:image"));
    assertThat(get("a").dataType()).isEqualTo("aws:ec2:image");
    refused(
        ErrorCode.VALIDATION,
        "The following data type is not supported: Text (Data type names are all lowercase.)",
        Puts.of("b", "String", "x").dataType("Text").request());
    refused(
        ErrorCode.VALIDATION,
        "The value isn't the ID of an image, such as ami-0123456789abcdef0.",
        Puts.of("b", "String", "x").dataType("aws:ec2:image").request());
  }
}
