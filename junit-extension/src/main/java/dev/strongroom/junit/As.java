package dev.strongroom.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Sets whose calls the injected clients of a {@link SecretsManagerTest} make. Without it they are
 * the account administrator's.
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
 * <p>On a class it holds for all tests, on a method for that test, on a parameter for that client;
 * the innermost one counts. It does not apply to clients that the application builds for itself, as
 * under {@link RedirectAwsClients}: their credentials say whose calls they make. What
 * {@code @BeforeAll} is given stays the administrator's.
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD, ElementType.PARAMETER})
@RequiresEmulator
public @interface As {

  /**
   * A role or user of the emulator's account, as in {@code role/checkout} or {@code user/ann}, or
   * the ARN of a role or user in any account. It need not exist.
   */
  String value();

  /**
   * Actions that its identity policy allows on all resources, such as {@code
   * secretsmanager:GetSecretValue}; an action that no call needs is refused. Without any, only
   * resource policies allow it something.
   */
  String[] allow() default {};
}
