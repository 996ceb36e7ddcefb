package dev.strongroom.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.strongroom.sdk.ClientKind;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.extension.TestInstancePostProcessor;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.platform.engine.reporting.ReportEntry;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/** The report comes with every failure of a test, whenever that happens, and with nothing else. */
class FailureReportOccasionsTest {

  @Test
  void comesWithTheFailureOfADynamicTestAndNotWithAnAbortion() {
    var results = Kit.run(Dynamic.class);

    assertThat(Kit.failures(results))
        .satisfiesExactly(
            aborted -> assertThat(aborted.getSuppressed()).isEmpty(),
            failed ->
                assertThat(failed.getSuppressed())
                    .singleElement()
                    .extracting(Throwable::getMessage)
                    .asString()
                    .startsWith(
                        "The emulator when %s#factory failed, ".formatted(Dynamic.class.getName()))
                    .contains("\ncalls:\n", " ListSecrets in us-east-1 by "));
    assertThat(results.testEvents().aborted().count()).isEqualTo(1);
    assertThat(entries(results)).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(classes = {FailsToConstruct.class, FailsToPrepare.class})
  @EnabledIf("dev.strongroom.junit.Kit#junitTellsConstructorsTheirTest")
  void comesWithFailuresBeforeTheTestHasAnInstance(Class<?> fixture) {
    var results = Kit.run(fixture);

    assertThat(failure(results).getSuppressed())
        .singleElement()
        .extracting(Throwable::getMessage)
        .asString()
        .startsWith("The emulator when %s#test failed, ".formatted(fixture.getName()));
    assertThat(entries(results)).hasSize(1);
  }

  @Test
  void comesWithFailuresBeforeAndAfterTheTestToo() {
    assertThat(failure(Kit.run(FailsBefore.class)).getSuppressed()).hasSize(1);
    assertThat(failure(Kit.run(FailsAfter.class)).getSuppressed()).hasSize(1);
  }

  @Test
  void isNotMadeForTestsThatSucceedOrAreAborted() {
    var results = Kit.run(DoesNotFail.class);

    assertThat(results.testEvents().succeeded().count()).isEqualTo(1);
    assertThat(results.testEvents().aborted().count()).isEqualTo(1);
    assertThat(entries(results)).isEmpty();
  }

  private static Throwable failure(EngineExecutionResults results) {
    var failures = Kit.failures(results);
    assertThat(failures).singleElement().asString().contains("on purpose");
    return failures.get(0);
  }

  private static List<Map<String, String>> entries(EngineExecutionResults results) {
    return results
        .allEvents()
        .reportingEntryPublished()
        .map(event -> event.getRequiredPayload(ReportEntry.class).getKeyValuePairs())
        .toList();
  }

  @Tag("fixture")
  @SecretsManagerTest
  static class Dynamic {

    @TestFactory
    Stream<DynamicNode> factory(SecretsManagerClient secrets) {
      return Stream.of(
          dynamicTest("is aborted", () -> assumeThat(1).isEqualTo(2)),
          dynamicContainer(
              "inner",
              Stream.of(
                  dynamicTest(
                      "fails",
                      () -> {
                        secrets.listSecrets();
                        throw new AssertionError("on purpose");
                      }))));
    }
  }

  @Tag("fixture")
  @SecretsManagerTest
  static class FailsToConstruct {

    FailsToConstruct() {
      throw new IllegalStateException("on purpose");
    }

    @Test
    void test() {}
  }

  static final class Preparation implements TestInstancePostProcessor {

    @Override
    public void postProcessTestInstance(Object instance, ExtensionContext context) {
      throw new IllegalStateException("on purpose");
    }
  }

  @Tag("fixture")
  @SecretsManagerTest
  @ExtendWith(Preparation.class)
  static class FailsToPrepare {

    @Test
    void test() {}
  }

  @Tag("fixture")
  @SecretsManagerTest
  static class FailsBefore {

    @BeforeEach
    void beforeEach() {
      throw new AssertionError("on purpose");
    }

    @Test
    void test() {}
  }

  @Tag("fixture")
  @SecretsManagerTest
  static class FailsAfter {

    @AfterEach
    void afterEach() {
      throw new AssertionError("on purpose");
    }

    @Test
    void test() {}
  }

  @Tag("fixture")
  @SecretsManagerTest
  static class DoesNotFail {

    @Test
    void succeeds() {}

    @Test
    void isAborted() {
      assumeThat(1).isEqualTo(2);
    }
  }

  private static SecretsManagerExtension.Builder frozen() {
    return SecretsManagerExtension.builder()
        .emulator(
            settings -> settings.frozenAt(Instant.parse("2026-01-01T00:00:00Z")).randomSeed(1));
  }

  @Tag("fixture")
  static class NothingHappened {

    @RegisterExtension
    static final SecretsManagerExtension AWS = frozen().client(ClientKind.REAL).build();

    @Test
    void test(SecretsManagerClient secrets) {
      throw new AssertionError("on purpose");
    }
  }
}
