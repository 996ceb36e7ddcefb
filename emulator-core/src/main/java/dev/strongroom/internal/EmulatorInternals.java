package dev.strongroom.internal;

import dev.strongroom.EmulatorBuilder;
import dev.strongroom.SecretsEmulator;
import dev.strongroom.internal.engine.AwsService;
import dev.strongroom.internal.engine.Engine;
import java.lang.invoke.MethodHandles;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What our own modules may reach of an emulator, and users may not. */
public final class EmulatorInternals {

  private static volatile @Nullable Function<SecretsEmulator, Engine> engines;
  private static volatile @Nullable BiConsumer<EmulatorBuilder, AwsService> services;

  private static volatile @Nullable Function<SecretsEmulator, Baseline> baselines;

  private EmulatorInternals() {}

  /** Installs the ways in; {@link SecretsEmulator} does so when it is loaded. */
  public static void install(
      Function<SecretsEmulator, Engine> engine,
      BiConsumer<EmulatorBuilder, AwsService> addService,
      Function<SecretsEmulator, Baseline> baseline) {
    engines = engine;
    services = addService;
    baselines = baseline;
  }

  /** Returns everything that an emulator is now, so that it can be set back to it. */
  public static Baseline baseline(SecretsEmulator emulator) {
    load();
    return Objects.requireNonNull(baselines).apply(emulator);
  }

  /** Returns the engine of an emulator. */
  public static Engine engine(SecretsEmulator emulator) {
    load();
    return Objects.requireNonNull(engines).apply(emulator);
  }

  /** Adds a service to those that are built in. */
  public static EmulatorBuilder with(EmulatorBuilder builder, AwsService service) {
    load();
    Objects.requireNonNull(services).accept(builder, service);
    return builder;
  }

  private static void load() {
    try {
      MethodHandles.lookup().ensureInitialized(SecretsEmulator.class);
    } catch (IllegalAccessException impossible) {
      throw new IllegalStateException(SecretsEmulator.class + " is public", impossible);
    }
  }
}
