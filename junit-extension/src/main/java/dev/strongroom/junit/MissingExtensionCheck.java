package dev.strongroom.junit;

import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.List;
import org.junit.jupiter.api.extension.BeforeTestExecutionCallback;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Refuses a test that has annotations of this package but no {@link SecretsManagerExtension}, so
 * that they would have no effect.
 *
 * <p>The annotations register it. It is called after every other extension, however that was
 * registered, has set the test up; for parameters, which would fail earlier, when they are
 * resolved.
 */
final class MissingExtensionCheck implements BeforeTestExecutionCallback, ParameterResolver {

  static final List<Class<? extends Annotation>> ANNOTATIONS =
      List.of(
          Secret.class,
          SeedFile.class,
          FrozenAt.class,
          As.class,
          Throttled.class,
          RotationFails.class,
          RedirectAwsClients.class,
          SharedClient.class,
          Strict.class,
          MaxCalls.class,
          MaxCost.class,
          NoSecretLeaks.class);

  @Override
  public void beforeTestExecution(ExtensionContext context) {
    if (SecretsManagerExtension.serves(context)) {
      return;
    }
    for (var place : SecretsManagerExtension.placesAround(context)) {
      for (var annotation : ANNOTATIONS) {
        if (Annotations.isOn(place, annotation)) {
          throw new ExtensionConfigurationException(
              "@%s on %s has no effect on %s, which has no emulator: add @SecretsManagerTest to %s"
                  .formatted(
                      annotation.getSimpleName(),
                      Declared.nameOf(place),
                      SecretsManagerExtension.testName(context),
                      context.getRequiredTestClass().getName()));
        }
      }
    }
  }

  /** JUnit before 5.12 doesn't say for which test a constructor is called. */
  @Override
  public ExtensionContextScope getTestInstantiationExtensionContextScope(ExtensionContext root) {
    return ExtensionContextScope.TEST_METHOD;
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    boolean isAnnotated =
        parameter.isAnnotated(FromSecret.class)
            || parameter.isAnnotated(As.class)
            || parameter.isAnnotated(LocalAgent.class);
    boolean isOfAMethod = parameter.getDeclaringExecutable() instanceof Method;
    return (isAnnotated || (isOfAMethod && Parameters.areResolved(parameter)))
        && !SecretsManagerExtension.serves(context)
        && ScopeRegistry.classAround(context) == null;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    throw Parameters.refused(
        parameter,
        "there is no emulator that it could come from",
        "add @SecretsManagerTest to " + context.getRequiredTestClass().getName());
  }
}
