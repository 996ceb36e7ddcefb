package dev.strongroom.junit;

import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Annotations without an emulator, or where JUnit ignores them, are refused. */
class MissingExtensionTest {

  static Stream<Arguments> misuses() {
    return Stream.of(
        arguments(
            SecretAlone.class,
            "@Secret on %1$sSecretAlone has no effect on %1$sSecretAlone#test, which has no emulator: add @SecretsManagerTest to %1$sSecretAlone"),
        arguments(
            SecretsAlone.class,
            "@Secret on %1$sSecretsAlone#test has no effect on %1$sSecretsAlone#test, which has no emulator: add @SecretsManagerTest to %1$sSecretsAlone"),
        arguments(
            RedirectionAlone.class,
            "@RedirectAwsClients on %1$sRedirectionAlone$Inner has no effect on %1$sRedirectionAlone$Inner#test, which has no emulator: add @SecretsManagerTest to %1$sRedirectionAlone$Inner"),
        arguments(
            OthersAlone.class,
            "@Throttled on %1$sOthersAlone has no effect on %1$sOthersAlone#test, which has no emulator: add @SecretsManagerTest to %1$sOthersAlone"),
        arguments(
            NoSecretLeaksAlone.class,
            "@NoSecretLeaks on %1$sNoSecretLeaksAlone#test has no effect on %1$sNoSecretLeaksAlone#test, which has no emulator: add @SecretsManagerTest to %1$sNoSecretLeaksAlone"),
        arguments(
            SharedAlone.class,
            "@SharedClient on %1$sSharedAlone has no effect on %1$sSharedAlone#test, which has no emulator: add @SecretsManagerTest to %1$sSharedAlone"),
        arguments(
            StrictAlone.class,
            "@Strict on %1$sStrictAlone has no effect on %1$sStrictAlone#test, which has no emulator: add @SecretsManagerTest to %1$sStrictAlone"),
        arguments(
            MaxCallsAlone.class,
            "@MaxCalls on %1$sMaxCallsAlone has no effect on %1$sMaxCallsAlone#test, which has no emulator: add @SecretsManagerTest to %1$sMaxCallsAlone"),
        arguments(
            MaxCostAlone.class,
            "@MaxCost on %1$sMaxCostAlone has no effect on %1$sMaxCostAlone#test, which has no emulator: add @SecretsManagerTest to %1$sMaxCostAlone"),
        arguments(
            ThrottledTwiceAlone.class,
            "@Throttled on %1$sThrottledTwiceAlone has no effect on %1$sThrottledTwiceAlone#test, which has no emulator: add @SecretsManagerTest to %1$sThrottledTwiceAlone"),
        arguments(
            OnBeforeEach.class,
            "@Throttled on %sOnBeforeEach#beforeEach has no effect on a @BeforeEach method: put it on a test or on the class"),
        arguments(
            OnBeforeAll.class,
            "@Secret on %sOnBeforeAll#beforeAll has no effect on a @BeforeAll method: put it on a test or on the class"));
  }

  @ParameterizedTest
  @MethodSource("misuses")
  void isRefusedBeforeTheTestRuns(Class<?> fixture, String message) {
    Kit.assertRefused(fixture, message);
  }

  @Tag("fixture")
  @Secret(name = "db", string = "one")
  static class SecretAlone extends NeverRun {}

  @Tag("fixture")
  static class SecretsAlone extends NeverRun {

    @Test
    @Override
    @Secret(name = "db", string = "one")
    @Secret(name = "db2", string = "one")
    void test() {
      super.test();
    }
  }

  @Tag("fixture")
  static class RedirectionAlone {

    @Nested
    @RedirectAwsClients
    class Inner extends NeverRun {}
  }

  @Tag("fixture")
  @Throttled
  static class OthersAlone extends NeverRun {}

  @Tag("fixture")
  static class NoSecretLeaksAlone {

    @Test
    @NoSecretLeaks
    void test() {}
  }

  @Tag("fixture")
  @SharedClient("a")
  static class SharedAlone extends NeverRun {}

  @Tag("fixture")
  @Strict
  static class StrictAlone extends NeverRun {}

  @Tag("fixture")
  @MaxCalls(value = 1, of = "GetSecretValue")
  @MaxCalls(value = 1, of = "ListSecrets")
  static class MaxCallsAlone extends NeverRun {}

  @Tag("fixture")
  @MaxCost(1.00)
  static class MaxCostAlone extends NeverRun {}

  @Tag("fixture")
  @Throttled("GetSecretValue")
  @Throttled("ListSecrets")
  static class ThrottledTwiceAlone extends NeverRun {}

  @Tag("fixture")
  @SecretsManagerTest
  static class OnBeforeEach extends NeverRun {

    @BeforeEach
    @Throttled
    void beforeEach() {}
  }

  @Tag("fixture")
  @SecretsManagerTest
  static class OnBeforeAll extends NeverRun {

    @BeforeAll
    @Secret(name = "db")
    @Secret(name = "other")
    static void beforeAll() {}
  }
}
