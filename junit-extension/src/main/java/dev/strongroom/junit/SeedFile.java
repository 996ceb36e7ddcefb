package dev.strongroom.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Files of secrets that a {@link SecretsManagerTest} starts with, in JSON as {@link
 * dev.strongroom.Seed#parse} describes it; the secrets of a place's files come before its {@link
 * Secret}s.
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
@RequiresEmulator
public @interface SeedFile {

  /** Paths, relative to the directory that tests run in: {@code src/test/resources/seed.json}. */
  String[] value();
}
