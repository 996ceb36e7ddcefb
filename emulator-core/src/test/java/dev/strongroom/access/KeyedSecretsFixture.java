package dev.strongroom.access;

import dev.strongroom.SecretsEmulator;
import dev.strongroom.api.Caller;
import dev.strongroom.api.CreateSecret;
import dev.strongroom.api.DescribeSecret;
import dev.strongroom.api.GetSecretValue;
import dev.strongroom.api.PutSecretValue;
import dev.strongroom.api.SecretValue;
import dev.strongroom.api.UpdateSecret;
import dev.strongroom.api.kms.CreateKey;
import dev.strongroom.api.kms.ListKeys;
import dev.strongroom.contract.Secrets;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** An emulator with keys, and secrets under them. */
abstract class KeyedSecretsFixture {

  static final String DENIED = "Access to KMS is not allowed";

  final SecretsEmulator aws =
      SecretsEmulator.builder()
          .frozenAt(Instant.parse("2026-01-01T10:15:30Z"))
          .randomSeed(1)
          .build();
  final Calls calls = new Calls(aws);
  final Caller administrator = aws.administrator();

  /** A secret under a key of its own, and one under the default key; returns the key's ARN. */
  String keyedSecret() {
    var key = customerKey();
    calls.execute(administrator, create("keyed", 1, key));
    calls.execute(administrator, create("plain", 1, null));
    return key;
  }

  DescribeSecret.Result describe(String name) {
    return aws.execute(administrator, new DescribeSecret(name)).result();
  }

  String read(String name, String versionId) {
    return aws.execute(administrator, GetSecretValue.of(name).withVersionId(versionId))
        .result()
        .secretString()
        .text();
  }

  int keys(Caller caller) {
    return aws.execute(caller, ListKeys.all()).result().keys().size();
  }

  String customerKey() {
    return key(null, null);
  }

  String key(@Nullable String spec, @Nullable String usage) {
    return aws.execute(administrator, CreateKey.of(spec, usage)).result().keyMetadata().arn();
  }

  static GetSecretValue get() {
    return GetSecretValue.of("keyed");
  }

  static CreateSecret create(String name, int token, @Nullable String key) {
    return create(name, token, key, "one");
  }

  static CreateSecret create(String name, int token, @Nullable String key, String value) {
    var text = SecretValue.ofText(value);
    return CreateSecret.of(name, Secrets.token(token)).withKmsKeyId(key).withSecretString(text);
  }

  static PutSecretValue put(int token, String value) {
    return put("keyed", token, value);
  }

  static PutSecretValue put(String name, int token, String value) {
    return PutSecretValue.of(name, Secrets.token(token))
        .withSecretString(SecretValue.ofText(value));
  }

  static UpdateSecret update(String name, @Nullable String key, @Nullable SecretValue value) {
    return UpdateSecret.of(name, Secrets.token(9)).withKmsKeyId(key).withSecretString(value);
  }
}
