package dev.strongroom.junit;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.opentest4j.TestAbortedException;

/** Which tests are watched, and which of them fails for a value that was printed. */
@Isolated("it watches all that the JVM puts out")
class NoSecretLeaksTest extends LeakTest {

  private static final String HERE = NoSecretLeaksTest.class.getName() + "$";

  @Test
  void innermostAnnotationCounts() {
    var results = Kit.run(Choices.class);

    assertThat(results.testEvents().succeeded().count()).isEqualTo(2);
    assertThat(Kit.failures(results))
        .extracting(Throwable::getMessage)
        .satisfiesExactlyInAnyOrder(
            leak -> assertThat(leak).startsWith(HERE + "Choices#watched leaks a secret value:"),
            leak ->
                assertThat(leak)
                    .startsWith(HERE + "Choices#exceptsAnother leaks a secret value:")
                    .contains("the member 'username' of db"));
  }

  @Test
  void dynamicTestFailsWithItsOwnLeaks() {
    var results = Kit.run(Dynamic.class);

    assertThat(results.testEvents().succeeded().count()).isEqualTo(1);
    assertThat(results.containerEvents().failed().count()).isZero();
    assertThat(Kit.failures(results))
        .satisfiesExactly(
            failure ->
                assertThat(failure.getSuppressed())
                    .extracting(Throwable::getMessage)
                    .satisfiesExactly(
                        report -> assertThat(report).startsWith("The emulator when "),
                        leak ->
                            assertThat(leak)
                                .startsWith(
                                    HERE
                                        + "Dynamic#factory leaks a secret value:\n"
                                        + "- the message of java.lang.IllegalStateException: ***\n")),
            leak ->
                assertThat(leak)
                    .hasMessageStartingWith(
                        HERE
                            + "Dynamic#factory leaks a secret value:\n"
                            + "- the message of org.opentest4j.TestAbortedException: ***\n"));
  }

  @Test
  @EnabledIf("dev.strongroom.junit.Kit#junitTellsConstructorsTheirTest")
  void constructorThatFailsIsSearchedToo() {
    assertThat(Kit.failures(Kit.run(FailsToConstruct.class)))
        .singleElement()
        .satisfies(failure -> assertThat(failure).isExactlyInstanceOf(IllegalStateException.class))
        .satisfies(
            failure ->
                assertThat(failure.getSuppressed())
                    .extracting(Throwable::getMessage)
                    .satisfiesExactly(
                        report -> assertThat(report).startsWith("The emulator when "),
                        leak ->
                            assertThat(leak)
                                .startsWith(
                                    HERE
                                        + "FailsToConstruct#test leaks secret values in 2 places:\n")
                                .contains(
                                    "\n- standard output, line 1: ***\n",
                                    "\n- the message of java.lang.IllegalStateException: ***\n")));
  }

  @Test
  void exceptionsFromNothingAreRefused() {
    assertThat(Kit.failures(Kit.run(ExceptsFromNothing.class)))
        .singleElement()
        .satisfies(
            refusal -> assertThat(refusal).isInstanceOf(ExtensionConfigurationException.class))
        .extracting(Throwable::getMessage)
        .isEqualTo(
            "@NoSecretLeaks(value = false, except = ...) on %sExceptsFromNothing#prints can't be: A test that isn't watched may show all members, so drop one of the two"
                .formatted(HERE));
  }

  @ParameterizedTest
  @ValueSource(classes = {Inherits.class, Composed.class, OnMethod.class})
  void annotationIsInheritedAndComposable(Class<?> fixture) {
    assertThat(Kit.failures(Kit.run(fixture)))
        .singleElement()
        .extracting(Throwable::getMessage)
        .asString()
        .startsWith(fixture.getName() + "#prints leaks a secret value:");
  }

  @Test
  void configurationParameterSwitchesItOnForAll() {
    assertThat(Kit.failures(global("true", ByDefault.class))).hasSize(1);
    assertThat(Kit.failures(global("false", ByDefault.class))).isEmpty();
    assertThat(Kit.failures(global("yes", ByDefault.class)))
        .hasSize(2)
        .extracting(Throwable::getMessage)
        .containsOnly("The configuration parameter strongroom.leaks is 'yes': write true or false");
  }

  private static EngineExecutionResults global(String value, Class<?> fixture) {
    return EngineTestKit.engine("junit-jupiter")
        .configurationParameter("strongroom.leaks", value)
        .selectors(selectClass(fixture))
        .execute();
  }

  @Test
  void ofTestsThatRunAtTheSameTimeEachOwnerFailsAndNamesTheOthers() {
    var results =
        EngineTestKit.engine("junit-jupiter")
            .selectors(
                selectClass(Parallel1.class),
                selectClass(Parallel2.class),
                selectClass(Parallel3.class))
            .configurationParameter("junit.jupiter.execution.parallel.enabled", "true")
            .configurationParameter("junit.jupiter.execution.parallel.mode.default", "concurrent")
            .configurationParameter("junit.jupiter.execution.parallel.config.strategy", "fixed")
            .configurationParameter(
                "junit.jupiter.execution.parallel.config.fixed.parallelism", "4")
            .execute();

    assertThat(Kit.failures(results))
        .hasSize(2)
        .extracting(Throwable::getMessage)
        .allSatisfy(
            leak ->
                assertThat(leak)
                    .contains(
                        "standard output, line 1: shared ***, another's ***\n",
                        "  owned by %1$sParallel1#test and %1$sParallel2#test, which ran at the same time\n"
                            .formatted(HERE)));
    assertThat(results.testEvents().succeeded().count()).isEqualTo(1);
  }

  @Test
  void testThatRanBeforeIsNoOwner() {
    assertThat(Kit.failures(Kit.run(OneAfterTheOther.class)))
        .singleElement()
        .extracting(Throwable::getMessage)
        .asString()
        .startsWith(HERE + "OneAfterTheOther#prints leaks")
        .doesNotContain("owned by");
  }

  @Tag("fixture")
  @SecretsManagerTest
  @NoSecretLeaks
  @Secret(name = "db", json = "{\"username\":\"application\"}")
  static class Choices {

    @Test
    void watched() {
      System.out.println("application");
    }

    @Test
    @NoSecretLeaks(false)
    void switchedOff() {
      System.out.println("application");
    }

    @Test
    @NoSecretLeaks(except = "username")
    void excepts() {
      System.out.println("application");
    }

    @Test
    @NoSecretLeaks(except = "password")
    void exceptsAnother() {
      System.out.println("application");
    }
  }

  @Tag("fixture")
  @SecretsManagerTest
  @Secret(name = "db", string = "a-shared-value")
  abstract static class Prints {

    @Test
    void prints() {
      System.out.println("a-shared-value");
    }
  }

  @Tag("fixture")
  @SecretsManagerTest
  @NoSecretLeaks
  @Secret(name = "db", string = "a-shared-value")
  static class Dynamic {

    @TestFactory
    Stream<DynamicTest> factory() {
      return Stream.of(
          dynamicTest(
              "fails",
              () -> {
                throw new IllegalStateException("a-shared-value");
              }),
          dynamicTest(
              "is aborted",
              () -> {
                throw new TestAbortedException("a-shared-value");
              }),
          dynamicTest("succeeds", () -> {}));
    }
  }

  @Tag("fixture")
  @SecretsManagerTest
  @NoSecretLeaks
  @Secret(name = "db", string = "a-shared-value")
  static class FailsToConstruct {

    FailsToConstruct() {
      System.out.println("a-shared-value");
      throw new IllegalStateException("a-shared-value");
    }

    @Test
    void test() {}
  }

  @NoSecretLeaks
  abstract static class Watched extends Prints {}

  static class Inherits extends Watched {}

  @Retention(RetentionPolicy.RUNTIME)
  @NoSecretLeaks
  @interface Careful {}

  @Careful
  static class Composed extends Prints {}

  static class OnMethod extends Prints {

    @Test
    @NoSecretLeaks
    @Override
    void prints() {
      super.prints();
    }
  }

  @Tag("fixture")
  static class ExceptsFromNothing extends Prints {

    @Test
    @NoSecretLeaks(value = false, except = "username")
    @Override
    void prints() {
      super.prints();
    }
  }

  @Tag("fixture")
  static class ByDefault extends Prints {

    @Test
    @NoSecretLeaks(false)
    void switchedOff() {
      System.out.println("a-shared-value");
    }
  }

  private static final CyclicBarrier TOGETHER = new CyclicBarrier(3);

  private static void meet() {
    try {
      TOGETHER.await(30, SECONDS);
    } catch (InterruptedException | BrokenBarrierException | TimeoutException alone) {
      throw new AssertionError(alone);
    }
  }

  @Tag("fixture")
  @SecretsManagerTest
  @NoSecretLeaks
  @Secret(name = "mine", string = "a-shared-value")
  static class Parallel1 {

    @Test
    void test() {
      meet();
      System.out.println("shared a-shared-value, another's only-of-the-second");
      meet();
    }
  }

  @Tag("fixture")
  @SecretsManagerTest
  @NoSecretLeaks
  @Secret(
      name = "ours",
      json = "{\"password\":\"a-shared-value\",\"other\":\"only-of-the-second\"}")
  static class Parallel2 {

    @Test
    void test() {
      meet();
      meet();
    }
  }

  @Tag("fixture")
  @SecretsManagerTest
  @NoSecretLeaks
  @Secret(name = "theirs", string = "another-value-of-nobody")
  static class Parallel3 {

    @Test
    void test() {
      meet();
      meet();
    }
  }

  @Tag("fixture")
  @SecretsManagerTest
  @NoSecretLeaks
  @Secret(name = "db", string = "a-shared-value")
  @TestMethodOrder(MethodOrderer.MethodName.class)
  static class OneAfterTheOther {

    @Test
    void before() {}

    @Test
    void prints() {
      System.out.println("a-shared-value");
    }

    @Test
    void quietAfterwards() {}
  }
}
