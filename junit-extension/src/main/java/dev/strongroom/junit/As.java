package dev.strongroom.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Whose calls the injected clients of a {@link SecretsManagerTest} make, in place of the account's
 * administrator's.
 *
 * <pre>{@code
 * @Test
 * @As(value = "role/checkout", allow = "secretsmanager:GetSecretValue")
 * void mayOnlyRead(SecretsManagerClient secrets, @As("user/ann") SecretsManagerClient anns) {
 *   assertThat(new Checkout(secrets).ping()).isTrue();
 *   assertThatThrownBy(() -> secrets.deleteSecret(r -> r.secretId("prod/db")))
 *       .hasMessageContaining("is not authorized to perform: secretsmanager:DeleteSecret");
 *   assertThatThrownBy(() -> new Checkout(anns).ping()).hasMessageContaining("user/ann");
 * }
 * }</pre>
 *
 * <p>On a class for all its tests, on a method for this test, on a parameter for this client; the
 * innermost counts. On a class or method it counts for the clients that the application builds for
 * itself under {@link RedirectAwsClients} as well, unless they bring an access key id that the
 * emulator knows. What {@code @BeforeAll} is given stays the administrator's.
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD, ElementType.PARAMETER})
@RequiresEmulator
public @interface As {

  /**
   * A role or user of the emulator's account, {@code role/checkout} or {@code user/ann}, or the ARN
   * of one in any account.
   */
  String value();

  /**
   * Actions that its identity policy allows on everything, e.g. {@code
   * secretsmanager:GetSecretValue}, in AWS's spelling. Without any it may do what resource policies
   * allow it.
   */
  String[] allow() default {};
}
