package dev.strongroom.samples.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.SecretsEmulator;
import dev.strongroom.junit.Secret;
import dev.strongroom.junit.SecretsManagerTest;
import dev.strongroom.local.CloudFormationTemplate;
import dev.strongroom.seed.SeedLoader;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/** The examples of the guide to references in CloudFormation templates. */
@SecretsManagerTest
@Secret(name = "prod/db", json = "{\"password\": \"one\"}")
class CloudFormationGuideTest {

  @Test
  void onlyWhatChangesIsResolvedAgain(SecretsEmulator aws, SecretsManagerClient secrets) {
    var yaml =
        """
        Resources:
          Database:
            Type: AWS::RDS::DBInstance
            Properties:
              AllocatedStorage: 20
              MasterUserPassword: "{{resolve:secretsmanager:prod/db:SecretString:password}}"
        """;
    var administrator = aws.as(aws.administrator());

    var template = CloudFormationTemplate.parse(yaml, new SeedLoader().stack("shop"));
    var stack = template.resolve(aws.as(aws.administrator()));

    assertThat(stack.properties("Database")).containsEntry("MasterUserPassword", "one");

    secrets.putSecretValue(r -> r.secretId("prod/db").secretString("{\"password\": \"two\"}"));
    var larger = CloudFormationTemplate.parse(yaml.replace("20", "30"), new SeedLoader());

    var same = stack.update(template, administrator);
    assertThat(same.properties("Database")).containsEntry("MasterUserPassword", "one");

    var changed = stack.update(larger, administrator);
    assertThat(changed.properties("Database")).containsEntry("MasterUserPassword", "two");
  }
}
