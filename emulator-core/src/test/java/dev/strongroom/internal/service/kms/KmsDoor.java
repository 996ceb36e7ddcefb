package dev.strongroom.internal.service.kms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.strongroom.api.Caller;
import dev.strongroom.api.ErrorCode;
import dev.strongroom.api.Request;
import dev.strongroom.api.ServiceError;
import dev.strongroom.api.kms.CreateKey;
import dev.strongroom.api.kms.KeyMetadata;
import dev.strongroom.internal.service.kms.KmsOperation.KeyRead;
import dev.strongroom.internal.service.kms.KmsOperation.KeyRole;
import dev.strongroom.internal.service.kms.KmsOperation.KeyWrite;
import dev.strongroom.internal.service.kms.KmsOperation.KeysRead;
import dev.strongroom.internal.service.kms.KmsOperation.RegionRead;
import dev.strongroom.internal.service.kms.KmsOperation.RegionWrite;
import dev.strongroom.internal.time.Ids;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** The keys of one account and Region on a clock of the test's own, called through the table. */
final class KmsDoor {

  static final Instant START = Instant.parse("2026-01-01T10:15:30.123Z");
  static final String UNKNOWN = "00000000-0000-4000-8000-000000000000";

  final Caller caller = Caller.administrator("123456789012", "us-east-1");
  Ids ids = Ids.seeded(1);
  Instant now = START;
  RegionKeys keys = RegionKeys.NONE;

  void advance(Duration time) {
    now = now.plus(time);
  }

  KmsContext context() {
    return new KmsContext(caller, now, ids);
  }

  <Q extends Request<R>, R extends Record> R call(Q request) {
    var operation = Objects.requireNonNull(KmsOperations.of(request));
    operation.check().accept(request);
    var handler = operation.handler();
    if (handler instanceof RegionRead<Q, R> read) {
      return read.read(keys, request, context());
    }
    if (handler instanceof RegionWrite<Q, R> write) {
      var change = write.write(keys, request, context());
      keys = change.next();
      return change.result();
    }
    var key = find(operation.keys().get(0), request);
    if (handler instanceof KeyRead<Q, R> read) {
      return read.read(key, request, context());
    }
    if (handler instanceof KeysRead<Q, R> read) {
      return read.read(key, find(operation.keys().get(1), request), request, context());
    }
    var change = ((KeyWrite<Q, R>) handler).write(key, request, context());
    for (var changed : change.next()) {
      keys = keys.with(changed);
    }
    return change.result();
  }

  private <Q> Key find(KeyRole<Q> role, Q request) {
    var id = role.find(request, caller);
    var key = keys.find(id, now);
    if (key == null) {
      throw id.absent();
    }
    return key;
  }

  /** The key of an id or ARN as it is now. */
  Key key(String keyId) {
    return Objects.requireNonNull(keys.find(KeyId.parse(keyId, true, caller), now));
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
    var before = keys;

    var refusal = catchThrowableOfType(ServiceError.class, call);

    assertThat(refusal).as("the call should be refused with %s: %s", code, text).isNotNull();
    assertThat(refusal.code()).isEqualTo(code);
    assertThat(refusal.text()).isEqualTo(text);
    assertThat(keys).as("a refusal changes nothing").isEqualTo(before);
  }
}
