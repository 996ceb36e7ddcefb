package dev.strongroom.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Limits how often a {@link SecretsManagerTest} may call an operation of Secrets Manager or KMS:
 * AWS charges for reads, and applications should cache them.
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
 * <p>All calls count, including failed ones and retries, from the test's constructor (on JUnit
 * before 5.12, from {@code @BeforeEach}) to {@code @AfterEach}. The limit is checked when the test
 * ends, unless the test has failed already. On a class it holds for each of its tests; on a method
 * it replaces the class's limit for the same operation.
 */
@Documented
@Inherited
@Repeatable(MaxCalls.List.class)
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
@RequiresEmulator
public @interface MaxCalls {

  /** The largest number of calls; 0 allows none. */
  int value();

  /**
   * The operation's name, as in {@code GetSecretValue}; calls of Secrets Manager to KMS count as
   * well. A name that both services have, such as {@code TagResource}, counts the calls of both.
   */
  String of();

  /** The container of repeated {@link MaxCalls}. */
  @Documented
  @Inherited
  @Retention(RetentionPolicy.RUNTIME)
  @Target({ElementType.TYPE, ElementType.METHOD})
  @RequiresEmulator
  @interface List {

    MaxCalls[] value();
  }
}
