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
 * AssertJ's soft assertions and those of {@link StrongroomAssertions}: all failures are reported
 * together, by {@link #assertAll} or at the end of {@link #assertSoftly}.
 */
@SuppressWarnings("exports") // who asserts has AssertJ
public final class StrongroomSoftAssertions extends AbstractSoftAssertions
    implements StandardSoftAssertionsProvider {

  public StrongroomSoftAssertions() {}

  /** Makes soft assertions, and reports their failures at the end. */
  public static void assertSoftly(Consumer<StrongroomSoftAssertions> assertions) {
    var softly = new StrongroomSoftAssertions();
    assertions.accept(softly);
    softly.assertAll();
  }

  @CheckReturnValue
  public SecretsEmulatorAssert assertThat(SecretsEmulator actual) {
    return new SecretsEmulatorAssert(actual, new Verdict(this::collectAssertionError));
  }

  @CheckReturnValue
  public AccessAssert assertThat(Access actual) {
    return new AccessAssert(actual, AccessAssert.CALL, new Verdict(this::collectAssertionError));
  }

  @CheckReturnValue
  public AccessAssert assertThat(Decision actual) {
    return assertThat(new Access(List.of(actual)));
  }

  @CheckReturnValue
  public FaultAssert assertThat(Fault actual) {
    return new FaultAssert(actual, new Verdict(this::collectAssertionError));
  }
}
