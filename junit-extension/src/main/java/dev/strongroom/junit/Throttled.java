package dev.strongroom.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Operations of Secrets Manager whose first calls in a {@link SecretsManagerTest} are refused as
 * AWS does when there are too many.
 *
 * <p>On a class it holds for each of its tests, and each starts counting anew. May be repeated.
 * Where none of these operations is called, nothing is refused, and only {@link Strict} reports it.
 *
 * @see dev.strongroom.fault.Faults for everything else that can go wrong
 */
@Documented
@Inherited
@Repeatable(Throttled.List.class)
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
@RequiresEmulator
public @interface Throttled {

  /** Names as in {@code GetSecretValue}; none for all operations together. */
  String[] value() default {};

  /** How many calls of each, at least 1. */
  int times() default 1;

  /** Several kinds of calls; written by the compiler where {@link Throttled} is repeated. */
  @Documented
  @Inherited
  @Retention(RetentionPolicy.RUNTIME)
  @Target({ElementType.TYPE, ElementType.METHOD})
  @RequiresEmulator
  @interface List {

    Throttled[] value();
  }
}
