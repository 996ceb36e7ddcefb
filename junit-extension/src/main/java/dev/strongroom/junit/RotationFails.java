package dev.strongroom.junit;

import dev.strongroom.api.RotationStep;
import dev.strongroom.fault.RotationFailure.How;
import dev.strongroom.fault.RotationFailure.When;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Makes rotations of a secret fail at a step in a {@link SecretsManagerTest}. May be repeated.
 *
 * <p>The secret may be one that the test creates. If no rotation of it reaches the step, nothing
 * fails; {@link Strict} makes that a failure of the test.
 *
 * @see dev.strongroom.Rotation for pausing rotations and failing them in other ways
 */
@Documented
@Inherited
@Repeatable(RotationFails.List.class)
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
@RequiresEmulator
public @interface RotationFails {

  /** The secret's name. */
  String secret();

  /** The step that fails. */
  RotationStep step();

  /** Whether it fails before or after the rotation function does the step's work. */
  When when() default When.BEFORE;

  /** The kind of failure. */
  How how() default How.THROW;

  /** The number of attempts that fail, at least 1. */
  int times() default 1;

  /** The container of repeated {@link RotationFails}. */
  @Documented
  @Inherited
  @Retention(RetentionPolicy.RUNTIME)
  @Target({ElementType.TYPE, ElementType.METHOD})
  @RequiresEmulator
  @interface List {

    RotationFails[] value();
  }
}
