package dev.strongroom.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Names files of secrets that a {@link SecretsManagerTest} starts with, in the JSON that {@link
 * dev.strongroom.Seed#parse} describes; they are put in before the {@link Secret}s of the same
 * place.
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
@RequiresEmulator
public @interface SeedFile {

  /**
   * Paths relative to the working directory of the tests, as in {@code
   * src/test/resources/seed.json}.
   */
  String[] value();
}
