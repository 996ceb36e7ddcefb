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
 * A step at which rotations of a secret fail in a {@link SecretsManagerTest}. May be repeated.
 *
 * <p>The secret may be one that the test makes. Where no rotation of it comes to that step, nothing
 * fails, and only {@link Strict} reports it.
 *
 * @see dev.strongroom.Rotation for a closer look at rotations
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

  RotationStep step();

  /** On which side of the step's work. */
  When when() default When.BEFORE;

  How how() default How.THROW;

  /** In how many attempts, at least 1. */
  int times() default 1;

  /** Several failures; written by the compiler where {@link RotationFails} is repeated. */
  @Documented
  @Inherited
  @Retention(RetentionPolicy.RUNTIME)
  @Target({ElementType.TYPE, ElementType.METHOD})
  @RequiresEmulator
  @interface List {

    RotationFails[] value();
  }
}
