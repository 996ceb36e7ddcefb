package dev.strongroom.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * How often a {@link SecretsManagerTest} may call an operation of Secrets Manager or KMS at most:
 * reads are paid for, and ought to be cached.
 *
 * <pre>{@code
 * @Test
 * @MaxCalls(value = 2, of = "GetSecretValue")
 * void readsTwice(SecretsManagerClient secrets) {
 *   var checkout = new Checkout(secrets);
 *
 *   checkout.ping();
 *   checkout.ping();
 * }
 * }</pre>
 *
 * <p>Counted are all calls from the test's constructor (on JUnit before 5.12, from
 * {@code @BeforeEach}) to {@code @AfterEach}, by every caller: failed ones and retries too. It is
 * checked when the test ends, unless that has failed already. On a class for each of its tests; on
 * a method in place of what the class says of the same operation.
 */
@Documented
@Inherited
@Repeatable(MaxCalls.List.class)
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
@RequiresEmulator
public @interface MaxCalls {

  /** How often, 0 for never. */
  int value();

  /**
   * The operation, as in {@code GetSecretValue}; also one that Secrets Manager calls in KMS. The
   * name counts: {@code TagResource} is one of both services.
   */
  String of();

  /** Several limits; written by the compiler where {@link MaxCalls} is repeated. */
  @Documented
  @Inherited
  @Retention(RetentionPolicy.RUNTIME)
  @Target({ElementType.TYPE, ElementType.METHOD})
  @RequiresEmulator
  @interface List {

    MaxCalls[] value();
  }
}
