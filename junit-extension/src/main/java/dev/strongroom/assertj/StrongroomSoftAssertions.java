package dev.strongroom.assertj;

import dev.strongroom.SecretsEmulator;
import dev.strongroom.fault.Fault;
import dev.strongroom.iam.Access;
import dev.strongroom.iam.Decision;
import java.util.List;
import java.util.function.Consumer;
import org.assertj.core.annotation.CheckReturnValue;
import org.assertj.core.api.AbstractSoftAssertions;
import org.assertj.core.api.StandardSoftAssertionsProvider;

/**
 * AssertJ's soft assertions and those of {@link StrongroomAssertions}: {@link #assertAll}, or the
 * end of {@link #assertSoftly}, reports all failures together.
 */
@SuppressWarnings("exports") // AssertJ is the application's
public final class StrongroomSoftAssertions extends AbstractSoftAssertions
    implements StandardSoftAssertionsProvider {

  /** Makes soft assertions without failures. */
  public StrongroomSoftAssertions() {}

  /** Passes soft assertions to a function, and reports their failures when it returns. */
  public static void assertSoftly(Consumer<StrongroomSoftAssertions> assertions) {
    var softly = new StrongroomSoftAssertions();
    assertions.accept(softly);
    softly.assertAll();
  }

  /** Starts assertions on an emulator. */
  @CheckReturnValue
  public SecretsEmulatorAssert assertThat(SecretsEmulator actual) {
    return new SecretsEmulatorAssert(actual, new Verdict(this::collectAssertionError));
  }

  /** Starts assertions on all access decisions that a call needs. */
  @CheckReturnValue
  public AccessAssert assertThat(Access actual) {
    return new AccessAssert(actual, AccessAssert.CALL, new Verdict(this::collectAssertionError));
  }

  /** Starts assertions on one access decision. */
  @CheckReturnValue
  public AccessAssert assertThat(Decision actual) {
    return assertThat(new Access(List.of(actual)));
  }

  /** Starts assertions on a scripted failure. */
  @CheckReturnValue
  public FaultAssert assertThat(Fault actual) {
    return new FaultAssert(actual, new Verdict(this::collectAssertionError));
  }
}
