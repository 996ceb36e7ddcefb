package dev.strongroom.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.strongroom.AwsModel;
import dev.strongroom.EmulatorBuilder;
import dev.strongroom.SecretsEmulator;
import dev.strongroom.api.ErrorCode;
import dev.strongroom.api.ServiceError;
import dev.strongroom.api.kms.CreateAlias;
import dev.strongroom.api.kms.CreateKey;
import java.time.Instant;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The base of every behaviour suite: an emulator of its own for each test, frozen and seeded,
 * behind one door. A suite is abstract; each door runs it as a nested class of {@link
 * EveryContract}.
 */
@ExtendWith(EveryContract.Opening.class)
public abstract class Contract {

  protected static final Instant START = Instant.parse("2026-01-01T10:15:30.123Z");

  protected static final String ALREADY_SCHEDULED =
      "You can't create this secret because a secret with this name is already scheduled for deletion.";
  protected static final String INVALID_NAME =
      "Invalid name. Must be a valid name containing alphanumeric characters, or any of the following: -/_+=.@!";
  protected static final String MARKED =
      "You can't perform this operation on the secret because it was marked for deletion.";
  protected static final String NOT_FOUND = "Secrets Manager can't find the specified secret.";

  private final EveryContract around = EveryContract.Opening.around();
  protected final SecretsEmulator aws =
      around == null ? emulator().build() : around.build(emulator());
  protected final Secrets secrets = new Secrets(open(aws));

  /** The way in of the class around this suite; without one, the emulator itself. */
  protected Door open(SecretsEmulator emulator) {
    return around == null ? new CoreDoor(emulator) : around.open(emulator);
  }

  protected static EmulatorBuilder emulator() {
    return SecretsEmulator.builder().frozenAt(START).randomSeed(1);
  }

  /** Makes a customer managed key with an alias, and tells its ARN. */
  protected String customerKey(String alias) {
    var request = CreateKey.DEFAULT;
    var key = aws.execute(aws.administrator(), request).result().keyMetadata();
    aws.execute(aws.administrator(), new CreateAlias(alias, key.keyId()));
    return key.arn();
  }

  /** Asserts the refusal to the letter, and that it changed nothing. */
  protected ServiceError refused(ErrorCode code, String text, ThrowingCallable call) {
    return refusedBy(aws, code, text, call);
  }

  /** The same for an emulator that a test made for itself. */
  protected static ServiceError refusedBy(
      SecretsEmulator emulator, ErrorCode code, String text, ThrowingCallable call) {
    var refusal = refusal(emulator, code, call);

    assertThat(refusal.text()).isEqualTo(text).doesNotContain("\u2019"); // ERR-9
    return refusal;
  }

  /** Asserts a refusal whose text AWS doesn't fix. */
  protected static ServiceError refusal(
      SecretsEmulator emulator, ErrorCode code, ThrowingCallable call) {
    var before = emulator.snapshot();

    var refusal = catchThrowableOfType(ServiceError.class, call);

    assertThat(refusal).as("the call should be refused with %s", code).isNotNull();
    assertThat(refusal.code()).as(refusal.text()).isEqualTo(code);
    assertThat(emulator.snapshot()).as("a refusal changes nothing").isEqualTo(before);
    assertDeclared(code, emulator.audit().last().operation());
    return refusal;
  }

  /** Only the framework in front of the service answers with names that the model lacks (VAL-1). */
  private static void assertDeclared(ErrorCode code, String operation) {
    if (code != ErrorCode.VALIDATION && code != ErrorCode.ACCESS_DENIED) {
      assertThat(AwsModel.SECRETS_MANAGER.errorsOf(operation)).contains(code.wireName());
    }
  }
}
