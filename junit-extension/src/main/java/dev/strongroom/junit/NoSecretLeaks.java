package dev.strongroom.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Fails a {@link SecretsManagerTest} that shows one of its secret values: on standard output or
 * error, through java.util.logging or Logback, or in the message of what it fails with or of a
 * cause of that.
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
 * <p>It looks for each value that the test's emulator has or had, in any version, and for each
 * string in values that are JSON: as it is, escaped as in JSON, percent-encoded, in base64, there
 * also within something longer, and in hex if it is binary. Strings of less than 8 characters,
 * ARNs, and those that stand in many outputs ({@code localhost}, the names of Regions and database
 * engines, the secret's own name) are left out, which a report entry {@code strongroom} says; so
 * are numbers in JSON. The failure names the place, the secret and its version, never the value.
 *
 * <p>A test is watched from its constructor (on JUnit before 5.12, and with {@code
 * Lifecycle.PER_CLASS}, from before {@code @BeforeEach}) until after {@code @AfterEach};
 * {@code @BeforeAll} and {@code @AfterAll} are not. Not seen is what goes to a {@code System.out}
 * that somebody kept from before the test, or that the test replaced, and what goes through a
 * logger that the test itself cuts off from the root logger. While a test is watched, a handler is
 * on the root logger of java.util.logging; Spring Boot, which then finds handlers of others there,
 * may leave its bridge to SLF4J out. Of tests that run at the same time, each that has the value
 * fails, since it is not known which one printed it; run one after the other, the one that did
 * fails.
 *
 * <p>On a class for all its tests, on a method for this test; the innermost counts. JUnit's
 * configuration parameter {@code strongroom.leaks=true} switches it on for all tests that have an
 * emulator and no such annotation.
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
@RequiresEmulator
public @interface NoSecretLeaks {

  /** Whether the test is watched; {@code false} for one that shows values on purpose. */
  boolean value() default true;

  /** Names of members whose strings may be shown, wherever in a JSON value they are. */
  String[] except() default {};
}
