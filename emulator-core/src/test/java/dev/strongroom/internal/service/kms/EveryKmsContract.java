package dev.strongroom.internal.service.kms;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.SecretsEmulator;
import dev.strongroom.api.Caller;
import dev.strongroom.contract.Door;
import dev.strongroom.contract.SuiteNames;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestInstanceFactoryContext;
import org.junit.jupiter.api.extension.TestInstancePreConstructCallback;

/** Every suite about KMS, over the door that a subclass opens; a new suite is a new line here. */
public abstract class EveryKmsContract {

  /** Opens a way into the emulator, for an administrator who calls one Region. */
  protected abstract Door open(SecretsEmulator emulator, Caller caller);

  @Nested
  class Agreements extends KeyAgreementContract {}

  @Nested
  class AliasesOfKeys extends KeyAliasesContract {}

  @Nested
  class Constraints extends KmsConstraintsContract {}

  @Nested
  class Encryptions extends EncryptionContract {}

  @Nested
  class GrantsOnKeys extends GrantsContract {}

  @Nested
  class Imports extends KeyImportContract {}

  @Nested
  class ImportedMaterials extends ImportedMaterialContract {}

  @Nested
  class KeyStores extends CustomKeyStoresContract {}

  @Nested
  class KeysThemselves extends KeysContract {}

  @Nested
  class Lifecycles extends KeyLifecycleContract {}

  @Nested
  class MultiRegionKeys extends MultiRegionKeysContract {}

  @Nested
  class Rotations extends KeyRotationContract {}

  @Nested
  class Signatures extends SigningContract {}

  @Test
  void everySuiteRuns() throws Exception {
    assertThat(SuiteNames.nestedIn(EveryKmsContract.class))
        .as("every *Contract of %s is a nested class here", KmsContract.class.getPackageName())
        .containsExactlyInAnyOrderElementsOf(SuiteNames.of(KmsContract.class));
  }

  /**
   * Gives a suite the door of the class around it. A suite's fields call the emulator while they
   * are set, so that the door has to be there before the suite's constructor runs.
   */
  static final class Opening implements TestInstancePreConstructCallback {

    private static final ThreadLocal<@Nullable EveryKmsContract> AROUND = new ThreadLocal<>();

    @Override
    public void preConstructTestInstance(
        TestInstanceFactoryContext suite, ExtensionContext context) {
      AROUND.set((EveryKmsContract) suite.getOuterInstance().orElse(null));
    }

    /** Returns the instance around the suite that is being constructed. */
    static EveryKmsContract around() {
      var around = AROUND.get();
      if (around == null) {
        throw new IllegalStateException("A suite runs as a nested class of EveryKmsContract");
      }
      return around;
    }
  }
}
