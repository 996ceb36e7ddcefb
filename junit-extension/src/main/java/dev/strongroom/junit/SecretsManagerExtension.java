package dev.strongroom.junit;

import dev.strongroom.EmulatorBuilder;
import dev.strongroom.sdk.ClientKind;
import dev.strongroom.seed.SecretSeed;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.DynamicTestInvocationContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestInstanceFactoryContext;
import org.junit.jupiter.api.extension.TestInstancePreConstructCallback;
import org.junit.platform.commons.support.AnnotationSupport;
import org.opentest4j.TestAbortedException;
import software.amazon.awssdk.core.SdkClient;

/**
 * The extension behind {@link SecretsManagerTest}; registered by hand, it has settings that the
 * annotation does not have.
 *
 * <pre>{@code
 * class CheckoutTest {
 *
 *   @RegisterExtension
 *   static final SecretsManagerExtension aws =
 *       SecretsManagerExtension.builder()
 *           .region("eu-central-1")
 *           .secret(Seed.secret("prod/db").json("{\"password\":\"one\"}"))
 *           .emulator(settings -> settings.frozenAt(Instant.parse("2026-01-01T00:00:00Z")))
 *           .build();
 *
 *   @Test
 *   void connects(SecretsManagerClient secrets) {
 *     assertThat(new Checkout(secrets).ping()).isTrue();
 *   }
 * }
 * }</pre>
 *
 * <p>Parameters, template and fork work as {@link SecretsManagerTest} describes, and so do the
 * annotations that it names; {@link Secret}s are added to the builder's secrets. A field that is
 * not static gives each test a new emulator, and can't serve constructors and {@code @BeforeAll}.
 * The extension has no state and no accessors, because it serves many tests at once: what belongs
 * to a test is a parameter.
 */
public final class SecretsManagerExtension
    implements BeforeAllCallback,
        BeforeEachCallback,
        AfterEachCallback,
        TestInstancePreConstructCallback,
        InvocationInterceptor,
        ParameterResolver {

  private static final ExtensionContext.Namespace NAMESPACE =
      ExtensionContext.Namespace.create(SecretsManagerExtension.class);

  private final ScopeRegistry lifecycles;

  /** Makes an extension with default settings, which {@link SecretsManagerTest} may change. */
  public SecretsManagerExtension() {
    this(builder());
  }

  private SecretsManagerExtension(Builder builder) {
    lifecycles = new ScopeRegistry(this, builder.settings, builder.clientKind, builder.lifecycle);
  }

  /** Returns a builder with default settings. */
  public static Builder builder() {
    return new Builder();
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    Misplaced.requireNone(context.getRequiredTestClass());
    if (isPerClass(context)) { // its outer instances were constructed just now
      PendingConstructorScope.requireNoneAround(context);
    }
    lifecycles.ofClass(context);
  }

  @Override
  public void preConstructTestInstance(
      TestInstanceFactoryContext factory, ExtensionContext context) {
    if (context.getTestMethod().isPresent()) {
      lifecycles.ofTest(context);
    } else {
      PendingConstructorScope.drop(context);
      if (isPerClass(context)) { // JUnit comes to beforeAll only when the instance is there
        lifecycles.ofClass(context);
      }
    }
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    lifecycles.ofTest(context).renewWatch();
  }

  @Override
  public void afterEach(ExtensionContext context) {
    var test = ScopeRegistry.running(context);
    if (test == null) {
      return;
    }
    ScopeRegistry.hasEnded(context);
    var thrown = context.getExecutionException().orElse(null);
    var left = thrown == null ? ScopeRegistry.failureOf(context) : null;
    var failure = left == null ? thrown : left;
    if (failure != null) {
      report(test, failure, context);
    }
    var leaks = test.leaks(context, failure);
    if (left != null && leaks != null) {
      left.addSuppressed(leaks);
    }
    if (left != null) {
      throw left;
    }
    if (leaks != null) {
      throw leaks; // suppressed by what was thrown, if anything was
    }
  }

  /** A dynamic test that fails does not fail its factory, which JUnit asks about at its end. */
  @Override
  public void interceptDynamicTest(
      Invocation<Void> invocation,
      DynamicTestInvocationContext dynamicTest,
      ExtensionContext context)
      throws Throwable {
    try {
      invocation.proceed();
    } catch (Throwable failure) {
      var test = ScopeRegistry.running(context);
      if (test == null) {
        throw failure;
      }
      report(test, failure, context);
      var leaks = test.leaksOfPart(failure);
      if (leaks != null && isAbortion(failure)) {
        leaks.addSuppressed(failure);
        throw leaks;
      }
      if (leaks != null) {
        failure.addSuppressed(leaks);
      }
      throw failure;
    }
  }

  /** Adds a report about the test's emulator to its failure. */
  static void report(EmulatorScope test, Throwable failure, ExtensionContext context) {
    if (isAbortion(failure)) {
      return;
    }
    var report = test.report(testName(context), failure);
    failure.addSuppressed(report);
    context.publishReportEntry("strongroom", report.getMessage());
  }

  /** JUnit takes JUnit 4's too, which AssertJ throws where it is on the class path. */
  private static boolean isAbortion(Throwable failure) {
    for (Class<?> type = failure.getClass(); type != null; type = type.getSuperclass()) {
      if (type.getName().equals("org.junit.internal.AssumptionViolatedException")) {
        return true;
      }
    }
    return failure instanceof TestAbortedException;
  }

  /**
   * Returns the test's name in messages, with its own class even if another declares the method.
   */
  static String testName(ExtensionContext context) {
    var test = context;
    while (test.getTestMethod().isEmpty()) { // a dynamic test has its factory's name
      test = test.getParent().orElseThrow();
    }
    return test.getRequiredTestClass().getName() + "#" + test.getRequiredTestMethod().getName();
  }

  /** Returns whether the test has an emulator. */
  static boolean serves(ExtensionContext context) {
    return ScopeRegistry.running(context) != null;
  }

  /** Gives constructors the context of their test; JUnit before 5.12 does not ask. */
  @Override
  public ExtensionContextScope getTestInstantiationExtensionContextScope(ExtensionContext root) {
    return ExtensionContextScope.TEST_METHOD;
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return Parameters.areResolved(parameter);
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return Parameters.value(parameter, scope(parameter, context));
  }

  private EmulatorScope scope(ParameterContext parameter, ExtensionContext context) {
    boolean inTest = context.getTestMethod().isPresent();
    if (!inTest && parameter.getDeclaringExecutable() instanceof Constructor) {
      return scopeOfConstructor(parameter, context);
    }
    var scope =
        inTest || !sharesTemplate(parameter.getDeclaringExecutable())
            ? ScopeRegistry.running(context)
            : ScopeRegistry.classAround(context);
    if (scope == null) { // such as a method source, which JUnit calls before any test has begun
      scope = ScopeRegistry.classAround(context);
      if (scope == null || !scope.isPerClass()) {
        throw Parameters.refused(
            parameter,
            "it is neither a test nor a lifecycle method, and each test has an emulator of its own",
            "take it as a parameter of the test method");
      }
    }
    return scope;
  }

  /** Returns the scope for a constructor whose test is not known, or which serves many tests. */
  private EmulatorScope scopeOfConstructor(ParameterContext parameter, ExtensionContext context) {
    var ofClass = ScopeRegistry.classAround(context);
    if (ofClass != null && ofClass.isPerClass()) {
      return ofClass;
    }
    if (ofClass == null || !isPerClass(context)) {
      return lifecycles.ofNextTest(context);
    }
    if (isSharedClient(parameter, context)) {
      return ofClass;
    }
    throw Parameters.refused(
        parameter,
        "with Lifecycle.PER_CLASS the instance serves many tests, each with an emulator of its own",
        "take it as a parameter of the test method or of @BeforeEach");
  }

  private static boolean isSharedClient(ParameterContext parameter, ExtensionContext context) {
    return SdkClient.class.isAssignableFrom(parameter.getParameter().getType())
        && !parameter.isAnnotated(As.class)
        && ScopeRegistry.sharedClients(context) != null;
  }

  private static boolean sharesTemplate(Executable executable) {
    return AnnotationSupport.isAnnotated(executable, BeforeAll.class)
        || AnnotationSupport.isAnnotated(executable, AfterAll.class);
  }

  private static boolean isPerClass(ExtensionContext context) {
    return context.getTestInstanceLifecycle().equals(Optional.of(Lifecycle.PER_CLASS));
  }

  /** Returns the class or method and the classes around it, outermost first. */
  static List<AnnotatedElement> placesAround(ExtensionContext context) {
    var places = new ArrayList<AnnotatedElement>();
    for (var around = context; around != null; around = around.getParent().orElse(null)) {
      var element = around.getElement().orElse(null);
      if (element != null && !places.contains(element)) {
        places.add(element);
      }
    }
    Collections.reverse(places);
    return places;
  }

  static ExtensionContext.Store store(ExtensionContext context) {
    return context.getStore(NAMESPACE);
  }

  /** The settings of the emulators that an extension makes. */
  public static final class Builder {

    private UnaryOperator<EmulatorBuilder> settings = UnaryOperator.identity();
    private ClientKind clientKind = ClientKind.AUTO;
    private EmulatorLifecycle lifecycle = EmulatorLifecycle.PER_METHOD;

    private Builder() {}

    /** Sets the Region of the injected clients, such as {@code eu-central-1}. */
    public Builder region(String name) {
      return emulator(builder -> builder.region(name));
    }

    /** Sets the 12-digit ID of the injected clients' account. */
    public Builder accountId(String id) {
      return emulator(builder -> builder.accountId(id));
    }

    /** Sets the kind of the injected clients; {@link ClientKind#AUTO} by default. */
    public Builder client(ClientKind kind) {
      clientKind = kind;
      return this;
    }

    /** Sets how long an emulator lives; {@link EmulatorLifecycle#PER_METHOD} by default. */
    public Builder lifecycle(EmulatorLifecycle value) {
      lifecycle = value;
      return this;
    }

    /** Adds a secret to the class's template. */
    public Builder secret(SecretSeed secret) {
      return emulator(builder -> builder.secret(secret));
    }

    /**
     * Changes settings of the emulator, as in {@code aws -> aws.frozenAt(instant)}; the function is
     * called for each emulator that is built.
     */
    public Builder emulator(UnaryOperator<EmulatorBuilder> change) {
      var before = settings;
      settings = builder -> change.apply(before.apply(builder));
      return this;
    }

    /** Returns an extension with these settings. */
    public SecretsManagerExtension build() {
      return new SecretsManagerExtension(this);
    }
  }
}
