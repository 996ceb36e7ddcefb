package dev.strongroom.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * A client of the whole JVM, by its key, each call of which goes to the emulator of the {@link
 * SecretsManagerTest} that is running: for what outlives a test and holds on to its client, as
 * Spring's cached contexts do. In a {@code @SpringBootTest} with {@code @SharedClient("shop")}:
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
 * <p>Every test still has its own emulator; clients given as parameters are the shared ones, also
 * those of constructors with {@code Lifecycle.PER_CLASS}, unless a parameter has its own {@link
 * As}. Their calls are made as {@link As} on the test says, and they are of the test's {@link
 * SecretsManagerTest#client kind}. While no test is running, but its class has begun, as in
 * {@code @BeforeAll}, the class's template answers; so it does on JUnit before 5.12 until
 * {@code @BeforeEach}.
 *
 * <p>On a class it holds for subclasses and {@code @Nested} classes too. JUnit runs no two classes
 * with a shared client at the same time, nor the tests of one.
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@RequiresEmulator
@ResourceLock("dev.strongroom.SharedClient")
public @interface SharedClient {

  /** Which one, as in {@link SharedClients#of}. */
  String value();
}
