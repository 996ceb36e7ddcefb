package dev.strongroom.assertj;

import dev.strongroom.SecretsEmulator;
import dev.strongroom.fault.Fault;
import dev.strongroom.iam.Access;
import dev.strongroom.iam.Decision;
import java.util.List;
import org.assertj.core.annotation.CheckReturnValue;
import org.assertj.core.api.Assertions;

/**
 * AssertJ's {@link Assertions} and those on the emulated service: one static import serves both.
 *
 * <pre>{@code
 * assertThat(aws).secret("prod/db").hasNoPendingVersion().hasJsonValue("password", "two");
 * assertThat(aws).recorded("GetSecretValue").failedWith("ThrottlingException").times(2);
 * assertThat(aws).hasNoUnusedFault().hasNoPendingVersion().calledAtMost("GetSecretValue", 3);
 * assertThat(aws.audit().last().access()).deniedBy(Layer.RESOURCE_POLICY);
 * }</pre>
 */
@CheckReturnValue
@SuppressWarnings("exports") // AssertJ is the application's
public class StrongroomAssertions extends Assertions {

  /** For subclasses that add assertions of their own. */
  protected StrongroomAssertions() {}

  /** Starts assertions on an emulator: its secrets, calls, permissions and faults. */
  public static SecretsEmulatorAssert assertThat(SecretsEmulator actual) {
    return new SecretsEmulatorAssert(actual, Verdict.thrown());
  }

  /** Starts assertions on all access decisions that a call needs. */
  public static AccessAssert assertThat(Access actual) {
    return new AccessAssert(actual, AccessAssert.CALL, Verdict.thrown());
  }

  /** Starts assertions on one access decision. */
  public static AccessAssert assertThat(Decision actual) {
    return assertThat(new Access(List.of(actual)));
  }

  /** Starts assertions on a scripted failure. */
  public static FaultAssert assertThat(Fault actual) {
    return new FaultAssert(actual, Verdict.thrown());
  }
}
