package dev.strongroom.junit;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * The key of a scope that a constructor was given before its test was known.
 *
 * <p>JUnit before 5.12 calls constructors with the context of their class. The test of the instance
 * comes next on the same thread, and claims the scope. This does not work for a class around a
 * {@code @Nested} one: its constructor runs first, with a context that knows neither the nested
 * class nor its template.
 */
record PendingConstructorScope(Thread thread, Class<?> testClass) {

  private static PendingConstructorScope in(ExtensionContext classContext) {
    return new PendingConstructorScope(Thread.currentThread(), classContext.getRequiredTestClass());
  }

  /** Returns one scope for all parameters of the constructor. */
  static EmulatorScope scope(ExtensionContext classContext, Supplier<EmulatorScope> opened) {
    var store = SecretsManagerExtension.store(classContext);
    var scope = store.get(in(classContext), EmulatorScope.class);
    if (scope == null) {
      scope = opened.get();
      store.put(in(classContext), scope);
    }
    return scope;
  }

  /** Closes the scope of a test that never started, because it is disabled or failed early. */
  static void drop(ExtensionContext classContext) {
    var scope = claim(classContext);
    if (scope != null) {
      scope.close();
    }
  }

  /** Removes the scope and returns it; null if there is none. */
  static @Nullable EmulatorScope claim(ExtensionContext classContext) {
    return SecretsManagerExtension.store(classContext)
        .remove(in(classContext), EmulatorScope.class);
  }

  /** Refuses tests of a nested class whose outer instance was given another emulator. */
  static void requireNoneAround(ExtensionContext classContext) {
    var store = SecretsManagerExtension.store(classContext);
    for (var around = classContext.getParent();
        around.flatMap(ExtensionContext::getTestClass).isPresent();
        around = around.flatMap(ExtensionContext::getParent)) {
      if (store.get(in(around.get())) != null) {
        throw new ExtensionConfigurationException(
            ("The constructor of %s has parameters for one test's emulator, but JUnit before 5.12 does not say for"
                    + " which test of %s: use JUnit 5.12 or later, or take them as parameters of @BeforeEach")
                .formatted(
                    Declared.nameOf(around.get().getRequiredTestClass()),
                    Declared.nameOf(classContext.getRequiredTestClass())));
      }
    }
  }
}
