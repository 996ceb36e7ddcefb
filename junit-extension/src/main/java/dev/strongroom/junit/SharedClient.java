package dev.strongroom.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * Sends each call of a client that is shared by the whole JVM to the emulator of the {@link
 * SecretsManagerTest} that is running: for objects that outlive a test and hold on to their client,
 * such as Spring's cached contexts. In a {@code @SpringBootTest} with
 * {@code @SharedClient("shop")}:
 *
 * <pre>{@code
 * @TestConfiguration
 * static class TestClients {
 *
 *   @Bean
 *   SecretsManagerClient secretsManager() {
 *     return SharedClients.of("shop").secretsManager();
 *   }
 * }
 * }</pre>
 *
 * <p>Every test still has its own emulator. Clients that are injected as parameters are the shared
 * ones, also into constructors with {@code Lifecycle.PER_CLASS}, unless the parameter has its own
 * {@link As}. Their calls are made as {@link As} on the test says, and they are of the test's
 * {@link SecretsManagerTest#client kind}. As long as no test is running, the class's template
 * answers: in {@code @BeforeAll}, and on JUnit before 5.12 until {@code @BeforeEach}.
 *
 * <p>On a class it holds for subclasses and {@code @Nested} classes too. JUnit does not run classes
 * with a shared client at the same time, nor the tests of such a class.
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@RequiresEmulator
@ResourceLock("dev.strongroom.SharedClient")
public @interface SharedClient {

  /** The key, as in {@link SharedClients#of}. */
  String value();
}
