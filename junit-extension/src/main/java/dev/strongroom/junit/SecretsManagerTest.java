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
 * Gives a test class or a test method an AWS Secrets Manager that runs in the JVM; each test works
 * on a copy of its own.
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
 * <p><b>Parameters.</b> Constructors, test methods and lifecycle methods may take the {@code
 * SecretsEmulator}, its {@code VirtualClock}, a client of Secrets Manager, KMS or STS (a {@code
 * SecretsManagerClient}, {@code KmsClient}, {@code StsClient} or the asynchronous one of each),
 * {@code Clients} for any of them, and with {@link FromSecret} the value of a secret. A parameter
 * with an annotation of another extension, such as {@code @Autowired} or {@code @Mock}, is left to
 * that extension.
 *
 * <p><b>Other annotations</b> declare what the emulator starts with and what goes wrong: {@link
 * Secret}, {@link SeedFile}, {@link FrozenAt}, {@link As}, {@link Throttled}, {@link
 * RotationFails}, {@link RedirectAwsClients}, {@link SharedClient}, {@link Strict}, {@link
 * MaxCalls}, {@link MaxCost} and {@link NoSecretLeaks}. A test that has one of them and no emulator
 * is refused.
 *
 * <p><b>Template and fork.</b> What the {@link Secret}s of the class and {@code @BeforeAll} put in
 * is the class's template. Every test, including each invocation of a repeated or parameterised
 * one, starts from its own fork of the template, to which the method's own {@link Secret}s are
 * added. The test's constructor, {@code @BeforeEach}, the test method and {@code @AfterEach} see
 * the same fork, which no other test sees; the dynamic tests of one {@code @TestFactory} share the
 * factory's. A {@code @Nested} class has a template of its own, forked from that of the class
 * around it. {@code @AfterAll} sees the template, as {@code @BeforeAll} left it. With {@link
 * EmulatorLifecycle#PER_CLASS} there is one emulator instead.
 *
 * <p><b>Clients</b> call the emulator directly. While faults or quotas are declared whose effect
 * depends on retries, they are real clients of the SDK, with its retries; {@link #client} chooses
 * one kind.
 *
 * <p><b>When a test fails</b>, a report about its emulator is added to the failure as a suppressed
 * exception, which build tools print below it, and published as the report entry {@code
 * strongroom}: secrets with labels and dates, the latest calls with their Regions, faults, denials
 * and rotations; never a secret value.
 *
 * <p><b>Clients end with their test</b>: one that was kept is refused with {@link
 * IllegalStateException} afterwards. A client of {@code @BeforeAll} ends when the first test
 * begins. An object that keeps its client needs a {@link SharedClient}.
 *
 * <p><b>Constructors</b> belong to one test, and see its fork, unless the class has {@code
 * Lifecycle.PER_CLASS}: then parameters are refused, because the instance serves many tests. JUnit
 * before 5.12 does not say which test a constructor is called for; there the method's own {@link
 * Secret}s are added after the constructor has run, and constructor parameters of a class are
 * refused while one of its {@code @Nested} classes is tested.
 *
 * <p>May be put on annotations. For more settings, see {@link SecretsManagerExtension}.
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
@ExtendWith(SecretsManagerExtension.class)
public @interface SecretsManagerTest {

  /** The Region of the injected clients; by default the enclosing class's, or us-east-1. */
  String region() default "";

  /**
   * The 12-digit ID of the injected clients' account; by default the enclosing class's, or
   * 123456789012.
   */
  String accountId() default "";

  /**
   * The kind of the injected clients, at most one; by default the enclosing class's, or {@link
   * ClientKind#AUTO}.
   */
  ClientKind[] client() default {};

  /**
   * How long an emulator lives, at most one value; by default {@link EmulatorLifecycle#PER_METHOD}.
   * To be set on the outermost class.
   */
  EmulatorLifecycle[] lifecycle() default {};

  /**
   * A seed, at most one, that makes ARNs, version IDs and passwords the same in each run; without
   * it they differ on every run. To be set on the outermost class.
   */
  long[] randomSeed() default {};
}
