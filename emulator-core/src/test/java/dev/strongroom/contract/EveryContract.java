package dev.strongroom.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.EmulatorBuilder;
import dev.strongroom.SecretsEmulator;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestInstanceFactoryContext;
import org.junit.jupiter.api.extension.TestInstancePreConstructCallback;

/** Every contract suite, over the door that a subclass opens; a new suite is a new line here. */
public abstract class EveryContract {

  /**
   * For the doors that add nothing to a request: SDK clients fill in a missing token, which {@code
   * DirectClientTest} shows (IDEM-2).
   */
  private static final Set<String> NOT_FOR_CLIENTS = Set.of("MissingTokenContract");

  /** Builds the emulator of a test. */
  protected SecretsEmulator build(EmulatorBuilder settings) {
    return settings.build();
  }

  /** Opens a way into the emulator. */
  protected abstract Door open(SecretsEmulator emulator);

  @Nested
  class Batches extends BatchContract {}

  @Nested
  class Creations extends CreationContract {}

  @Nested
  class Deletions extends DeletionContract {}

  @Nested
  class Descriptions extends DescribingContract {}

  @Nested
  class FailedReplications extends FailedReplicationContract {}

  @Nested
  class FailedRotations extends FailedRotationContract {}

  @Nested
  class Filtering extends FiltersContract {}

  @Nested
  class Labels extends LabelsContract {}

  @Nested
  class Listings extends ListingContract {}

  @Nested
  class ManagedRotations extends ManagedRotationContract {}

  @Nested
  class Names extends NamesContract {}

  @Nested
  class OrderOfChecks extends OrderOfChecksContract {}

  @Nested
  class Outcomes extends OutcomesContract {}

  @Nested
  class Passwords extends PasswordsContract {}

  @Nested
  class Policies extends PolicyContract {}

  @Nested
  class ReplicaEnds extends ReplicaEndContract {}

  @Nested
  class ReplicaOperations extends ReplicaOperationsContract {}

  @Nested
  class ReplicationKeys extends ReplicationKeysContract {}

  @Nested
  class ReplicationLags extends ReplicationLagContract {}

  @Nested
  class ReplicationRefusals extends ReplicationRefusalsContract {}

  @Nested
  class Replications extends ReplicationContract {}

  @Nested
  class RotationDates extends RotationDatesContract {}

  @Nested
  class RotationRefusals extends RotationRefusalsContract {}

  @Nested
  class Rotations extends RotationContract {}

  @Nested
  class Tags extends TaggingContract {}

  @Nested
  class Timestamps extends TimestampsContract {}

  @Nested
  class Validation extends ValidationContract {}

  @Nested
  class Values extends ValuesContract {}

  @Nested
  class Versions extends VersionsContract {}

  @Test
  void everySuiteRuns() throws Exception {
    assertThat(SuiteNames.nestedIn(EveryContract.class))
        .as("every *Contract of %s is a nested class here", Contract.class.getPackageName())
        .containsExactlyInAnyOrderElementsOf(
            SuiteNames.of(Contract.class).stream()
                .filter(name -> !NOT_FOR_CLIENTS.contains(name))
                .toList());
  }

  /**
   * Gives a suite the door of the class around it. A suite's fields call the emulator while they
   * are set, so that the door has to be there before the suite's constructor runs.
   */
  static final class Opening implements TestInstancePreConstructCallback {

    private static final ThreadLocal<EveryContract> AROUND = new ThreadLocal<>();

    @Override
    public void preConstructTestInstance(
        TestInstanceFactoryContext suite, ExtensionContext context) {
      AROUND.set((EveryContract) suite.getOuterInstance().orElse(null));
    }

    /** The instance around the suite that is being constructed; null if it stands alone. */
    static EveryContract around() {
      return AROUND.get();
    }
  }
}
