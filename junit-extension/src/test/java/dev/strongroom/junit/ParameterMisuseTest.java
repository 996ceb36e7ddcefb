package dev.strongroom.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.strongroom.SecretsEmulator;
import dev.strongroom.fault.Faults;
import dev.strongroom.time.VirtualClock;
import java.net.URI;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/** A parameter that can't be resolved is refused in our words, and without quoting a value. */
class ParameterMisuseTest {

  static Stream<Arguments> parameters() {
    return Stream.of(
        arguments(
            ValueOfNoSecret.class,
            "@FromSecret(\"db\") String of %sValueOfNoSecret#test can't be resolved: Secrets Manager can't find the specified secret. Declare it with @Secret, or create it before JUnit calls this method. us-east-1 of account 123456789012 has no secrets"),
        arguments(
            AsOnNoClient.class,
            "%sAsOnNoClient#test can't have a parameter of type SecretsEmulator: @As sets whose calls a client makes; put it on a client's parameter"),
        arguments(
            AgentAsText.class,
            "%sAgentAsText#test can't have a parameter of type String: @LocalAgent gives the address of an agent; make it a java.net.URI"),
        arguments(
            AgentOfNoDependency.class,
            "%sAgentOfNoDependency#test can't have a parameter of type URI: the agent can't be started; @LocalAgent needs the dependency dev.strongroom:strongroom-local: add it"),
        arguments(
            AgentAlone.class,
            "%1$sAgentAlone#test can't have a parameter of type URI: there is no emulator that it could come from; add @SecretsManagerTest to %1$sAgentAlone"),
        arguments(
            BytesAsText.class,
            "@FromSecret(\"db\") String of %sBytesAsText#test can't be resolved: the secret is binary: take it as byte[]"),
        arguments(
            TextAsMap.class,
            "@FromSecret(\"db\") Map of %sTextAsMap#test can't be resolved: the secret is no JSON: take it as String"),
        arguments(
            PartOfTheEmulator.class,
            "%sPartOfTheEmulator#test can't have a parameter of type Faults: the emulator has it; take a SecretsEmulator aws, and aws.faults()"),
        arguments(
            ClientOfAnotherService.class,
            "%sClientOfAnotherService#test can't have a parameter of type SdkClient: its service is not emulated; use a client of your own"),
        arguments(
            NoCreator.class,
            "@FromSecret(\"db\") Runnable of %sNoCreator#test can't be resolved: Cannot construct instance of `java.lang.Runnable` (no Creators, like default constructor, exist): abstract types either need to be mapped to concrete types, have custom deserializer, or contain additional type information"),
        arguments(
            ThrowingConstructor.class,
            "@FromSecret(\"db\") Port of %sThrowingConstructor#test can't be resolved: Port threw java.lang.IllegalArgumentException"),
        arguments(
            ArrayForAnObject.class,
            "@FromSecret(\"db\") Map of %sArrayForAnObject#test can't be resolved: its JSON has an array, which does not fit LinkedHashMap: correct the type or the secret"),
        arguments(
            OtherShape.class,
            "@FromSecret(\"db\") Map of %sOtherShape#test can't be resolved: its JSON has a string at 'port', which does not fit Integer: correct the type or the secret"),
        arguments(
            ValueAlone.class,
            "%1$sValueAlone#test can't have a parameter of type String: there is no emulator that it could come from; add @SecretsManagerTest to %1$sValueAlone"),
        arguments(
            CallerAlone.class,
            "The constructor of %1$sCallerAlone can't have a parameter of type SecretsManagerClient: there is no emulator that it could come from; add @SecretsManagerTest to %1$sCallerAlone"),
        arguments(
            ClientAlone.class,
            "%1$sClientAlone#beforeEach can't have a parameter of type SecretsManagerClient: there is no emulator that it could come from; add @SecretsManagerTest to %1$sClientAlone"));
  }

  @ParameterizedTest
  @MethodSource("parameters")
  void parameterThatCannotBeGivenIsRefusedWithoutQuotingAValue(Class<?> fixture, String message) {
    var failures = Kit.failures(Kit.run(fixture));

    assertThat(failures)
        .singleElement()
        .isInstanceOf(ParameterResolutionException.class)
        .extracting(Throwable::getMessage)
        .isEqualTo(message.formatted(ParameterMisuseTest.class.getName() + "$"));
    assertThat(failures.get(0)).hasNoCause();
    assertThat(NeverRun.COUNT).hasValue(0);
  }

  static Stream<Arguments> parametersOfConstructors() {
    return Stream.of(
        arguments(ClientForAllTests.class, "SecretsManagerClient"),
        arguments(EmulatorForAllTests.class, "SecretsEmulator"),
        arguments(ClockForAllTests.class, "VirtualClock"));
  }

  @ParameterizedTest
  @MethodSource("parametersOfConstructors")
  void constructorForAllTestsOfAClassIsNotGivenWhatBelongsToOne(Class<?> fixture, String type) {
    assertThat(Kit.failures(Kit.run(fixture)))
        .singleElement()
        .isInstanceOf(ParameterResolutionException.class)
        .extracting(Throwable::getMessage)
        .isEqualTo(
            "The constructor of %s can't have a parameter of type %s: with Lifecycle.PER_CLASS the instance serves many tests, each with an emulator of its own; take it as a parameter of the test method or of @BeforeEach"
                .formatted(fixture.getName(), type));
    assertThat(NeverRun.COUNT).hasValue(0);
  }

  @Test
  void outerInstanceOfANestedClassPerClassIsNotGivenWhatBelongsToOneTest() {
    var results = Kit.run(OuterOfPerClass.class);

    assertThat(results.testEvents().started().count()).isZero();
    assertThat(Kit.failures(results))
        .singleElement()
        .extracting(Throwable::getMessage)
        .asString()
        .contains(
            "The constructor of " + ParameterMisuseTest.class.getName() + "$" + "OuterOfPerClass");
    assertThat(NeverRun.COUNT).hasValue(0);
  }

  @Test
  void methodSourceIsNotGivenWhatBelongsToOneTest() {
    assertThat(Kit.failures(Kit.run(ArgumentsFromSecrets.class)))
        .singleElement()
        .isInstanceOf(ParameterResolutionException.class)
        .extracting(Throwable::getMessage)
        .isEqualTo(
            ParameterMisuseTest.class.getName()
                + "$ArgumentsFromSecrets#names can't have a parameter of type SecretsManagerClient: it is neither a test nor a lifecycle method, and each test has an emulator of its own; take it as a parameter of the test method");
    assertThat(NeverRun.COUNT).hasValue(0);
  }

  record Port(String port) {

    Port {
      throw new IllegalArgumentException("not a port: " + port);
    }
  }

  @Tag("fixture")
  @SecretsManagerTest
  static class AgentAsText {

    @Test
    void test(@LocalAgent String agent) {
      NeverRun.COUNT.incrementAndGet();
    }
  }

  @Tag("fixture")
  @SecretsManagerTest
  static class AgentOfNoDependency {

    @Test
    void test(@LocalAgent URI agent) {
      NeverRun.COUNT.incrementAndGet();
    }
  }

  @Tag("fixture")
  static class AgentAlone {

    @Test
    void test(@LocalAgent URI agent) {
      NeverRun.COUNT.incrementAndGet();
    }
  }

  @Tag("fixture")
  @SecretsManagerTest
  static class ValueOfNoSecret {

    @Test
    void test(@FromSecret("db") String value) {
      NeverRun.COUNT.incrementAndGet();
    }
  }

  @Tag("fixture")
  @SecretsManagerTest
  static class AsOnNoClient {

    @Test
    void test(@As("role/reader") SecretsEmulator aws) {
      NeverRun.COUNT.incrementAndGet();
    }
  }

  @Tag("fixture")
  @SecretsManagerTest
  @Secret(name = "db", binary = 1)
  static class BytesAsText {

    @Test
    void test(@FromSecret("db") String value) {
      NeverRun.COUNT.incrementAndGet();
    }
  }

  @Tag("fixture")
  @SecretsManagerTest
  @Secret(name = "db", string = "hunter2")
  static class TextAsMap {

    @Test
    void test(@FromSecret("db") Map<String, String> value) {
      NeverRun.COUNT.incrementAndGet();
    }
  }

  @Tag("fixture")
  @SecretsManagerTest
  static class PartOfTheEmulator {

    @Test
    void test(Faults faults) {
      NeverRun.COUNT.incrementAndGet();
    }
  }

  @Tag("fixture")
  @SecretsManagerTest
  static class ClientOfAnotherService {

    @Test
    void test(@As("user/ann") SdkClient client) {
      NeverRun.COUNT.incrementAndGet();
    }
  }

  @Tag("fixture")
  @SecretsManagerTest
  @Secret(name = "db", json = "{\"port\":\"hunter2\"}")
  static class NoCreator {

    @Test
    void test(@FromSecret("db") Runnable value) {
      NeverRun.COUNT.incrementAndGet();
    }
  }

  @Tag("fixture")
  @SecretsManagerTest
  @Secret(name = "db", json = "{\"port\":\"hunter2\"}")
  static class ThrowingConstructor {

    @Test
    void test(@FromSecret("db") Port value) {
      NeverRun.COUNT.incrementAndGet();
    }
  }

  @Tag("fixture")
  @SecretsManagerTest
  @Secret(name = "db", json = "[\"hunter2\"]")
  static class ArrayForAnObject {

    @Test
    void test(@FromSecret("db") Map<String, String> value) {
      NeverRun.COUNT.incrementAndGet();
    }
  }

  @Tag("fixture")
  @SecretsManagerTest
  @Secret(name = "db", json = "{\"port\":\"hunter2\"}")
  static class OtherShape {

    @Test
    void test(@FromSecret("db") Map<String, Integer> value) {
      NeverRun.COUNT.incrementAndGet();
    }
  }

  @Tag("fixture")
  static class ValueAlone {

    @Test
    void test(@FromSecret("db") String password) {
      NeverRun.COUNT.incrementAndGet();
    }
  }

  @Tag("fixture")
  static class CallerAlone extends NeverRun {

    CallerAlone(@As("user/ann") SecretsManagerClient client) {}
  }

  @Tag("fixture")
  @Secret(name = "db", string = "one")
  static class ClientAlone extends NeverRun {

    @BeforeEach
    void beforeEach(SecretsManagerClient client) {
      NeverRun.COUNT.incrementAndGet();
    }
  }

  @Tag("fixture")
  @SecretsManagerTest
  @TestInstance(Lifecycle.PER_CLASS)
  static class ClientForAllTests extends NeverRun {

    ClientForAllTests(SecretsManagerClient client) {}
  }

  @Tag("fixture")
  @SecretsManagerTest
  @TestInstance(Lifecycle.PER_CLASS)
  static class EmulatorForAllTests extends NeverRun {

    EmulatorForAllTests(SecretsEmulator emulator) {}
  }

  @Tag("fixture")
  @SecretsManagerTest
  @TestInstance(Lifecycle.PER_CLASS)
  static class ClockForAllTests extends NeverRun {

    ClockForAllTests(VirtualClock clock) {}
  }

  @Tag("fixture")
  @SecretsManagerTest
  static class OuterOfPerClass {

    OuterOfPerClass(SecretsManagerClient client) {}

    @Nested
    @TestInstance(Lifecycle.PER_CLASS)
    class Inner extends NeverRun {}
  }

  @Tag("fixture")
  @SecretsManagerTest
  static class ArgumentsFromSecrets {

    static Stream<String> names(SecretsManagerClient client) {
      return Stream.of("a");
    }

    @ParameterizedTest
    @MethodSource("names")
    void test(String name) {
      NeverRun.COUNT.incrementAndGet();
    }
  }
}
