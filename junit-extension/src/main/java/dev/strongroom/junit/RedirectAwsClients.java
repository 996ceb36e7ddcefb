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
 * <p>It turns the {@link dev.strongroom.sdk.ZeroChange} switch on. Between a test's constructor and
 * {@code @AfterEach} clients reach the test's emulator. As long as no test is running they reach
 * the class's template: in {@code @BeforeAll} and {@code @AfterAll}, in constructors with {@code
 * Lifecycle.PER_CLASS}, and on JUnit before 5.12 until {@code @BeforeEach}, so that a Spring
 * context which is loaded with the test's instance finds the {@link Secret}s of the class. On a
 * method it holds for that test alone, on JUnit before 5.12 from {@code @BeforeEach} on.
 *
 * <p>There is one switch in the JVM: while a class that has the annotation, or has a method that
 * has it, is running, JUnit runs no other class.
 *
 * <p>On a class it holds for all tests, including those of subclasses and {@code @Nested} classes.
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
@RequiresEmulator
@ResourceLock(Resources.GLOBAL)
public @interface RedirectAwsClients {}
