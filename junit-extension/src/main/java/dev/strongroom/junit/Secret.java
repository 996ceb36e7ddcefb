package dev.strongroom.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A secret that a {@link SecretsManagerTest} starts with.
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
 * <p>On a class it is there for all tests, those of subclasses and {@code @Nested} classes
 * included; on a method for this test only. May be repeated and put on annotations. Equal
 * annotations are one secret; two different ones of the same name are refused. It is a {@link
 * dev.strongroom.seed.SecretSeed} written as an annotation, and means what that says.
 */
@Documented
@Inherited
@Repeatable(Secret.List.class)
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
@RequiresEmulator
public @interface Secret {

  /** What string and json are unless written, so that an empty one is seen as the mistake it is. */
  String NOT_GIVEN = "\0not given";

  /** The name by which the application asks for it. */
  String name();

  /** A text as its value; at most one of string, json, binary and file. */
  String string() default NOT_GIVEN;

  /** A JSON text as its value, checked before the test runs. */
  String json() default NOT_GIVEN;

  /** Bytes as its value; none means not given, since no secret has an empty value. */
  byte[] binary() default {};

  /**
   * The path of a file with its value, relative to the directory that tests run in: a text if it is
   * UTF-8, else bytes.
   */
  String file() default "";

  /** What it is for; none if empty. */
  String description() default "";

  /** Tags, each {@code key=value}; the key ends at the first equals sign. */
  String[] tags() default {};

  /**
   * The KMS key that protects it: an alias such as {@code alias/payments}, for which a key is made
   * if there is none, or the id or ARN of a key that is there; the Region's {@code
   * aws/secretsmanager} if empty.
   */
  String kmsKey() default "";

  /**
   * The Regions that it is replicated to, as in {@code eu-west-1}; each has its own default key.
   */
  String[] replicas() default {};

  /**
   * Whether its deletion was scheduled when the test begins, with 30 days to restore it; not if it
   * has replicas.
   */
  boolean scheduledForDeletion() default false;

  /** Several secrets; written by the compiler where {@link Secret} is repeated. */
  @Documented
  @Inherited
  @Retention(RetentionPolicy.RUNTIME)
  @Target({ElementType.TYPE, ElementType.METHOD})
  @RequiresEmulator
  @interface List {

    Secret[] value();
  }
}
