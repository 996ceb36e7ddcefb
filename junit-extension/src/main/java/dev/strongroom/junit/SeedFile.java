package dev.strongroom.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Names files that a {@link SecretsManagerTest} starts with, in any form that {@link
 * dev.strongroom.seed.Seed#load} reads; they are put in before the {@link Secret}s of the same
 * place. YAML and templates need the dependency {@code dev.strongroom:strongroom-local}.
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

  /** Values for the parameters of templates, each {@code name=value}. */
  String[] parameters() default {};
}
