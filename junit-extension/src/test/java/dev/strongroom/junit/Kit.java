package dev.strongroom.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.testkit.engine.EventType.FINISHED;

import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.discovery.ClassSelector;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.SecretListEntry;

/** Runs fixtures, classes within the tests, through JUnit's test kit. */
final class Kit {

  private Kit() {}

  static EngineExecutionResults run(Class<?> fixture) {
    return EngineTestKit.engine("junit-jupiter").selectors(selectClass(fixture)).execute();
  }

  /** All at once on so many threads, classes and tests. */
  static EngineExecutionResults runInParallel(List<Class<?>> fixtures, int threads) {
    return runInParallel(fixtures, threads, "concurrent");
  }

  /** Classes at once, but the tests of one after the other. */
  static EngineExecutionResults runClassesInParallel(List<Class<?>> fixtures, int threads) {
    return runInParallel(fixtures, threads, "same_thread");
  }

  private static EngineExecutionResults runInParallel(
      List<Class<?>> fixtures, int threads, String mode) {
    var kit =
        EngineTestKit.engine("junit-jupiter")
            .selectors(
                fixtures.stream().map(type -> selectClass(type)).toArray(ClassSelector[]::new))
            .configurationParameter("junit.jupiter.execution.parallel.enabled", "true")
            .configurationParameter("junit.jupiter.execution.parallel.mode.default", mode)
            .configurationParameter(
                "junit.jupiter.execution.parallel.mode.classes.default", "concurrent")
            .configurationParameter("junit.jupiter.execution.parallel.config.strategy", "fixed")
            .configurationParameter(
                "junit.jupiter.execution.parallel.config.fixed.parallelism",
                Integer.toString(threads));
    return waiting(kit::execute);
  }

  /**
   * On a thread of its own: one of JUnit's that waits for another pool may take up the next test
   * meanwhile, and if that waits for a lock which this test has a part in, both wait forever.
   */
  private static EngineExecutionResults waiting(Supplier<EngineExecutionResults> run) {
    var results = new AtomicReference<EngineExecutionResults>();
    var thread = new Thread(() -> results.set(run.get()), "Kit");
    thread.start();
    try {
      thread.join();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    assertThat(results.get()).isNotNull();
    return results.get();
  }

  /** Fails with the fixture's own failures, unless as many tests as given succeeded. */
  static void runAndSucceed(Class<?> fixture, int tests) {
    var results = run(fixture);

    assertThat(failures(results)).isEmpty();
    assertThat(results.testEvents().succeeded().count()).isEqualTo(tests);
  }

  /**
   * Fails unless the fixture was refused with this message before any test of it ran.
   *
   * @param message with the enclosing class's prefix of fixtures in place of {@code %s}
   */
  static void assertRefused(Class<?> fixture, String message) {
    var results = run(fixture);

    assertThat(failures(results))
        .singleElement()
        .isInstanceOf(ExtensionConfigurationException.class)
        .extracting(Throwable::getMessage)
        .isEqualTo(message.formatted(fixture.getEnclosingClass().getName() + "$"));
    assertThat(results.testEvents().succeeded().count()).isZero();
    assertThat(NeverRun.COUNT).hasValue(0);
  }

  /** What tests and classes failed with, in order. */
  static List<Throwable> failures(EngineExecutionResults results) {
    return results
        .allEvents()
        .filter(event -> event.getType() == FINISHED)
        .flatMap(Kit::failure)
        .toList();
  }

  private static Stream<Throwable> failure(Event event) {
    return event
        .getPayload(TestExecutionResult.class)
        .flatMap(TestExecutionResult::getThrowable)
        .stream();
  }

  /** Since 5.12. */
  static boolean junitTellsConstructorsTheirTest() {
    return junitHas("org.junit.jupiter.api.extension.TestInstantiationAwareExtension");
  }

  /** Since 5.13. */
  static boolean junitHasParameterizedClasses() {
    return junitHas("org.junit.jupiter.params.ParameterizedClass");
  }

  private static boolean junitHas(String type) {
    try {
      Class.forName(type);
      return true;
    } catch (ClassNotFoundException older) {
      return false;
    }
  }

  static List<String> names(SecretsManagerClient secrets) {
    return secrets.listSecrets().secretList().stream().map(SecretListEntry::name).sorted().toList();
  }

  static String value(SecretsManagerClient secrets, String name) {
    return secrets.getSecretValue(request -> request.secretId(name)).secretString();
  }
}
