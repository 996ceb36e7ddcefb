package dev.strongroom.assertj;

import dev.strongroom.SecretsEmulator;
import dev.strongroom.fault.Fault;
import dev.strongroom.iam.Access;
import dev.strongroom.iam.Decision;
import java.util.List;
import org.assertj.core.annotation.CheckReturnValue;

/**
 * Where assertions on the emulated service begin; goes along with a static import of AssertJ's own
 * {@code assertThat}.
 *
 * <pre>{@code
 * assertThat(aws).secret("prod/db").hasNoPendingVersion().hasJsonValue("password", "two");
 * assertThat(aws).recorded("GetSecretValue").failedWith("ThrottlingException").times(2);
 * assertThat(aws).hasNoUnusedFault().hasNoPendingVersion().calledAtMost("GetSecretValue", 3);
 * assertThat(aws.audit().last().access()).deniedBy(Layer.RESOURCE_POLICY);
 * }</pre>
 */
@CheckReturnValue
public final class StrongroomAssertions {

  private StrongroomAssertions() {}

  /** What is stored, what was called, and which faults struck. */
  public static SecretsEmulatorAssert assertThat(SecretsEmulator actual) {
    return new SecretsEmulatorAssert(actual, Verdict.thrown());
  }

  /** Every decision that a call needs. */
  public static AccessAssert assertThat(Access actual) {
    return new AccessAssert(actual, AccessAssert.CALL, Verdict.thrown());
  }

  /** One decision. */
  public static AccessAssert assertThat(Decision actual) {
    return assertThat(new Access(List.of(actual)));
  }

  public static FaultAssert assertThat(Fault actual) {
    return new FaultAssert(actual, Verdict.thrown());
  }
}
