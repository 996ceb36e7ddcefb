package dev.strongroom.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Fails a {@link SecretsManagerTest} that shows one of its secret values: on standard output or
 * error, through java.util.logging or Logback, or in the message of its failure or of a cause of
 * it.
 *
 * <pre>{@code
 * @SecretsManagerTest
 * @NoSecretLeaks(except = "username")
 * @Secret(name = "prod/db", json = "{\"username\":\"checkout\",\"password\":\"correct horse\"}")
 * class CheckoutTest {
 *
 *   @Test
 *   void greetsItsUser(@FromSecret("prod/db") Login login) {
 *     System.out.println("Connecting as " + login.username());
 *   }
 * }
 * }</pre>
 *
 * <p>The search covers each value that the test's emulator has or had, in any version, and each
 * string in values that are JSON: as it is, escaped as in JSON, percent-encoded, in base64 (also
 * within a longer text), and in hex if it is binary. It leaves out numbers in JSON, strings of less
 * than 8 characters, ARNs, and strings that are common in outputs ({@code localhost}, names of
 * Regions and database engines, the secret's own name); a report entry {@code strongroom} lists
 * what was left out. The failure names the place, the secret and its version, never the value.
 *
 * <p>A test is watched from its constructor (on JUnit before 5.12, and with {@code
 * Lifecycle.PER_CLASS}, from before {@code @BeforeEach}) until after {@code @AfterEach};
 * {@code @BeforeAll} and {@code @AfterAll} are not watched. Not seen are a {@code System.out} that
 * was stored before the test, one that the test replaces, and a logger that the test itself cuts
 * off from the root logger. While a test is watched, the root logger of java.util.logging has an
 * extra handler; Spring Boot may then leave its bridge to SLF4J out. If several tests that run at
 * the same time have the value, each of them fails, because an output does not show which test
 * wrote it.
 *
 * <p>On a class it holds for all tests, on a method for that test; the innermost one counts.
 * JUnit's configuration parameter {@code strongroom.leaks=true} turns it on for all tests that have
 * an emulator and no such annotation.
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
@RequiresEmulator
public @interface NoSecretLeaks {

  /** Whether the test is watched: {@code false} for a test that shows values on purpose. */
  boolean value() default true;

  /** Names of JSON members whose strings may be shown, at any depth of a value. */
  String[] except() default {};
}
