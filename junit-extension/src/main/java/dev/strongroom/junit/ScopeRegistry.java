package dev.strongroom.junit;

import static dev.strongroom.junit.SecretsManagerExtension.placesAround;
import static dev.strongroom.junit.SecretsManagerExtension.store;
import static dev.strongroom.junit.SecretsManagerExtension.testName;

import dev.strongroom.EmulatorBuilder;
import dev.strongroom.SecretsEmulator;
import dev.strongroom.sdk.ClientKind;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Opens the scopes of the classes and tests that one extension serves, and finds them in JUnit's
 * store.
 */
final class ScopeRegistry {

  private static final Predicate<String> NOT_EMPTY = Predicate.not(String::isEmpty);
  private static final String CLASS = "class";
  private static final String TEST = "test";
  private static final String EARLY = "early failure";
  private static final String STRICTNESS = "strictness";

  private final SecretsManagerExtension owner;
  private final UnaryOperator<EmulatorBuilder> settings;
  private final ClientKind clientKind;
  private final EmulatorLifecycle lifecycle;

  ScopeRegistry(
      SecretsManagerExtension owner,
      UnaryOperator<EmulatorBuilder> settings,
      ClientKind clientKind,
      EmulatorLifecycle lifecycle) {
    this.owner = owner;
    this.settings = settings;
    this.clientKind = clientKind;
    this.lifecycle = lifecycle;
  }

  /** Returns the scope of the context's class, which is opened by the first call. */
  EmulatorScope ofClass(ExtensionContext context) {
    var scope = classAround(context);
    if (scope == null || !scope.isOpenedIn(context)) {
      var around = scope;
      scope = opened(context);
      store(context).put(CLASS, scope);
      answerSharedClients(scope, context);
      redirect(scope, context, around);
    }
    return requireMine(scope, context);
  }

  /** Returns the scope of the class, or of the innermost class around it that has one. */
  static @Nullable EmulatorScope classAround(ExtensionContext context) {
    return store(context).get(CLASS, EmulatorScope.class);
  }

  /** Returns the scope of the context's test, which is opened by the first call. */
  EmulatorScope ofTest(ExtensionContext context) {
    var test = running(context);
    if (test == null) {
      requireOneAfterTheOther(context);
      test = claimed(context);
      store(context).put(TEST, test);
      store(context).put(EARLY, new EarlyFailure(test, context)); // closed before the test's scope
      answerSharedClients(test, context);
      test.watch(LeakSettings.of(context), testName(context));
      redirect(test, context, classAround(context));
      store(context).put(STRICTNESS, Strictness.of(placesAround(context), test));
    }
    return requireMine(test, context);
  }

  static @Nullable EmulatorScope running(ExtensionContext context) {
    return store(context).get(TEST, EmulatorScope.class);
  }

  /** Leaves reporting the test's failure to the caller. */
  static void hasEnded(ExtensionContext context) {
    store(context).remove(EARLY);
  }

  /** Returns what the test violated; null if nothing, or if it never began. */
  static @Nullable AssertionError failureOf(ExtensionContext context) {
    var strictness = store(context).get(STRICTNESS, Strictness.class);
    return strictness == null ? null : strictness.failure();
  }

  /** Returns the scope of a test that will begin on this thread, but is not known yet. */
  EmulatorScope ofNextTest(ExtensionContext classContext) {
    return PendingConstructorScope.scope(
        classContext,
        () -> {
          var scope = scripted(classContext);
          answerSharedClients(scope, classContext);
          redirect(scope, classContext, classAround(classContext));
          return scope;
        });
  }

  private EmulatorScope claimed(ExtensionContext context) {
    var classContext = context;
    while (classContext.getTestMethod().isPresent()) {
      classContext = classContext.getParent().orElseThrow();
    }
    PendingConstructorScope.requireNoneAround(classContext);
    var scope = PendingConstructorScope.claim(classContext);
    if (scope == null) {
      return scripted(context);
    }
    var method = List.<AnnotatedElement>of(context.getRequiredTestMethod());
    return closedIfRefused(
        scope,
        () -> {
          scope.declare(method);
          scope.script(method);
        });
  }

  /** Closes a scope that no store closes yet, so that nothing stays of a refused test. */
  private static EmulatorScope closedIfRefused(EmulatorScope scope, Runnable preparation) {
    try {
      preparation.run();
      return scope;
    } catch (RuntimeException refusal) {
      scope.close();
      throw refusal;
    }
  }

  /** Returns a new scope of one test. */
  private EmulatorScope scripted(ExtensionContext context) {
    var scope = opened(context);
    return closedIfRefused(scope, () -> scope.script(placesAround(context)));
  }

  /** Returns a new scope, forked from that of the class around it, or else with settings only. */
  private EmulatorScope opened(ExtensionContext context) {
    var places = placesAround(context);
    var around = classAround(context);
    var scope =
        around == null ? started(context, places) : requireMine(around, context).inner(context);
    return closedIfRefused(scope, () -> scope.declare(places));
  }

  private EmulatorScope started(ExtensionContext context, List<AnnotatedElement> places) {
    return new EmulatorScope(
        owner,
        context.getUniqueId(),
        lifecycle(places),
        emulator(places),
        clientKind,
        frozenAt(places));
  }

  private SecretsEmulator emulator(List<AnnotatedElement> places) {
    var builder = settings.apply(SecretsEmulator.builder());
    var what = "The SecretsManagerExtension of ";
    for (var place : places) {
      var annotation = Annotations.find(place, SecretsManagerTest.class);
      if (annotation.isPresent()) {
        what = "@SecretsManagerTest on ";
        annotation.map(SecretsManagerTest::region).filter(NOT_EMPTY).ifPresent(builder::region);
        annotation
            .map(SecretsManagerTest::accountId)
            .filter(NOT_EMPTY)
            .ifPresent(builder::accountId);
        for (long seed : annotation.get().randomSeed()) {
          builder.randomSeed(seed);
        }
      }
    }
    var instant = frozenAt(places);
    if (!instant.isEmpty()) {
      builder.frozenAt(Instant.parse(instant));
    }
    try {
      return builder.build();
    } catch (IllegalArgumentException refusal) {
      throw new ExtensionConfigurationException(
          what + innermost(places) + " can't start an emulator: " + refusal.getMessage());
    }
  }

  /** Returns the innermost annotation's value; empty if there is none. */
  private static String frozenAt(List<AnnotatedElement> places) {
    var frozenAt = "";
    for (var place : places) {
      var annotation = Annotations.find(place, FrozenAt.class);
      if (annotation.isPresent()) {
        frozenAt = annotation.get().value();
        try {
          Instant.parse(frozenAt);
        } catch (DateTimeParseException malformed) {
          throw PerTestAnnotations.refused(
              "@FrozenAt(\"" + frozenAt + "\")", place, "write it as 2026-01-01T00:00:00Z");
        }
      }
    }
    return frozenAt;
  }

  /** Returns the lifecycle of the outermost annotation, which those inside may only repeat. */
  private EmulatorLifecycle lifecycle(List<AnnotatedElement> places) {
    var said = lifecycle;
    for (var place : places) {
      var annotation = Annotations.find(place, SecretsManagerTest.class);
      if (annotation.isPresent() && annotation.get().lifecycle().length == 1) {
        said = annotation.get().lifecycle()[0];
        break;
      }
    }
    if (said == EmulatorLifecycle.PER_CLASS
        && places.get(places.size() - 1) instanceof Method method) {
      throw new ExtensionConfigurationException(
          "%s can't have an emulator that is PER_CLASS, because its class has none: put @SecretsManagerTest on the class, or @RegisterExtension on a static field"
              .formatted(Declared.nameOf(method)));
    }
    return said;
  }

  static void requireSame(
      SecretsManagerTest asked, EmulatorLifecycle given, AnnotatedElement place) {
    var all = Arrays.toString(asked.lifecycle());
    if (asked.lifecycle().length > 1) {
      throw new ExtensionConfigurationException(
          "@SecretsManagerTest(lifecycle = %s) on %s has more than one lifecycle: keep one"
              .formatted(all, Declared.nameOf(place)));
    }
    if (asked.lifecycle().length == 1 && asked.lifecycle()[0] != given) {
      throw new ExtensionConfigurationException(
          "@SecretsManagerTest(lifecycle = %s) on %s differs from the class around it, which is %s: set it on the outermost class only"
              .formatted(asked.lifecycle()[0], Declared.nameOf(place), given));
    }
  }

  /** Refuses a test whose class's emulator other tests may use at the same time. */
  private static void requireOneAfterTheOther(ExtensionContext test) {
    var outermost = classAround(test);
    boolean parallel =
        test.getConfigurationParameter("junit.jupiter.execution.parallel.enabled")
            .map(Boolean::parseBoolean)
            .orElse(false);
    if (outermost == null || !outermost.isPerClass() || !parallel || takesTurns(test)) {
      return;
    }
    boolean concurrent = false;
    var context = test;
    for (var around = test.getParent().orElseThrow();
        classAround(around) != null;
        around = around.getParent().orElseThrow()) {
      concurrent |= context.getExecutionMode() == ExecutionMode.CONCURRENT;
      context = around;
    }
    if (concurrent) {
      throw new ExtensionConfigurationException(
          "%s has the emulator of its class (lifecycle = PER_CLASS), but may run at the same time as other tests of it: put @Execution(SAME_THREAD) on %s, in place of any @Execution(CONCURRENT) inside it, or give each test its own emulator (PER_METHOD)"
              .formatted(testName(test), context.getRequiredTestClass().getName()));
    }
  }

  /** Returns whether JUnit runs the tests of the class one after the other, because of a lock. */
  private static boolean takesTurns(ExtensionContext test) {
    return placesAround(test).stream()
        .filter(Class.class::isInstance)
        .anyMatch(
            place ->
                Annotations.isOn(place, RedirectAwsClients.class)
                    || Annotations.isOn(place, SharedClient.class));
  }

  /**
   * Redirects clients to a scope, where an annotation of its class, its test or around asks for it.
   */
  private static void redirect(
      EmulatorScope scope, ExtensionContext context, @Nullable EmulatorScope around) {
    for (var place : placesAround(context)) {
      if (Annotations.isOn(place, RedirectAwsClients.class)) {
        scope.redirect(
            place,
            context.getTestMethod().isPresent()
                ? testName(context)
                : context.getRequiredTestClass().getName(),
            around);
        return;
      }
    }
  }

  private static void answerSharedClients(EmulatorScope scope, ExtensionContext context) {
    var shared = sharedClients(context);
    if (shared != null) {
      scope.answer(shared, context.getTestMethod().isPresent() ? testName(context) : null);
    }
  }

  /** Returns the clients of the key in the annotation there or around; null if there is none. */
  static @Nullable SharedClients sharedClients(ExtensionContext context) {
    SharedClient found = null;
    AnnotatedElement where = null;
    for (var place : placesAround(context)) {
      var annotation = Annotations.find(place, SharedClient.class).orElse(null);
      if (annotation == null) {
        continue;
      }
      if (annotation.value().isBlank()) {
        throw new ExtensionConfigurationException(
            "@SharedClient(\"%s\") on %s has a blank key: write the key that is given to SharedClients.of(...)"
                .formatted(annotation.value(), Declared.nameOf(place)));
      }
      if (found != null && where != null && !found.equals(annotation)) {
        throw new ExtensionConfigurationException(
            "@SharedClient(\"%s\") on %s differs from the one on %s: keep one"
                .formatted(annotation.value(), Declared.nameOf(place), Declared.nameOf(where)));
      }
      found = annotation;
      where = place;
    }
    return found == null ? null : SharedClients.of(found.value());
  }

  private EmulatorScope requireMine(EmulatorScope scope, ExtensionContext context) {
    if (!scope.belongsTo(owner)) {
      throw new ExtensionConfigurationException(
          "%s has more than one SecretsManagerExtension: keep either @SecretsManagerTest or one @RegisterExtension"
              .formatted(Declared.nameOf(context.getElement().orElseThrow())));
    }
    return scope;
  }

  private static String innermost(List<AnnotatedElement> places) {
    return Declared.nameOf(places.get(places.size() - 1));
  }
}
