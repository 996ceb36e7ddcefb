package dev.strongroom.junit;

/** How long an emulator lives that a {@link SecretsManagerTest} is given. */
public enum EmulatorLifecycle {
  /** Each test starts from its own fork of the class's template. */
  PER_METHOD,

  /**
   * One emulator for a class and its {@code @Nested} classes, for stories in several tests: what
   * one writes, the next one sees.
   *
   * <p>Constructors, {@code @BeforeAll}, tests and {@code @AfterAll} are all given the same one.
   * {@link Secret}s of a {@code @Nested} class or of a method are added when it begins, and stay.
   * {@link Throttled}, {@link RotationFails}, {@link As} and {@link RedirectAwsClients}, on the
   * class too, hold for one test at a time, and what is left of them ends with it, except for the
   * user or role of {@link As}, which is known from then on. Tests that JUnit may run at the same
   * time are refused.
   */
  PER_CLASS
}
