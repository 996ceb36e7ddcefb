package dev.strongroom.junit;

import static dev.strongroom.junit.EmulatorLifecycle.PER_CLASS;
import static dev.strongroom.junit.EmulatorLifecycle.PER_METHOD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.strongroom.SecretsEmulator;
import dev.strongroom.sdk.ClientKind;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Settings of a test that contradict themselves or the class around it are refused before it runs.
 */
class MisuseTest {

  static Stream<Arguments> misuses() {
    return Stream.of(
        arguments(
            NoRegion.class,
            "@SecretsManagerTest on %sNoRegion can't start an emulator: A Region looks like 'us-east-1', but this one is 'Frankfurt'"),
        arguments(
            NoAccount.class,
            "@SecretsManagerTest on %sNoAccount can't start an emulator: An AWS account id has 12 digits, but this one is '12'"),
        arguments(
            AnotherRegion.class,
            "@SecretsManagerTest(region = \"eu-west-1\") on %sAnotherRegion#test starts from a class that has \"us-east-1\": declare it on the outermost class only; a test reaches other Regions and accounts through Clients.of(emulator)"),
        arguments(
            AnotherAccount.class,
            "@SecretsManagerTest(accountId = \"222222222222\") on %sAnotherAccount$Inner starts from a class that has \"111111111111\": declare it on the outermost class only; a test reaches other Regions and accounts through Clients.of(emulator)"),
        arguments(
            FaultInBeforeAll.class,
            "@BeforeAll declared faults that its tests, each with an emulator of its own, don't have: [ThrottlingException on ListSecrets: struck 0]. Declare them in @BeforeEach"),
        arguments(
            TwoKinds.class,
            "@SecretsManagerTest(client = [DIRECT, REAL]) on %sTwoKinds has more than one kind of client: keep one"),
        arguments(
            TwoLifecycles.class,
            "@SecretsManagerTest(lifecycle = [PER_METHOD, PER_CLASS]) on %sTwoLifecycles has more than one lifecycle: keep one"),
        arguments(
            TwoSeeds.class,
            "@SecretsManagerTest(randomSeed = [1, 2]) on %sTwoSeeds has more than one seed: keep one"),
        arguments(
            AnotherSeed.class,
            "@SecretsManagerTest(randomSeed = 2) on %sAnotherSeed#test starts from a class that has none: declare it on the outermost class only"),
        arguments(
            PerClassInside.class,
            "@SecretsManagerTest(lifecycle = PER_CLASS) on %sPerClassInside$Inner starts from a class that is PER_METHOD: declare it on the outermost class only"),
        arguments(
            PerMethodInside.class,
            "@SecretsManagerTest(lifecycle = PER_METHOD) on %sPerMethodInside#test starts from a class that is PER_CLASS: declare it on the outermost class only"),
        arguments(
            PerClassOfMethod.class,
            "%sPerClassOfMethod#test can't have an emulator that is PER_CLASS, because its class has none: put @SecretsManagerTest on the class, or @RegisterExtension on a static field"),
        arguments(
            PerClassOfInstance.class,
            "dev.strongroom.junit.NeverRun#test can't have an emulator that is PER_CLASS, because its class has none: put @SecretsManagerTest on the class, or @RegisterExtension on a static field"),
        arguments(
            NoInstant.class,
            "@FrozenAt(\"tomorrow\") on %sNoInstant can't be: write it as 2026-01-01T00:00:00Z"),
        arguments(
            FrozenTooLate.class,
            "@FrozenAt(\"2026-01-01T00:00:00Z\") on %sFrozenTooLate#test can't be: the test starts from a class whose time goes on. Declare it on the outermost class, and advance the clock in the test"),
        arguments(
            TwoExtensions.class,
            "%sTwoExtensions has more than one SecretsManagerExtension: keep either @SecretsManagerTest or one @RegisterExtension"),
        arguments(
            TwoExtensionsOnMethod.class,
            "%sTwoExtensionsOnMethod#test has more than one SecretsManagerExtension: keep either @SecretsManagerTest or one @RegisterExtension"));
  }

  @ParameterizedTest
  @MethodSource("misuses")
  void isRefusedBeforeTheTestRuns(Class<?> fixture, String message) {
    Kit.assertRefused(fixture, message);
  }

  static Stream<Arguments> testsAtTheSameTime() {
    return Stream.of(
        arguments(AtTheSameTime.class, AtTheSameTime.class),
        arguments(OneMethodAtAnyTime.class, OneMethodAtAnyTime.class),
        arguments(NestedAtTheSameTime.class, NestedAtTheSameTime.class));
  }

  @ParameterizedTest
  @MethodSource("testsAtTheSameTime")
  void testsOfOneEmulatorAtTheSameTimeAreRefused(Class<?> fixture, Class<?> remedyOn) {
    assertThat(Kit.failures(Kit.runInParallel(List.of(fixture), 2)))
        .singleElement()
        .isInstanceOf(ExtensionConfigurationException.class)
        .extracting(Throwable::getMessage)
        .asString()
        .endsWith(
            "#test has the emulator of its class (lifecycle = PER_CLASS), but may run at the same time as other tests of it: put @Execution(SAME_THREAD) on "
                + remedyOn.getName()
                + ", in place of any @Execution(CONCURRENT) inside it, or give each test its own emulator (PER_METHOD)");
    assertThat(NeverRun.COUNT).hasValue(0);
  }

  @Test
  void testsOfOneEmulatorOneAfterTheOtherAreNotRefused() {
    var results = Kit.runInParallel(List.of(OneAfterTheOther.class), 2);

    assertThat(Kit.failures(results)).isEmpty();
    assertThat(results.testEvents().succeeded().count()).isEqualTo(2);
    assertThat(Kit.failures(Kit.run(AtTheSameTimeIfParallel.class))).isEmpty();
  }

  @Tag("fixture")
  @SecretsManagerTest(lifecycle = PER_CLASS)
  static class AtTheSameTime extends NeverRun {}

  @Tag("fixture")
  @SecretsManagerTest(lifecycle = PER_CLASS)
  @Execution(ExecutionMode.SAME_THREAD)
  static class OneMethodAtAnyTime extends NeverRun {

    @Test
    @Override
    @Execution(ExecutionMode.CONCURRENT)
    void test() {
      super.test();
    }
  }

  @Tag("fixture")
  @SecretsManagerTest(lifecycle = PER_CLASS)
  static class NestedAtTheSameTime {

    @Nested
    @TestMethodOrder(MethodOrderer.MethodName.class) // so that its own tests take turns
    class Inner extends NeverRun {}
  }

  @Tag("fixture")
  @SecretsManagerTest(lifecycle = PER_CLASS)
  @Execution(ExecutionMode.SAME_THREAD)
  static class OneAfterTheOther {

    @Test
    void test() {}

    @Nested
    class Inner {

      @Test
      void test() {}
    }
  }

  @Tag("fixture")
  @SecretsManagerTest(lifecycle = PER_CLASS)
  @Execution(ExecutionMode.CONCURRENT)
  static class AtTheSameTimeIfParallel {

    @Test
    void test() {}
  }

  @Tag("fixture")
  @SecretsManagerTest(region = "Frankfurt")
  static class NoRegion extends NeverRun {}

  @Tag("fixture")
  @SecretsManagerTest(accountId = "12")
  static class NoAccount extends NeverRun {}

  @Tag("fixture")
  @SecretsManagerTest
  static class AnotherRegion extends NeverRun {

    @Test
    @Override
    @SecretsManagerTest(region = "eu-west-1")
    void test() {
      super.test();
    }
  }

  @Tag("fixture")
  @SecretsManagerTest(accountId = "111111111111")
  static class AnotherAccount {

    @Nested
    @SecretsManagerTest(accountId = "222222222222")
    class Inner extends NeverRun {}
  }

  @Tag("fixture")
  @SecretsManagerTest
  static class FaultInBeforeAll extends NeverRun {

    @BeforeAll
    static void beforeAll(SecretsEmulator aws) {
      aws.faults().on("ListSecrets").throttle();
    }
  }

  @Tag("fixture")
  @SecretsManagerTest(client = {ClientKind.DIRECT, ClientKind.REAL})
  static class TwoKinds extends NeverRun {}

  @Tag("fixture")
  @SecretsManagerTest(lifecycle = {PER_METHOD, PER_CLASS})
  static class TwoLifecycles extends NeverRun {}

  @Tag("fixture")
  @SecretsManagerTest(randomSeed = {1, 2})
  static class TwoSeeds extends NeverRun {}

  @Tag("fixture")
  @SecretsManagerTest
  static class AnotherSeed extends NeverRun {

    @Test
    @Override
    @SecretsManagerTest(randomSeed = 2)
    void test() {
      super.test();
    }
  }

  @Tag("fixture")
  @SecretsManagerTest
  static class PerClassInside {

    @Nested
    @SecretsManagerTest(lifecycle = PER_CLASS)
    class Inner extends NeverRun {}
  }

  @Tag("fixture")
  @SecretsManagerTest(lifecycle = PER_CLASS)
  static class PerMethodInside extends NeverRun {

    @Test
    @Override
    @SecretsManagerTest(lifecycle = PER_METHOD)
    void test() {
      super.test();
    }
  }

  @Tag("fixture")
  static class PerClassOfMethod extends NeverRun {

    @Test
    @Override
    @SecretsManagerTest(lifecycle = PER_CLASS)
    void test() {
      super.test();
    }
  }

  @Tag("fixture")
  static class PerClassOfInstance extends NeverRun {

    @RegisterExtension
    final SecretsManagerExtension aws =
        SecretsManagerExtension.builder().lifecycle(PER_CLASS).build();
  }

  @Tag("fixture")
  @SecretsManagerTest
  @FrozenAt("tomorrow")
  static class NoInstant extends NeverRun {}

  @Tag("fixture")
  @SecretsManagerTest
  static class FrozenTooLate extends NeverRun {

    @Test
    @Override
    @FrozenAt("2026-01-01T00:00:00Z")
    void test() {
      super.test();
    }
  }

  @Tag("fixture")
  @SecretsManagerTest
  static class TwoExtensions extends NeverRun {

    @RegisterExtension
    static final SecretsManagerExtension AWS = SecretsManagerExtension.builder().build();
  }

  @Tag("fixture")
  static class TwoExtensionsOnMethod extends NeverRun {

    @RegisterExtension
    final SecretsManagerExtension aws = SecretsManagerExtension.builder().build();

    @Test
    @Override
    @SecretsManagerTest
    void test() {
      super.test();
    }
  }
}
