package dev.strongroom.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Gives a parameter the current value of a secret, as it is when JUnit calls the method.
 *
 * <p>The parameter is a {@code String}, a {@code byte[]}, or any type that Jackson reads from the
 * value's JSON, e.g. a record or a map; members that the type does not have are ignored, and those
 * that the JSON does not have are null. Jackson's modules on the class path are used, so that
 * jackson-module-kotlin makes data classes.
 *
 * <pre>{@code
 * @Test
 * void logsIn(@FromSecret("prod/db") Login login) {
 *   assertThat(database.logsIn(login.username(), login.password())).isTrue();
 * }
 * }</pre>
 *
 * <p>Reading it leaves no trace: neither an audit record nor a LastAccessedDate.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.PARAMETER, ElementType.ANNOTATION_TYPE})
@RequiresEmulator
public @interface FromSecret {

  /** The secret's name in the default account and Region, or its ARN. */
  String value();
}
