package dev.strongroom.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

/**
 * Sends the clients that the application builds for itself to the emulator of the {@link
 * SecretsManagerTest} that is running, without a change in the application.
 *
 * <pre>{@code
 * @SecretsManagerTest
 * @RedirectAwsClients
 * @Secret(name = "prod/db", string = "one")
 * class CheckoutTest {
 *
 *   @Test
 *   void connects() {
 *     assertThat(new Checkout().ping()).isTrue(); // it calls SecretsManagerClient.create()
 *   }
 * }
 * }</pre>
 *
 * <p>The {@link dev.strongroom.sdk.ZeroChange switch} is on from before the test's constructor (on
 * JUnit before 5.12, and with {@code Lifecycle.PER_CLASS}, from before {@code @BeforeEach}) until
 * after {@code @AfterEach}, and then everything is as it was. It is one for the whole JVM: while a
 * class that has it, or has a method that has it, is running, JUnit runs no other.
 *
 * <p>On a class it holds for all tests, those of subclasses and {@code @Nested} classes included.
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
@RequiresEmulator
@ResourceLock(Resources.GLOBAL)
public @interface RedirectAwsClients {

  /**
   * Whether clients with an HTTP client of their own may reach hosts that are neither local nor
   * emulated, such as S3 at AWS.
   *
   * @see dev.strongroom.sdk.ZeroChange#allowOtherServices()
   */
  boolean allowOtherServices() default false;
}
