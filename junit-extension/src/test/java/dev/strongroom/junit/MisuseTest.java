package dev.strongroom.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.strongroom.SecretsEmulator;
import dev.strongroom.Seed;
import dev.strongroom.time.VirtualClock;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/** What can't be meant is refused before a test runs, naming annotation, place and remedy. */
class MisuseTest {

  private static final String HERE = MisuseTest.class.getName() + "$";

  static Stream<Arguments> misuses() {
    return Stream.of(
        arguments(
            StringAndJson.class,
            "@Secret(name = \"db\") on %sStringAndJson has string and json: keep one, or none for a secret without a value"),
        arguments(
            AllThree.class,
            "@Secret(name = \"db\") on %sAllThree#test has string and json and binary: keep one, or none for a secret without a value"),
        arguments(
            EmptyString.class,
            "@Secret(name = \"db\") on %sEmptyString has an empty string, which no secret can have: leave it out for a secret without a value"),
        arguments(
            EmptyJson.class,
            "@Secret(name = \"db\") on %sEmptyJson can't be read: The JSON of secret 'db' is empty: correct it, or use string for a value that is not JSON"),
        arguments(
            MalformedJson.class,
            "@Secret(name = \"db\") on %sMalformedJson can't be read: The JSON of secret 'db' is malformed at line 1, column 14: correct it, or use string for a value that is not JSON"),
        arguments(
            BlankName.class,
            "@Secret(name = \" \") on %sBlankName has a blank name: write the name by which the application asks for it"),
        arguments(
            InvalidName.class,
            "@Secret(name = \"my db\") on %sInvalidName#test is refused by the service: Invalid name. Must be a valid name containing alphanumeric characters, or any of the following: -/_+=.@!: correct the annotation"),
        arguments(
            TagWithoutValue.class,
            "@Secret(name = \"db\") on %sTagWithoutValue has the tag 'payments': write it as key=value"),
        arguments(
            TagWithoutKey.class,
            "@Secret(name = \"db\") on %sTagWithoutKey has the tag ' =payments': write it as key=value"),
        arguments(
            SameName.class,
            "@Secret(name = \"db\") on %1$sSameName differs from the one on %1$sSameName: keep one; to change a value for one test, put another one there"),
        arguments(
            SameNameOnMethod.class,
            "@Secret(name = \"db\") on %1$sSameNameOnMethod#test differs from the one on %1$sSameNameOnMethod: keep one; to change a value for one test, put another one there"),
        arguments(
            SameNameInNested.class,
            "@Secret(name = \"db\") on %1$sSameNameInNested$Inner differs from the one on %1$sSameNameInNested: keep one; to change a value for one test, put another one there"),
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
            TwoExtensions.class,
            "%sTwoExtensions has more than one SecretsManagerExtension: keep either @SecretsManagerTest or one @RegisterExtension"),
        arguments(
            TwoExtensionsOnMethod.class,
            "%sTwoExtensionsOnMethod#test has more than one SecretsManagerExtension: keep either @SecretsManagerTest or one @RegisterExtension"),
        arguments(
            BuilderWithSecretTwice.class,
            "The SecretsManagerExtension of %sBuilderWithSecretTwice can't start an emulator: Secret 'db' can't be seeded: The operation failed because the secret db already exists."));
  }

  @ParameterizedTest
  @MethodSource("misuses")
  void isRefusedBeforeTheTestRuns(Class<?> fixture, String message) {
    var results = Kit.run(fixture);

    assertThat(Kit.failures(results))
        .singleElement()
        .isInstanceOf(ExtensionConfigurationException.class)
        .extracting(Throwable::getMessage)
        .isEqualTo(message.formatted(HERE));
    assertThat(results.testEvents().succeeded().count()).isZero();
    assertThat(Run.COUNT).hasValue(0);
  }

  @Test
  void secretIsNotQuotedWhenItsJsonIsMalformed() {
    var failures = Kit.failures(Kit.run(MalformedJson.class));

    assertThat(failures).singleElement().asString().doesNotContain("hunter2");
    assertThat(failures.get(0)).hasStackTraceContaining("malformed").hasNoCause();
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
    assertThat(Run.COUNT).hasValue(0);
  }

  @Test
  void outerInstanceOfANestedClassPerClassIsNotGivenWhatBelongsToOneTest() {
    var results = Kit.run(OuterOfPerClass.class);

    assertThat(results.testEvents().started().count()).isZero();
    assertThat(Kit.failures(results))
        .singleElement()
        .extracting(Throwable::getMessage)
        .asString()
        .contains("The constructor of " + HERE + "OuterOfPerClass");
    assertThat(Run.COUNT).hasValue(0);
  }

  @Test
  void methodSourceIsNotGivenWhatBelongsToOneTest() {
    assertThat(Kit.failures(Kit.run(ArgumentsFromSecrets.class)))
        .singleElement()
        .isInstanceOf(ParameterResolutionException.class)
        .extracting(Throwable::getMessage)
        .isEqualTo(
            HERE
                + "ArgumentsFromSecrets#names can't have a parameter of type SecretsManagerClient: it is neither a test nor a lifecycle method, and each test has an emulator of its own; take it as a parameter of the test method");
    assertThat(Run.COUNT).hasValue(0);
  }

  /** How often a fixture's test ran, which must not happen. */
  abstract static class Run {

    static final AtomicInteger COUNT = new AtomicInteger();

    @Test
    void test() {
      COUNT.incrementAndGet();
    }
  }

  @Tag("fixture")
  @SecretsManagerTest
  @Secret(name = "db", string = "one", json = "{}")
  static class StringAndJson extends Run {}

  @Tag("fixture")
  @SecretsManagerTest
  static class AllThree extends Run {

    @Test
    @Override
    @Secret(name = "db", string = "one", json = "{}", binary = 1)
    void test() {
      super.test();
    }
  }

  @Tag("fixture")
  @SecretsManagerTest
  @Secret(name = "db", string = "")
  static class EmptyString extends Run {}

  @Tag("fixture")
  @SecretsManagerTest
  @Secret(name = "db", json = "")
  static class EmptyJson extends Run {}

  @Tag("fixture")
  @SecretsManagerTest
  @Secret(name = "db", json = "{\"password\": hunter2}")
  static class MalformedJson extends Run {}

  @Tag("fixture")
  @SecretsManagerTest
  @Secret(name = " ", string = "one")
  static class BlankName extends Run {}

  @Tag("fixture")
  @SecretsManagerTest
  static class InvalidName extends Run {

    @Test
    @Override
    @Secret(name = "my db", string = "one")
    void test() {
      super.test();
    }
  }

  @Tag("fixture")
  @SecretsManagerTest
  @Secret(name = "db", tags = "payments")
  static class TagWithoutValue extends Run {}

  @Tag("fixture")
  @SecretsManagerTest
  @Secret(name = "db", tags = " =payments")
  static class TagWithoutKey extends Run {}

  @Tag("fixture")
  @SecretsManagerTest
  @Secret(name = "db", string = "one")
  @Secret(name = "db", string = "two")
  static class SameName extends Run {}

  @Tag("fixture")
  @SecretsManagerTest
  @Secret(name = "db", string = "one")
  static class SameNameOnMethod extends Run {

    @Test
    @Override
    @Secret(name = "db", string = "two")
    void test() {
      super.test();
    }
  }

  @Tag("fixture")
  @SecretsManagerTest
  @Secret(name = "db", string = "one")
  static class SameNameInNested {

    @Nested
    @Secret(name = "db", string = "two")
    class Inner extends Run {}
  }

  @Tag("fixture")
  @SecretsManagerTest(region = "Frankfurt")
  static class NoRegion extends Run {}

  @Tag("fixture")
  @SecretsManagerTest(accountId = "12")
  static class NoAccount extends Run {}

  @Tag("fixture")
  @SecretsManagerTest
  static class AnotherRegion extends Run {

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
    class Inner extends Run {}
  }

  @Tag("fixture")
  @SecretsManagerTest
  static class TwoExtensions extends Run {

    @RegisterExtension
    static final SecretsManagerExtension AWS = SecretsManagerExtension.builder().build();
  }

  @Tag("fixture")
  static class TwoExtensionsOnMethod extends Run {

    @RegisterExtension
    final SecretsManagerExtension aws = SecretsManagerExtension.builder().build();

    @Test
    @Override
    @SecretsManagerTest
    void test() {
      super.test();
    }
  }

  @Tag("fixture")
  static class BuilderWithSecretTwice extends Run {

    @RegisterExtension
    static final SecretsManagerExtension AWS =
        SecretsManagerExtension.builder()
            .secret(Seed.secret("db").string("one"))
            .secret(Seed.secret("db").string("two"))
            .build();
  }

  @Tag("fixture")
  @SecretsManagerTest
  @TestInstance(Lifecycle.PER_CLASS)
  static class ClientForAllTests extends Run {

    ClientForAllTests(SecretsManagerClient client) {}
  }

  @Tag("fixture")
  @SecretsManagerTest
  @TestInstance(Lifecycle.PER_CLASS)
  static class EmulatorForAllTests extends Run {

    EmulatorForAllTests(SecretsEmulator emulator) {}
  }

  @Tag("fixture")
  @SecretsManagerTest
  @TestInstance(Lifecycle.PER_CLASS)
  static class ClockForAllTests extends Run {

    ClockForAllTests(VirtualClock clock) {}
  }

  @Tag("fixture")
  @SecretsManagerTest
  static class OuterOfPerClass {

    OuterOfPerClass(SecretsManagerClient client) {}

    @Nested
    @TestInstance(Lifecycle.PER_CLASS)
    class Inner extends Run {}
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
      Run.COUNT.incrementAndGet();
    }
  }
}
