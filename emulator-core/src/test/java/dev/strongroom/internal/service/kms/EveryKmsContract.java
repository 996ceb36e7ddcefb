package dev.strongroom.internal.service.kms;

import dev.strongroom.SecretsEmulator;
import dev.strongroom.contract.Door;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestInstanceFactoryContext;
import org.junit.jupiter.api.extension.TestInstancePreConstructCallback;

/** Every suite about KMS, over the door that a subclass opens; a new suite is a new line here. */
public abstract class EveryKmsContract {

  /** Opens a way into the emulator. */
  protected abstract Door open(SecretsEmulator emulator);

  @Nested
  class Agreements extends KeyAgreementContract {}

  @Nested
  class AliasesOfKeys extends KeyAliasesContract {}

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
  class Rotations extends KeyRotationContract {}

  @Nested
  class Signatures extends SigningContract {}

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
