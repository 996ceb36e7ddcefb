package dev.strongroom.internal;

import dev.strongroom.SecretsEmulator;
import dev.strongroom.internal.engine.AwsService;
import dev.strongroom.internal.engine.Engine;
import java.lang.invoke.MethodHandles;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What our own modules may reach of an emulator, and users may not. */
public abstract class EmulatorInternals {

  private static volatile @Nullable EmulatorInternals installed;

  /** Installs the way in; {@link SecretsEmulator} does so when it is loaded. */
  public static void install(EmulatorInternals internals) {
    installed = internals;
  }

  /** Returns the engine of an emulator. */
  public static Engine engine(SecretsEmulator emulator) {
    return internals().engineOf(emulator);
  }

  /** Adds a service to those that are built in. */
  public static SecretsEmulator.Builder with(
      SecretsEmulator.Builder builder, AwsService service) {
    internals().addTo(builder, service);
    return builder;
  }

  private static EmulatorInternals internals() {
    try {
      MethodHandles.lookup().ensureInitialized(SecretsEmulator.class);
    } catch (IllegalAccessException impossible) {
      throw new IllegalStateException(SecretsEmulator.class + " is public", impossible);
    }
    return Objects.requireNonNull(installed, "SecretsEmulator installs itself");
  }

  protected abstract Engine engineOf(SecretsEmulator emulator);

  protected abstract void addTo(SecretsEmulator.Builder builder, AwsService service);
}
