package dev.strongroom.internal.service.kms;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.internal.iam.Policy;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeyPoliciesTest {

  @ParameterizedTest(name = "KMS-6: the policy of an AWS managed key in {0} {1}")
  @CsvSource({
    "aws, us-east-1, 123456789012",
    "aws, eu-west-1, 210987654321",
    "aws-cn, cn-north-1, 111122223333"
  })
  void compiledPolicyIsThatOfItsText(String partition, String region, String account) {
    var arn = new KeyArn(partition, region, account, "1234abcd-12ab-34cd-56ef-1234567890ab");

    var policy = KeyPolicies.awsManaged(arn, ManagedKey.SECRETS_MANAGER);

    assertThat(policy.document()).isEqualTo(Policy.parseResourcePolicy(policy.text()));
    assertThat(policy.text()).contains(":" + account + ":root", "." + region + ".");
  }
}
