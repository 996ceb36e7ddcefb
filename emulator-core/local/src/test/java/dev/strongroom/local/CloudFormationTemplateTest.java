package dev.strongroom.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.strongroom.SecretsEmulator;
import dev.strongroom.api.PutSecretValue;
import dev.strongroom.api.SecretValue;
import dev.strongroom.api.ServiceClient;
import dev.strongroom.internal.service.ssm.Puts;
import dev.strongroom.seed.ParameterSeed;
import dev.strongroom.seed.Seed;
import dev.strongroom.seed.SeedLoader;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Dynamic references of templates, rule by rule. */
class CloudFormationTemplateTest {

  private static final SeedLoader SHOP =
      new SeedLoader().stack("shop").parameter("Key", "password");
  private static final String ARN = "arn:aws:secretsmanager:us-east-1:123456789012:secret:prod/db";

  private final SecretsEmulator aws =
      SecretsEmulator.builder()
          .frozenAt(Instant.parse("2026-01-01T00:00:00Z"))
          .secret(
              Seed.secret("prod/db")
                  .arnSuffix("AbCdEf")
                  .string("{\"password\":\"one\",\"port\":5432,\"user\":\"me\"}"))
          .secret(Seed.secret("prod/text").string("hunter2"))
          .build();
  private final ServiceClient administrator = aws.as(aws.administrator());

  @ParameterizedTest(name = "CF-1: {0} is {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "{{resolve:secretsmanager:prod/text}} | hunter2",
        "{{resolve:secretsmanager:prod/text:SecretString}} | hunter2",
        "{{resolve:secretsmanager:prod/text::}} | hunter2",
        "{{resolve:secretsmanager:prod/text:SecretString:}} | hunter2",
        "{{resolve:secretsmanager:prod/text:SecretString:::}} | hunter2",
        "{{resolve:secretsmanager:prod/db:SecretString:password}} | one",
        "{{resolve:secretsmanager:prod/db::port}} | 5432",
        "{{resolve:secretsmanager:prod/db:SecretString:password:AWSCURRENT}} | one",
        "{{resolve:secretsmanager:ARN-AbCdEf:SecretString:password}} | one",
        "{{resolve:secretsmanager:ARN:SecretString:password::}} | one",
        "a{{resolve:secretsmanager:prod/text}}b{{resolve:secretsmanager:prod/db::user}}c | ahunter2bmec",
        "{{resolve:secretsmanager:prod/text | {{resolve:secretsmanager:prod/text",
      })
  void referenceIsReplaced(String reference, String value) {
    assertThat(value(reference.replace("ARN", ARN))).isEqualTo(value);
  }

  @ParameterizedTest(name = "CF-2: {0}: {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "prod/db:SecretString:absent | Could not find a value associated with JSONKey in SecretString",
        "prod/text:SecretString:password | Could not parse SecretString JSON",
        "prod/text:SecretBinary | Incorrect format is used in the following Secrets Manager reference: [{{resolve:secretsmanager:prod/text:SecretBinary}}]",
      })
  void referenceWithoutAValueIsAFailureOfTheResource(String reference, String failure) {
    var stack = stack(properties("{{resolve:secretsmanager:" + reference + "}}"));

    assertThat(stack.failures()).isEqualTo(Map.of("Database", failure));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> stack.properties("Database"))
        .withMessage("Database: " + failure);
    assertThat(stack.toJson()).doesNotContain("hunter2");
  }

  @Test
  @DisplayName("CF-2: what the service refuses is a failure of the resource, and others resolve")
  void refusalOfTheService() {
    var stack =
        stack(
            """
            Resources:
              Database:
                Type: AWS::RDS::DBInstance
                Properties: {MasterUserPassword: "{{resolve:secretsmanager:absent}}"}
              Other:
                Type: AWS::RDS::DBInstance
                Properties: {MasterUserPassword: "{{resolve:secretsmanager:prod/text}}"}
            """);

    assertThat(stack.failures()).containsOnlyKeys("Database");
    assertThat(stack.failures().get("Database"))
        .startsWith("Secrets Manager can't find the specified secret. (Service: AWSSecretsManager;")
        .contains("Error Code: ResourceNotFoundException");
    assertThat(stack.properties("Other")).containsEntry("MasterUserPassword", "hunter2");
  }

  @Test
  @DisplayName("CF-1: references inside Fn::Sub and Fn::Join, and in functions that stay")
  void functions() {
    var stack =
        stack(
            """
            Parameters: {Key: {Type: String}}
            Resources:
              Database:
                Type: AWS::RDS::DBInstance
                Properties:
                  Sub: !Sub "{{resolve:secretsmanager:prod/db:SecretString:${Key}}}"
                  Join: !Join [":", ["{{resolve", secretsmanager, prod/db, SecretString, "user}}"]]
                  Stays: !Base64 "{{resolve:secretsmanager:prod/text}}"
                  Unknown: !Ref Subnet
                  Nothing: !Ref AWS::NoValue
                  List: ["{{resolve:secretsmanager:prod/text}}", 1, true]
              Subnet: {Type: AWS::EC2::Subnet}
            """);

    assertThat(stack.properties("Database"))
        .isEqualTo(
            Map.of(
                "Sub", "one",
                "Join", "me",
                "Stays", Map.of("Fn::Base64", "hunter2"),
                "Unknown", Map.of("Ref", "Subnet"),
                "List", List.of("hunter2", 1, true)));
  }

  @Test
  @DisplayName("CF-1: in metadata, custom resources, transforms and outputs references are literal")
  void literalPlaces() {
    var stack =
        stack(
            """
            Metadata: {A: "{{resolve:secretsmanager:prod/text}}"}
            Resources:
              Custom:
                Type: Custom::Thing
                Properties: {A: "{{resolve:secretsmanager:prod/text}}"}
              Other:
                Type: AWS::CloudFormation::CustomResource
                Properties: {A: "{{resolve:secretsmanager:prod/text}}"}
              Bucket:
                Type: AWS::S3::Bucket
                Metadata: {A: "{{resolve:secretsmanager:prod/text}}"}
                Properties:
                  A: {"Fn::Transform": {Name: T, Parameters: {P: "{{resolve:secretsmanager:prod/text}}"}}}
            Outputs:
              A: {Value: "{{resolve:secretsmanager:prod/text}}"}
            """);

    assertThat(stack.failures()).isEmpty();
    assertThat(stack.toJson()).doesNotContain("hunter2");
    assertThat(aws.audit().of("GetSecretValue")).isEmpty();
  }

  @Test
  @DisplayName("CF-1: a template has at most 60 references")
  void atMostSixty() {
    var reference = "{{resolve:secretsmanager:prod/text}}";

    assertThat(value(reference.repeat(60))).isEqualTo("hunter2".repeat(60));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> value(reference.repeat(61)))
        .withMessage("A template has at most 60 dynamic references, but this one has 61");
  }

  @Test
  @DisplayName("CF-3: an update resolves only what has changed otherwise")
  void updateKeepsWhatIsUnchanged() {
    var before =
        """
        Resources:
          Kept:
            Type: AWS::RDS::DBInstance
            Properties: {MasterUserPassword: "{{resolve:secretsmanager:prod/text}}"}
          Changed:
            Type: AWS::RDS::DBInstance
            Properties: {MasterUserPassword: "{{resolve:secretsmanager:prod/text}}", Port: 1}
        """;
    var stack = stack(before);
    administrator.call(
        PutSecretValue.of("prod/text", aws.newClientRequestToken())
            .withSecretString(SecretValue.ofText("rotated")));

    var same = stack.update(template(before), administrator);
    var changed = stack.update(template(before.replace("Port: 1", "Port: 2")), administrator);

    assertThat(same.properties("Changed")).containsEntry("MasterUserPassword", "hunter2");
    assertThat(changed.properties("Kept")).containsEntry("MasterUserPassword", "hunter2");
    assertThat(changed.properties("Changed")).containsEntry("MasterUserPassword", "rotated");
  }

  @Test
  @DisplayName("CF-4: a parameter is resolved, the newest or by the number of a version")
  void parameters() {
    aws.seed(Seed.EMPTY.and(ParameterSeed.of("/prod/url", "jdbc:x")));

    assertThat(value("{{resolve:ssm:/prod/url}}?a=b")).isEqualTo("jdbc:x?a=b");
    assertThat(value("{{resolve:ssm:/prod/url:1}}")).isEqualTo("jdbc:x");
  }

  @ParameterizedTest(name = "CF-4: {0}: {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "ssm:/prod/url:label | Incorrect format is used in the following SSM reference: [{{resolve:ssm:/prod/url:label}}]",
        "ssm-secure:/prod/token:label | Incorrect format is used in the following SSM reference: [{{resolve:ssm-secure:/prod/token:label}}]",
        "ssm:/prod/token | Non-secure ssm prefix was used for secure parameter /prod/token",
        "ssm-secure:/prod/url | Secure ssm prefix was used for non-secure parameter /prod/url",
      })
  void parameterIsRefused(String reference, String reason) {
    aws.seed(
        Seed.EMPTY
            .and(ParameterSeed.secure("/prod/token", "hunter2"))
            .and(ParameterSeed.of("/prod/url", "jdbc:x")));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> stack(properties("{{resolve:" + reference + "}}")))
        .withMessage(reason);
  }

  @Test
  @DisplayName(
      "CF-4: a SecureString is resolved where its property is one of CloudFormation's list")
  void secureParameter() {
    aws.seed(Seed.EMPTY.and(ParameterSeed.secure("/prod/token", "hunter2")));
    var stack =
        stack(
            """
            Resources:
              Database:
                Type: AWS::RDS::DBInstance
                Properties: {MasterUserPassword: "a{{resolve:ssm-secure:/prod/token:1}}"}
              Somebody:
                Type: AWS::IAM::User
                Properties: {LoginProfile: {Password: "{{resolve:ssm-secure:/prod/token}}"}}
              Deployment:
                Type: AWS::OpsWorks::Stack
                Properties: {RdsDbInstances: [{DbPassword: "{{resolve:ssm-secure:/prod/token}}"}]}
            """);

    assertThat(stack.properties("Database")).containsEntry("MasterUserPassword", "ahunter2");
    assertThat(stack.properties("Somebody"))
        .containsEntry("LoginProfile", Map.of("Password", "hunter2"));
    assertThat(stack.properties("Deployment"))
        .containsEntry("RdsDbInstances", List.of(Map.of("DbPassword", "hunter2")));
  }

  @Test
  @DisplayName("CF-4: elsewhere it refuses the template, with the paths up to the first list")
  void secureParameterElsewhere() {
    aws.seed(Seed.EMPTY.and(ParameterSeed.secure("/prod/token", "hunter2")));
    int read = aws.audit().of("GetParameter").size();

    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                stack(
                    """
                    Resources:
                      Function:
                        Type: AWS::Lambda::Function
                        Properties:
                          Environment: {Variables: {API_KEY: "{{resolve:ssm-secure:/prod/token}}"}}
                      Task:
                        Type: AWS::ECS::TaskDefinition
                        Properties:
                          ContainerDefinitions:
                            - Environment: [{Name: A, Value: "{{resolve:ssm-secure:/prod/token}}"}]
                      Database:
                        Type: AWS::RDS::DBInstance
                        Properties: {MasterUserPassword: "{{resolve:ssm-secure:/prod/token}}"}
                    """))
        .withMessage(
            "SSM Secure reference is not supported in:"
                + " [AWS::Lambda::Function/Properties/Environment/Variables/API_KEY,"
                + "AWS::ECS::TaskDefinition/Properties/ContainerDefinitions]");
    assertThat(aws.audit().of("GetParameter")).hasSize(read);
  }

  @Test
  @DisplayName("CF-3: plain parameters are resolved at every operation, secure ones as secrets are")
  void parametersAreResolvedAgain() {
    aws.seed(
        Seed.EMPTY
            .and(ParameterSeed.of("/prod/url", "old"))
            .and(ParameterSeed.of("/prod/same", "same"))
            .and(ParameterSeed.secure("/prod/token", "old")));
    var template =
        """
        Resources:
          Plain:
            Type: AWS::RDS::DBInstance
            Properties: {Endpoint: "{{resolve:ssm:/prod/url}}"}
          Secure:
            Type: AWS::RDS::DBInstance
            Properties: {MasterUserPassword: "{{resolve:ssm-secure:/prod/token}}"}
          Unchanged:
            Type: AWS::RDS::DBInstance
            Properties:
              Endpoint: "{{resolve:ssm:/prod/same}}"
              MasterUserPassword: "{{resolve:secretsmanager:prod/text}}"
          Changed:
            Type: AWS::RDS::DBInstance
            Properties:
              Endpoint: "{{resolve:ssm:/prod/url}}{{resolve:ssm:/prod/url}}"
              MasterUserPassword: "{{resolve:secretsmanager:prod/text}}"
        """;
    var stack = stack(template);
    putNewVersion("/prod/url");
    putNewVersion("/prod/token");
    administrator.call(
        PutSecretValue.of("prod/text", aws.newClientRequestToken())
            .withSecretString(SecretValue.ofText("rotated")));
    int read = aws.audit().of("GetParameter").size();

    var updated = stack.update(template(template), administrator);

    assertThat(updated.properties("Plain")).containsEntry("Endpoint", "new");
    assertThat(updated.properties("Secure")).containsEntry("MasterUserPassword", "old");
    assertThat(updated.properties("Unchanged")).containsEntry("MasterUserPassword", "hunter2");
    assertThat(updated.properties("Changed"))
        .containsEntry("Endpoint", "newnew")
        .containsEntry("MasterUserPassword", "rotated");
    assertThat(aws.audit().of("GetParameter")).hasSize(read + 2); // each reference once
  }

  private void putNewVersion(String parameter) {
    administrator.call(Puts.over(parameter, "new").request());
  }

  @Test
  @DisplayName("CF-4: a parameter that is missing fails its resource")
  void missingParameter() {
    assertThat(stack(properties("{{resolve:ssm:none}}")).failures().get("Database"))
        .contains("(Service: AWSSimpleSystemsManagement; Status Code: 400;")
        .contains("Error Code: ParameterNotFound;");
  }

  @Test
  void secretOfTheTemplateItselfIsFoundOnceItIsSeeded() {
    var template =
        """
        Resources:
          Login:
            Type: AWS::SecretsManager::Secret
            Properties: {SecretString: '{"password":"seeded"}'}
          Database:
            Type: AWS::RDS::DBInstance
            Properties:
              MasterUserPassword: !Sub "{{resolve:secretsmanager:${Login}:SecretString:password}}"
        """;
    try (var seeded =
        SecretsEmulator.builder().seed(new SeedLoader().stack("shop").parse(template)).build()) {
      var stack =
          CloudFormationTemplate.parse(template, new SeedLoader().stack("shop"))
              .resolve(seeded.as(seeded.administrator()));

      assertThat(stack.properties("Database")).containsEntry("MasterUserPassword", "seeded");
      assertThat(stack).hasToString("Stack[Login, Database]");
    }
  }

  private Object value(String text) {
    return stack(properties(text)).properties("Database").get("MasterUserPassword");
  }

  private static String properties(String text) {
    return """
    {"Resources": {"Database": {"Type": "AWS::RDS::DBInstance",
      "Properties": {"MasterUserPassword": "%s"}}}}
    """
        .formatted(text);
  }

  private CloudFormationTemplate.Stack stack(String template) {
    return template(template).resolve(administrator);
  }

  private static CloudFormationTemplate template(String text) {
    var settings = text.contains("Parameters: {Key") ? SHOP : new SeedLoader().stack("shop");
    return CloudFormationTemplate.parse(text, settings);
  }
}
