package dev.strongroom.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import dev.strongroom.SecretsEmulator;
import dev.strongroom.contract.Door;
import dev.strongroom.contract.LabelsContract;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.platform.testkit.engine.EngineTestKit;

/**
 * The emulator against the reference model over random histories: 2,500 steps in the normal build,
 * 10,000 with the profile {@code thorough}, a million with {@code soak}. A seed that fails is
 * replayed alone with {@code -Dtest=ModelBasedTest -Dstrongroom.seed=<seed>}.
 */
class ModelBasedTest {

  private static final int STEPS = 500;

  static LongStream seeds() {
    var one = Long.getLong("strongroom.seed");
    return one == null ? LongStream.rangeClosed(1, 5) : LongStream.of(one);
  }

  static LongStream thoroughSeeds() {
    return LongStream.rangeClosed(6, 20);
  }

  static LongStream moreSeeds() {
    return LongStream.range(0, 40).map(fifty -> 1000 + fifty * 50);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void emulatorDoesWhatTheModelDoes(long seed) {
    assertThat(Verdict.on(seed, STEPS)).isEmpty();
  }

  @Tag("thorough")
  @ParameterizedTest(name = "seed {0}")
  @MethodSource("thoroughSeeds")
  void emulatorDoesWhatTheModelDoesInMoreHistories(long seed) {
    assertThat(Verdict.on(seed, STEPS)).isEmpty();
  }

  @Tag("soak")
  @ParameterizedTest(name = "seeds from {0}")
  @MethodSource("moreSeeds")
  void emulatorDoesWhatTheModelDoesForLong(long first) {
    for (long seed = first; seed < first + 50; seed++) {
      assertThat(Verdict.on(seed, STEPS)).isEmpty();
    }
  }

  /**
   * Refusals that cost the service its name when they are missing or wrong: the histories meet
   * them.
   */
  @Tag("thorough")
  @Test
  void historiesMeetEveryOperationAndEveryRefusal() {
    var met = new TreeSet<String>();
    LongStream.rangeClosed(1, 20)
        .forEach(seed -> met.addAll(DifferentialRun.outcomes(History.of(seed, STEPS))));

    assertThat(met.stream().filter(outcome -> outcome.endsWith(": ok"))).hasSize(14);
    assertThat(met.stream().filter(outcome -> outcome.endsWith("constraint violated"))).hasSize(14);
    assertThat(met.stream().filter(outcome -> outcome.endsWith("marked for deletion."))).hasSize(7);
    assertThat(met.stream().filter(outcome -> outcome.contains("that value is already in use")))
        .hasSize(3);
    assertThat(met)
        .contains(
            "BatchGetSecretValue: The NextToken value is invalid.",
            "CreateSecret: The operation failed because the secret <name> already exists.",
            "CreateSecret: You can't create this secret because a secret with this name is already scheduled for deletion.",
            "DeleteSecret: Secrets Manager can't find the specified secret.",
            "GetSecretValue: Secrets Manager can't find the specified secret value for VersionId: <id>",
            "GetSecretValue: Secrets Manager can't find the specified secret value for staging label <label>",
            "GetSecretValue: You can't perform this operation on secret version <id> because it was deleted.",
            "GetSecretValue: You provided a VersionStage that is not associated to the provided VersionId.",
            "GetRandomPassword: The exclusions leave no characters for the password.",
            "ListSecretVersionIds: The NextToken value is invalid.",
            "ListSecrets: The NextToken value is invalid.",
            "PutSecretValue: You can't have more than 20 staging labels on a secret.",
            "TagResource: You can't have more than 50 tags on a secret.",
            "UpdateSecretVersionStage: Secrets Manager can't find the specified secret value for VersionId: <id>",
            "UpdateSecretVersionStage: You can only move staging label <label> to a different secret version. It can't be completely removed.");
  }

  @Test
  @DisplayName("SEQ-1 to SEQ-17: the model itself leaves the labels where AWS does")
  void modelPassesTheRecordedSequences() {
    var tests =
        EngineTestKit.engine("junit-jupiter")
            .selectors(
                selectMethod(
                    OverTheModel.class,
                    "labelsAfterTheSteps",
                    "java.lang.String, java.lang.String, java.lang.String"))
            .execute()
            .testEvents();

    assertThat(tests.failed().stream().map(event -> event.getTestDescriptor().getDisplayName()))
        .isEmpty();
    assertThat(
            tests.succeeded().stream()
                .map(event -> event.getTestDescriptor().getDisplayName().split(":")[0])
                .filter(name -> name.startsWith("SEQ-")))
        .hasSize(17);
  }

  @Tag("fixture")
  static class OverTheModel extends LabelsContract {
    @Override
    protected Door open(SecretsEmulator emulator) {
      return new ReferenceModel(START, Map.of());
    }
  }
}
