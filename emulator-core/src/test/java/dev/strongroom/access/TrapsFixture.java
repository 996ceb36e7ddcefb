package dev.strongroom.access;

import dev.strongroom.IamEntity;
import dev.strongroom.SecretsEmulator;
import dev.strongroom.api.Caller;
import dev.strongroom.api.CreateSecret;
import dev.strongroom.api.DescribeSecret;
import dev.strongroom.api.GetSecretValue;
import dev.strongroom.api.PutResourcePolicy;
import dev.strongroom.api.SecretValue;
import dev.strongroom.contract.Secrets;
import dev.strongroom.iam.PolicyDocument;
import dev.strongroom.seed.Seed;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A secret, and a role that may not read it yet. */
abstract class TrapsFixture {

  static final String ACCOUNT = "123456789012";
  static final String PARTNER = "222222222222";
  static final String KMS = "Access to KMS is not allowed";

  final SecretsEmulator aws =
      SecretsEmulator.builder()
          .frozenAt(Instant.parse("2026-01-01T10:15:30Z"))
          .randomSeed(1)
          .secret(Seed.secret("prod/db").string("one"))
          .build();
  final Calls calls = new Calls(aws);
  final Caller administrator = aws.administrator();
  final String arn = aws.execute(administrator, new DescribeSecret("prod/db")).result().arn();
  final IamEntity app = aws.account(ACCOUNT).role("app");
  final GetSecretValue read = GetSecretValue.of(arn);

  void put(PolicyDocument policy) {
    calls.execute(administrator, PutResourcePolicy.of(arn, policy.toJson()));
  }

  static PolicyDocument policy(String principal) {
    return PolicyDocument.allow("secretsmanager:GetSecretValue").to(principal);
  }

  static CreateSecret create(String name, @Nullable String kmsKeyId) {
    var value = SecretValue.ofText("x");
    return CreateSecret.of(name, Secrets.token(1)).withKmsKeyId(kmsKeyId).withSecretString(value);
  }
}
