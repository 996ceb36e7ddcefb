package dev.strongroom.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Stops the time of a {@link SecretsManagerTest} at an instant; it moves only when the test
 * advances the {@code VirtualClock}. Without it, the emulator's time is real time plus what the
 * test advances.
 *
 * <p>It belongs on the outermost class, for all its tests, or on a method that is itself annotated
 * with {@link SecretsManagerTest}: a test that starts from its class's template has that one's
 * time.
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
@RequiresEmulator
public @interface FrozenAt {

  /** The instant in ISO-8601, as in {@code 2026-01-01T00:00:00Z}. */
  String value();
}
