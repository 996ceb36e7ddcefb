package dev.strongroom.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Refuses the first calls of operations of Secrets Manager in a {@link SecretsManagerTest} with
 * AWS's ThrottlingException.
 *
 * <p>On a class it holds for each of its tests, and each starts counting anew. May be repeated. If
 * none of the operations is called, nothing is refused; {@link Strict} makes that a failure of the
 * test.
 *
 * <p>The SDK's clients retry a throttled call, so that the application does not notice unless
 * {@link #times} is at least the number of attempts, or the client is {@code
 * ClientKind.DIRECT_WITHOUT_RETRIES}.
 *
 * @see dev.strongroom.fault.Faults for all other failures
 */
@Documented
@Inherited
@Repeatable(Throttled.List.class)
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
@RequiresEmulator
public @interface Throttled {

  /**
   * Names of operations, as in {@code GetSecretValue}; without any, calls of all operations count
   * together.
   */
  String[] value() default {};

  /** The number of calls of each operation that are refused, at least 1. */
  int times() default 1;

  /** The container of repeated {@link Throttled}. */
  @Documented
  @Inherited
  @Retention(RetentionPolicy.RUNTIME)
  @Target({ElementType.TYPE, ElementType.METHOD})
  @RequiresEmulator
  @interface List {

    Throttled[] value();
  }
}
