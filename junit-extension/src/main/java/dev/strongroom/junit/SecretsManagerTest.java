package dev.strongroom.junit;

import dev.strongroom.sdk.ClientKind;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * An AWS Secrets Manager for a test class or a test method, in process, with each test on its own
 * copy.
 *
 * <pre>{@code
 * @SecretsManagerTest
 * @Secret(name = "prod/db", json = "{\"username\":\"app\",\"password\":\"one\"}")
 * class CheckoutTest {
 *
 *   @Test
 *   void connects(SecretsManagerClient secrets) {
 *     assertThat(new Checkout(secrets).ping()).isTrue();
 *   }
 * }
 * }</pre>
 *
 * <p>Constructors, test methods and lifecycle methods may take the {@code SecretsEmulator}, its
 * {@code VirtualClock}, a client of Secrets Manager, KMS or STS (a {@code SecretsManagerClient},
 * {@code KmsClient}, {@code StsClient} or the asynchronous one of each), {@code Clients} for any of
 * them, and with {@link FromSecret} what a secret holds. A parameter with an annotation of another
 * extension, such as {@code @Autowired} or {@code @Mock}, is left to that extension. {@link
 * SeedFile}, {@link FrozenAt}, {@link As}, {@link Throttled}, {@link RotationFails}, {@link
 * RedirectAwsClients}, {@link SharedClient}, {@link Strict}, {@link MaxCalls} and {@link
 * NoSecretLeaks} say more; where no emulator heeds one of them or {@link Secret}, the test is
 * refused.
 *
 * <p><b>Template and fork.</b> What {@link Secret} on the class and {@code @BeforeAll} put in is
 * the class's template. Every test, each invocation of a repeated or parameterised one included,
 * starts from its own fork of the template, with the method's own {@link Secret}s added. The test's
 * constructor, {@code @BeforeEach}, the test method and {@code @AfterEach} see the same fork, and
 * nobody else sees it; the dynamic tests of one {@code @TestFactory} share the factory's. A
 * {@code @Nested} class has a template of its own, forked from that of the class around it.
 * {@code @AfterAll} sees the template, as {@code @BeforeAll} left it. All of this is different with
 * {@link EmulatorLifecycle#PER_CLASS}.
 *
 * <p><b>Clients</b> call the emulator directly, but are real ones of the SDK, with its retries,
 * while faults or quotas are declared that are about retries; {@link #client} fixes them to a kind.
 *
 * <p><b>When a test fails</b>, the emulator's story of it is suppressed by the failure, so that it
 * is printed beneath it, and published as the report entry {@code strongroom}: secrets with labels
 * and dates, the latest calls, faults, denials and rotations; never a secret value.
 *
 * <p>A client outlives neither its test nor, if {@code @BeforeAll} was given it, the beginning of
 * the first test: one that was kept is refused with {@link IllegalStateException}. What has to keep
 * its client has a {@link SharedClient}.
 *
 * <p><b>Constructors</b> belong to one test, and see its fork, unless the class has {@code
 * Lifecycle.PER_CLASS}: then parameters are refused, because the instance serves many tests. JUnit
 * before 5.12 doesn't tell a constructor's test; there the method's own {@link Secret}s are added
 * after the constructor has run, and parameters of a class are refused while one of its
 * {@code @Nested} classes is tested.
 *
 * <p>May be put on annotations. For settings that are not here, see {@link
 * SecretsManagerExtension}.
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
@ExtendWith(SecretsManagerExtension.class)
public @interface SecretsManagerTest {

  /** The Region of the injected clients; by default that of the class around, or us-east-1. */
  String region() default "";

  /**
   * The account of the injected clients, 12 digits; by default that of the class around, or
   * 123456789012.
   */
  String accountId() default "";

  /**
   * The kind of the injected clients, one; by default that of the class around, or {@link
   * ClientKind#AUTO}.
   */
  ClientKind[] client() default {};

  /**
   * How long an emulator lives, one; by default as in the class around, or {@link
   * EmulatorLifecycle#PER_METHOD}. To be said on the outermost class.
   */
  EmulatorLifecycle[] lifecycle() default {};

  /**
   * A number, one, that makes ARNs, version ids and passwords the same in each run; by default that
   * of the class around, or none, so that they can't be foretold. To be said on the outermost
   * class.
   */
  long[] randomSeed() default {};
}
