package dev.strongroom.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Declares a secret that a {@link SecretsManagerTest} starts with.
 *
 * <pre>{@code
 * @Secret(name = "prod/db", json = "{\"password\":\"one\"}", tags = {"team=payments", "stage=prod"})
 * @Secret(name = "prod/partner-key", string = "k-123", description = "Key of the partner's API")
 * @Secret(name = "prod/keystore", binary = {1, 2, 3})
 * @Secret(name = "prod/not-yet")   // exists, but has no value
 * @Secret(name = "prod/certificate", file = "src/test/resources/server.pem", replicas = "eu-west-1")
 * @Secret(name = "prod/card-data", string = "x", kmsKey = "alias/payments")
 * @Secret(name = "prod/old", string = "x", scheduledForDeletion = true)
 * }</pre>
 *
 * <p>On a class the secret exists in all tests, including those of subclasses and {@code @Nested}
 * classes; on a method in that test only. May be repeated and put on annotations. Equal annotations
 * declare one secret; two different ones of the same name are refused. It corresponds to a {@link
 * dev.strongroom.seed.SecretSeed}.
 */
@Documented
@Inherited
@Repeatable(Secret.List.class)
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
@RequiresEmulator
public @interface Secret {

  /** The default of {@link #string} and {@link #json}, so that an empty one can be refused. */
  String NOT_GIVEN = "\0not given";

  /** The name by which the application asks for the secret. */
  String name();

  /** A text as its value; at most one of string, json, binary and file may be given. */
  String string() default NOT_GIVEN;

  /** A JSON text as its value, checked before the test runs. */
  String json() default NOT_GIVEN;

  /** Bytes as its value; empty means not given, because no secret has an empty value. */
  byte[] binary() default {};

  /**
   * The path of a file with its value, relative to the working directory of the tests: a text if it
   * is UTF-8, else bytes.
   */
  String file() default "";

  /** Its description; none if empty. */
  String description() default "";

  /** Tags, each {@code key=value}; the key ends at the first equals sign. */
  String[] tags() default {};

  /**
   * The KMS key that encrypts it: an alias such as {@code alias/payments}, for which a key is made
   * if it does not exist, or the ID or ARN of an existing key; the Region's {@code
   * aws/secretsmanager} if empty.
   */
  String kmsKey() default "";

  /**
   * The Regions that it is replicated to, as in {@code eu-west-1}; each has its own default key.
   */
  String[] replicas() default {};

  /**
   * Whether it is scheduled for deletion when the test begins, with 30 days to restore it; not
   * possible with replicas.
   */
  boolean scheduledForDeletion() default false;

  /** The container of repeated {@link Secret}s. */
  @Documented
  @Inherited
  @Retention(RetentionPolicy.RUNTIME)
  @Target({ElementType.TYPE, ElementType.METHOD})
  @RequiresEmulator
  @interface List {

    Secret[] value();
  }
}
