package dev.strongroom.concurrency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.strongroom.SecretsEmulator;
import dev.strongroom.api.Caller;
import dev.strongroom.api.ErrorCode;
import dev.strongroom.api.ServiceError;
import dev.strongroom.api.kms.CreateKey;
import dev.strongroom.api.kms.GetPublicKey;
import dev.strongroom.api.kms.Tag;
import dev.strongroom.internal.EmulatorInternals;
import dev.strongroom.internal.engine.EmulatorState;
import dev.strongroom.internal.engine.Engine;
import dev.strongroom.internal.time.Ids;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Key pairs are generated before a write takes the lock, and can be replayed nevertheless. */
class KeyGenerationTest {

  private static final Caller CALLER = Caller.administrator("123456789012", "us-east-1");

  private final Engine engine = engine();
  private final Ids ids = engine.ids();

  private static Engine engine() {
    return EmulatorInternals.engine(
        SecretsEmulator.builder()
            .frozenAt(Instant.parse("2026-01-01T12:00:00Z"))
            .randomSeed(7)
            .build());
  }

  @Test
  @Timeout(60)
  void rsaKeyIsGeneratedWhileAnotherWriterHoldsTheLock() throws Exception {
    var inside = new CountDownLatch(1);
    var leave = new CountDownLatch(1);
    var holder = new Thread(() -> engine.update(state -> holding(state, inside, leave)));
    var creator = new Thread(() -> create(engine, "RSA_2048"));
    holder.start();
    inside.await();

    creator.start();
    while (creator.getState() != Thread.State.WAITING) { // for the lock
      Thread.onSpinWait();
    }
    long drawn = ids.markKeyPairs();
    leave.countDown();
    creator.join();
    holder.join();

    assertThat(drawn).as("the key pair's seed was drawn before the lock was taken").isPositive();
  }

  private static EmulatorState holding(
      EmulatorState state, CountDownLatch inside, CountDownLatch leave) {
    inside.countDown();
    try {
      leave.await();
    } catch (InterruptedException interrupted) {
      throw new IllegalStateException(interrupted);
    }
    return state;
  }

  @Test
  void refusedCreationShiftsNoLaterKeyPair() {
    var undisturbed = engine();
    var reserved = CreateKey.of("ECC_NIST_P256", "SIGN_VERIFY").withTags(new Tag("aws:a", ""));

    var refusal = catchThrowableOfType(ServiceError.class, () -> engine.execute(CALLER, reserved));

    assertThat(refusal.code()).isEqualTo(ErrorCode.TAG);
    assertThat(create(engine, "ECC_NIST_P256")).isEqualTo(create(undisturbed, "ECC_NIST_P256"));
  }

  /** Creates a key and returns its public half. */
  private static GetPublicKey.Result create(Engine engine, String spec) {
    var request = CreateKey.of(spec, "SIGN_VERIFY");
    var key = engine.execute(CALLER, request).result().keyMetadata().keyId();
    return engine.execute(CALLER, new GetPublicKey(key, null)).result();
  }
}
