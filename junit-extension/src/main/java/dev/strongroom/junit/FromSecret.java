package dev.strongroom.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A parameter that is given the current value of a secret, as it is when JUnit calls the method: a
 * {@code String}, a {@code byte[]}, or any other type, e.g. a record, that Jackson makes of the
 * value's JSON; members that the type doesn't have are left out.
 *
 * <pre>{@code
 * @Test
 * void logsIn(@FromSecret("prod/db") Login login) {
 *   assertThat(database.logsIn(login.username(), login.password())).isTrue();
 * }
 * }</pre>
 *
 * <p>The account's administrator reads it, and the audit doesn't show that.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.PARAMETER, ElementType.ANNOTATION_TYPE})
@RequiresEmulator
public @interface FromSecret {

  /** The secret's name or ARN. */
  String value();
}
