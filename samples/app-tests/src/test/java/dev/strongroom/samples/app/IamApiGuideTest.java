package dev.strongroom.samples.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.SecretsEmulator;
import dev.strongroom.junit.SecretsManagerTest;
import dev.strongroom.sdk.Transports;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.iam.IamClient;

/** The examples of {@code docs/guides/iam-api.md}. */
@SecretsManagerTest
class IamApiGuideTest {

  private static final String READ =
      """
      {"Version": "2012-10-17", "Statement":
        {"Effect": "Allow", "Action": "secretsmanager:GetSecretValue", "Resource": "*"}}""";

  @Test
  void sdkClientSeesWhatCodeMade(SecretsEmulator aws) {
    aws.account("123456789012").role("app").allow("secretsmanager:DescribeSecret");
    var credentials = AnonymousCredentialsProvider.create();
    var builder = IamClient.builder().region(Region.AWS_GLOBAL).credentialsProvider(credentials);
    try (var http = Transports.of(aws);
        var iam = builder.httpClient(http).build()) {
      iam.putRolePolicy(r -> r.roleName("app").policyName("read").policyDocument(READ));

      assertThat(iam.listRolePolicies(r -> r.roleName("app")).policyNames()).contains("read");
    }
  }
}
