package dev.strongroom.junit;

/** How long the emulator of a {@link SecretsManagerTest} lives. */
public enum EmulatorLifecycle {
  /** Each test starts from its own fork of the class's template. */
  PER_METHOD,

  /**
   * A class and its {@code @Nested} classes share one emulator: what one test writes, the next one
   * sees.
   *
   * <p>Constructors, {@code @BeforeAll}, tests and {@code @AfterAll} are all given this emulator.
   * {@link Secret}s of a {@code @Nested} class or of a method are added when it begins, and stay.
   * {@link Throttled}, {@link RotationFails} and {@link As} hold for one test at a time, on a class
   * too, and end with it; only the user or role that {@link As} names stays known. Tests that JUnit
   * may run at the same time are refused.
   */
  PER_CLASS
}
