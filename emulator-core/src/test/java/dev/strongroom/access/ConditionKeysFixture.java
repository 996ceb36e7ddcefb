package dev.strongroom.access;

import dev.strongroom.IamEntity;
import dev.strongroom.SecretsEmulator;
import dev.strongroom.api.Caller;
import dev.strongroom.api.CreateSecret;
import dev.strongroom.api.DescribeSecret;
import dev.strongroom.api.GetSecretValue;
import dev.strongroom.api.Request;
import dev.strongroom.api.SecretValue;
import dev.strongroom.api.Tag;
import dev.strongroom.api.kms.CreateAlias;
import dev.strongroom.api.kms.CreateKey;
import dev.strongroom.contract.Secrets;
import dev.strongroom.seed.Seed;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Secrets, keys, and a role that calls under conditions. */
abstract class ConditionKeysFixture {

  static final String ACCOUNT = "123456789012";
  static final String TOKEN = Secrets.token(9);

  final SecretsEmulator aws =
      SecretsEmulator.builder()
          .frozenAt(Instant.parse("2026-01-01T10:15:30Z"))
          .randomSeed(1)
          .secret(Seed.secret("prod/db").string("one").tag("team", "blue"))
          .secret(Seed.secret("prod/red").string("one").tag("team", "red"))
          .secret(Seed.secret("prod/plain").string("one"))
          .build();
  final Calls calls = new Calls(aws);
  final Caller administrator = aws.administrator();
  final String arn = aws.execute(administrator, new DescribeSecret("prod/db")).result().arn();
  final String version =
      aws.execute(administrator, GetSecretValue.of("prod/db")).result().versionId();
  final String key = customerKey("alias/own");
  final String otherKey = customerKey("alias/other");
  final IamEntity app = aws.account(ACCOUNT).role("app").allow("kms:*");

  ConditionRow.Sent sent(Request<?> request) {
    return sent(caller -> caller, request);
  }

  ConditionRow.Sent sent(Function<Caller, Caller> how, Request<?> request) {
    if (request instanceof DescribeSecret describe && describe.secretId().equals("elsewhere")) {
      calls.execute(administrator.in("eu-west-1"), create("elsewhere", null, null));
    }
    return new ConditionRow.Sent(how.apply(app.caller()), request);
  }

  static CreateSecret create(
      String name, @Nullable String description, @Nullable String kmsKeyId, Tag... tags) {
    var list = tags.length == 0 ? null : List.of(tags);
    var value = SecretValue.ofText("x");
    return CreateSecret.of(name, TOKEN)
        .withDescription(description)
        .withKmsKeyId(kmsKeyId)
        .withSecretString(value)
        .withTags(list);
  }

  String customerKey(String alias) {
    var created = aws.execute(administrator, CreateKey.DEFAULT).result().keyMetadata();
    aws.execute(administrator, new CreateAlias(alias, created.keyId()));
    return created.arn();
  }
}
