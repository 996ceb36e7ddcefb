package dev.strongroom.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The instant at which the time of a {@link SecretsManagerTest} stands still; it moves only when
 * the test advances the clock.
 *
 * <p>On the class for all its tests, or on a method that is annotated with {@link
 * SecretsManagerTest} itself: where a test starts from what its class put in, time goes on from
 * there.
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
@RequiresEmulator
public @interface FrozenAt {

  /** As in {@code 2026-01-01T00:00:00Z}. */
  String value();
}
