package dev.strongroom.junit;

import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.strongroom.api.RotationStep;
import dev.strongroom.fault.RotationFailure.How;
import dev.strongroom.sdk.ClientKind;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Impossible faults, callers, limits and shared clients are refused before a test runs. */
class AnnotationMisuseTest {

  static Stream<Arguments> misuses() {
    return Stream.of(
        arguments(
            SharedWithoutKey.class,
            "@SharedClient(\" \") on %sSharedWithoutKey has a blank key: write the key that is given to SharedClients.of(...)"),
        arguments(
            SharedTwice.class,
            "@SharedClient(\"b\") on %1$sSharedTwice$Inner differs from the one on %1$sSharedTwice: keep one"),
        arguments(
            NoOperation.class,
            "@MaxCalls(value = 1, of = \"GetSecret\") on %sNoOperation is invalid: Secrets Manager has no operation 'GetSecret'; did you mean CreateSecret or DeleteSecret or ListSecrets or GetSecretValue?"),
        arguments(
            FewerThanNone.class,
            "@MaxCalls(value = -1, of = \"GetSecretValue\") on %sFewerThanNone is invalid: value must be 0, for no calls, or more"),
        arguments(
            TwoLimits.class,
            "@MaxCalls(value = 2, of = \"GetSecretValue\") on %sTwoLimits is invalid: there is @MaxCalls(value = 1, of = \"GetSecretValue\") too; keep one of them"),
        arguments(
            NegativeCost.class,
            "@MaxCost(value = -0.5) on %sNegativeCost is invalid: value must be 0, for nothing that costs, or more"),
        arguments(
            CostOfNever.class,
            "@MaxCost(value = 1.0, times = 0) on %sCostOfNever is invalid: times must be at least 1"),
        arguments(
            Nobody.class,
            "@As(\"ann\") on %sNobody is invalid: write role/name, user/name, or the ARN of a role or user in any account"),
        arguments(
            Misspelt.class,
            "@As(\"user/ann\") on %sMisspelt is invalid: Secrets Manager has no operation 'GetSecretsValue'; did you mean GetSecretValue or PutSecretValue?"),
        arguments(
            MisspeltService.class,
            "@As(\"user/ann\") on %sMisspeltService is invalid: No call needs permission for 'secretmanager:GetSecretValue': write an action of one of [iam, kms, lambda, secretsmanager, sts]"),
        arguments(
            NeverThrottled.class,
            "@Throttled on %sNeverThrottled is invalid: times is 0, but must be at least 1"),
        arguments(
            ThrottledDirect.class,
            "@Throttled on %sThrottledDirect is invalid: ThrottlingException on GetSecretValue: struck 0 of 1: what comes of it is decided by the retries and time-outs of the application's own client, and a DIRECT client has none. Use a REAL one (or AUTO, which is real where it has to be), or say that a single failure of a DIRECT client is meant. The latter is client = DIRECT_WITHOUT_RETRIES"),
        arguments(
            RotationWithoutName.class,
            "@RotationFails on %sRotationWithoutName is invalid: secret is blank: name the secret that rotates"),
        arguments(
            NoFailure.class,
            "@RotationFails on %sNoFailure is invalid: LOST_ANSWER before a step's work can't be: without work there is no answer to be lost. Use after(), or THROW"));
  }

  @ParameterizedTest
  @MethodSource("misuses")
  void isRefusedBeforeTheTestRuns(Class<?> fixture, String message) {
    Kit.assertRefused(fixture, message);
  }

  @Tag("fixture")
  @SecretsManagerTest
  @SharedClient(" ")
  static class SharedWithoutKey extends NeverRun {}

  @Tag("fixture")
  @SecretsManagerTest
  @SharedClient("a")
  static class SharedTwice {

    @Nested
    @SharedClient("b")
    class Inner extends NeverRun {}
  }

  @Tag("fixture")
  @SecretsManagerTest
  @MaxCalls(value = 1, of = "GetSecret")
  static class NoOperation extends NeverRun {}

  @Tag("fixture")
  @SecretsManagerTest
  @MaxCalls(value = -1, of = "GetSecretValue")
  static class FewerThanNone extends NeverRun {}

  @Tag("fixture")
  @SecretsManagerTest
  @MaxCalls(value = 1, of = "GetSecretValue")
  @MaxCalls(value = 2, of = "GetSecretValue")
  static class TwoLimits extends NeverRun {}

  @Tag("fixture")
  @SecretsManagerTest
  @MaxCost(-0.50)
  static class NegativeCost extends NeverRun {}

  @Tag("fixture")
  @SecretsManagerTest
  @MaxCost(value = 1.00, times = 0)
  static class CostOfNever extends NeverRun {}

  @Tag("fixture")
  @SecretsManagerTest
  @As("ann")
  static class Nobody extends NeverRun {}

  @Tag("fixture")
  @SecretsManagerTest
  @As(value = "user/ann", allow = "secretsmanager:GetSecretsValue")
  static class Misspelt extends NeverRun {}

  @Tag("fixture")
  @SecretsManagerTest
  @As(
      value = "user/ann",
      allow = {"secretsmanager:List*", "secretmanager:GetSecretValue"})
  static class MisspeltService extends NeverRun {}

  @Tag("fixture")
  @SecretsManagerTest
  @Throttled(times = 0)
  static class NeverThrottled extends NeverRun {}

  @Tag("fixture")
  @SecretsManagerTest(client = ClientKind.DIRECT)
  @Throttled("GetSecretValue")
  static class ThrottledDirect extends NeverRun {}

  @Tag("fixture")
  @SecretsManagerTest
  @RotationFails(secret = " ", step = RotationStep.TEST_SECRET)
  static class RotationWithoutName extends NeverRun {}

  @Tag("fixture")
  @SecretsManagerTest
  @RotationFails(secret = "db", step = RotationStep.TEST_SECRET, how = How.LOST_ANSWER)
  static class NoFailure extends NeverRun {}
}
