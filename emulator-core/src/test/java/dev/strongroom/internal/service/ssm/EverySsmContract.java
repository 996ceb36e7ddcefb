package dev.strongroom.internal.service.ssm;

import dev.strongroom.SecretsEmulator;
import dev.strongroom.contract.Door;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestInstanceFactoryContext;
import org.junit.jupiter.api.extension.TestInstancePreConstructCallback;

/**
 * Every suite about Parameter Store, over the door that a subclass opens; a new suite is a new line
 * here.
 */
public abstract class EverySsmContract {

  /** Opens a way into the emulator. */
  protected abstract Door open(SecretsEmulator emulator);

  @Nested
  class Puts extends PutParameterContract {}

  @Nested
  class Names extends ParameterNamesContract {}

  @Nested
  class Reads extends ReadParametersContract {}

  @Nested
  class Lists extends ListParametersContract {}

  @Nested
  class LabelsAndTags extends LabelsAndTagsContract {}

  @Nested
  class References extends SecretReferencesContract {}

  @Nested
  class Keys extends SecureStringsContract {}

  @Nested
  class Policies extends ParameterPoliciesContract {}

  /** Gives a suite the door of the class around it before the suite's fields are set. */
  static final class Opening implements TestInstancePreConstructCallback {

    private static final ThreadLocal<@Nullable EverySsmContract> AROUND = new ThreadLocal<>();

    @Override
    public void preConstructTestInstance(
        TestInstanceFactoryContext suite, ExtensionContext context) {
      AROUND.set((EverySsmContract) suite.getOuterInstance().orElse(null));
    }

    /** Returns the instance around the suite that is being constructed. */
    static EverySsmContract around() {
      var around = AROUND.get();
      if (around == null) {
        throw new IllegalStateException("A suite runs as a nested class of EverySsmContract");
      }
      return around;
    }
  }
}
