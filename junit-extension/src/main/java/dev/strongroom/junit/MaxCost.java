package dev.strongroom.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Limits what AWS would charge for what a {@link SecretsManagerTest} does, if it is done so often.
 *
 * <pre>{@code
 * @Test
 * @MaxCost(value = 5.00, times = 1_000_000)
 * void aMillionOrdersCostAtMost5Dollars(SecretsManagerClient secrets) {
 *   new Checkout(secrets).password();
 * }
 * }</pre>
 *
 * <p>Charged are the calls of the test, failed ones and retries included, and what is stored while
 * the test advances the emulator's clock. The limit is checked when the test ends, unless the test
 * has failed already. On a class it holds for each of its tests; on a method it replaces the
 * class's.
 *
 * @see dev.strongroom.report.Bill
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
@RequiresEmulator
public @interface MaxCost {

  /** The largest amount in US dollars; 0 allows nothing that costs. */
  double value();

  /** How often the calls of the test are made. */
  long times() default 1;
}
