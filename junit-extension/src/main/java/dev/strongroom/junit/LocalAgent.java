package dev.strongroom.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Gives a {@code URI} parameter the address of AWS's Secrets Manager Agent, or of its Lambda
 * extension, in front of the test's emulator. It listens until the test ends, on a port of its own;
 * its cache lives on the emulator's clock. It needs the dependency {@code
 * dev.strongroom:strongroom-local}.
 *
 * <pre>{@code
 * @Test
 * void agentAnswersFromItsCache(
 *     @LocalAgent URI agent, SecretsManagerClient secrets, VirtualClock clock) {
 *   var checkout = new LocalCheckout(agent, "test");
 *   assertThat(checkout.password()).isEqualTo("one");
 *
 *   secrets.putSecretValue(r -> r.secretId("prod/db").secretString("two"));
 *   assertThat(checkout.password()).isEqualTo("one");
 *
 *   clock.advance(Duration.ofSeconds(301));
 *   assertThat(checkout.password()).isEqualTo("two");
 * }
 * }</pre>
 *
 * <p>Parameters of one test with the same settings get the same agent. It reads as the
 * administrator, or as {@link As} on the test or class says.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.PARAMETER, ElementType.ANNOTATION_TYPE})
@RequiresEmulator
public @interface LocalAgent {

  /** What callers send as {@code X-Aws-Parameters-Secrets-Token}. */
  String token() default "test";

  /** How many seconds a value is answered from the cache: at most 3,600, of the extension 300. */
  int ttlSeconds() default 300;

  /** Whether it answers as the Lambda extension does. */
  boolean lambdaExtension() default false;
}
