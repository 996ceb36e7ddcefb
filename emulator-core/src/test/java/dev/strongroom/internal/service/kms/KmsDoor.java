package dev.strongroom.internal.service.kms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.strongroom.SecretsEmulator;
import dev.strongroom.Snapshot;
import dev.strongroom.api.Caller;
import dev.strongroom.api.CreateSecret;
import dev.strongroom.api.ErrorCode;
import dev.strongroom.api.Request;
import dev.strongroom.api.SecretValue;
import dev.strongroom.api.ServiceError;
import dev.strongroom.api.kms.CreateKey;
import dev.strongroom.api.kms.KeyMetadata;
import dev.strongroom.contract.Door;
import dev.strongroom.internal.EmulatorInternals;
import dev.strongroom.internal.engine.AccountRegion;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** The keys of one account and Region, called through one way into their emulator. */
final class KmsDoor {

  static final Instant START = Instant.parse("2026-01-01T10:15:30.123Z");
  static final String UNKNOWN = "00000000-0000-4000-8000-000000000000";

  final Caller caller;
  final SecretsEmulator aws;
  private final Door door;

  KmsDoor(SecretsEmulator aws, Door door, Caller caller) {
    this.aws = aws;
    this.door = door;
    this.caller = caller;
  }

  Instant now() {
    return aws.clock().instant();
  }

  void advance(Duration time) {
    aws.clock().advance(time);
  }

  Snapshot snapshot() {
    return aws.snapshot();
  }

  void restore(Snapshot snapshot) {
    aws.restore(snapshot);
  }

  <Q extends Request<R>, R extends Record> R call(Q request) {
    return door.call(request);
  }

  /** Has Secrets Manager use its key, which the first use makes. */
  void useSecretsManagersKey() {
    var token = aws.newClientRequestToken();
    aws.execute(
        caller,
        CreateSecret.of("secret/" + token, token).withSecretString(SecretValue.ofText("x")));
  }

  /** Returns the keys as they are stored. */
  RegionKeys keys() {
    return EmulatorInternals.engine(aws)
        .state()
        .in(Kms.KEYS, new AccountRegion(caller.accountId(), caller.region()));
  }

  /** The key of an id or ARN as it is now. */
  Key key(String keyId) {
    return Objects.requireNonNull(keys().find(KeyId.parse(keyId, true, caller), now()));
  }

  KeyMetadata create(String spec, KeyUsage usage) {
    var request = CreateKey.of(spec, usage.name());
    return call(request).keyMetadata();
  }

  /** A symmetric key; its ARN. */
  String create() {
    return create("SYMMETRIC_DEFAULT", KeyUsage.ENCRYPT_DECRYPT).arn();
  }

  /** Asserts the refusal to the letter, and that it changed nothing. */
  void refused(ErrorCode code, String text, ThrowingCallable call) {
    var before = aws.snapshot();

    var refusal = catchThrowableOfType(ServiceError.class, call);

    assertThat(refusal).as("the call should be refused with %s: %s", code, text).isNotNull();
    assertThat(refusal.text()).isEqualTo(text);
    assertThat(refusal.code()).isEqualTo(code);
    assertThat(aws.snapshot()).as("a refusal changes nothing").isEqualTo(before);
  }
}
