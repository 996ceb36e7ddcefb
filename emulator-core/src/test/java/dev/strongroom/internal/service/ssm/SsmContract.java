package dev.strongroom.internal.service.ssm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.strongroom.SecretsEmulator;
import dev.strongroom.api.ErrorCode;
import dev.strongroom.api.Request;
import dev.strongroom.api.SecretValue;
import dev.strongroom.api.ServiceError;
import dev.strongroom.contract.Door;
import dev.strongroom.internal.service.ssm.api.GetParameter;
import dev.strongroom.internal.service.ssm.api.Parameter;
import dev.strongroom.internal.service.ssm.api.PutParameter;
import java.time.Instant;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The base of every suite about Parameter Store: an emulator of its own for each test, frozen and
 * seeded, behind one door.
 */
@ExtendWith(EverySsmContract.Opening.class)
abstract class SsmContract {

  static final Instant START = Instant.parse("2026-01-01T10:15:30.123Z");
  static final String ARNS = "arn:aws:ssm:us-east-1:123456789012:parameter/";

  final SecretsEmulator aws = SecretsEmulator.builder().frozenAt(START).randomSeed(1).build();
  private final Door door = EverySsmContract.Opening.around().open(aws);

  final <Q extends Request<R>, R extends Record> R call(Q request) {
    return door.call(request);
  }

  final PutParameter.Result put(String name, String value) {
    return call(Puts.of(name, "String", value).request());
  }

  final PutParameter.Result put(Puts put) {
    return call(put.request());
  }

  final Parameter get(String name) {
    return call(new GetParameter(name, null)).parameter();
  }

  final String value(String name) {
    return text(call(new GetParameter(name, true)).parameter());
  }

  static String text(Parameter parameter) {
    SecretValue value = parameter.value();
    assertThat(value).isNotNull();
    return value.text();
  }

  /** Asserts the refusal to the letter, and that it changed nothing. */
  final void refused(ErrorCode code, String text, Request<?> request) {
    var before = aws.snapshot();

    var refusal = catchThrowableOfType(ServiceError.class, () -> execute(request));

    assertThat(refusal).as("%s should be refused with %s: %s", request, code, text).isNotNull();
    assertThat(refusal.text()).isEqualTo(text);
    assertThat(refusal.code()).isEqualTo(code);
    assertThat(aws.snapshot()).as("a refusal changes nothing").isEqualTo(before);
  }

  private <R extends Record> void execute(Request<R> request) {
    call(request);
  }
}
