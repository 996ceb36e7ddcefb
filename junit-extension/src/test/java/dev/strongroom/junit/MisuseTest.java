package dev.strongroom.junit;

import static dev.strongroom.junit.EmulatorLifecycle.PER_CLASS;
import static dev.strongroom.junit.EmulatorLifecycle.PER_METHOD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.strongroom.SecretsEmulator;
import dev.strongroom.seed.Seed;
import dev.strongroom.api.RotationStep;
import dev.strongroom.fault.Faults;
import dev.strongroom.fault.RotationFailure.How;
import dev.strongroom.sdk.ClientKind;
import dev.strongroom.time.VirtualClock;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.core.SdkClient;
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
            TextAndFile.class,
            "@Secret(name = \"db\") on %sTextAndFile has string and file: keep one, or none for a secret without a value"),
        arguments(
            NoValueFile.class,
            "@Secret(name = \"db\") on %sNoValueFile has a file that can't be read: is there a "
                + Path.of("no-such.pem").toAbsolutePath()
                + "?"),
        arguments(
            ReplicatedAndScheduled.class,
            "@Secret(name = \"db\") on %sReplicatedAndScheduled can't be: Secret 'db' is scheduled for deletion and has replicas, which AWS refuses: keep one"),
        arguments(
            ReplicatedToItself.class,
            "@Secret(name = \"db\") on %sReplicatedToItself is refused by the service: Invalid replica region.: correct the annotation"),
        arguments(
            UnderReservedAlias.class,
            "@Secret(name = \"db\") on %sUnderReservedAlias is refused by the service: Aliases that begin with alias/aws/ are reserved for AWS: correct the annotation"),
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
            FaultInBeforeAll.class,
            "@BeforeAll declared faults that its tests, each with an emulator of its own, don't have: [ThrottlingException on ListSecrets: struck 0]. Declare them in @BeforeEach"),
        arguments(
            OnBeforeEach.class,
            "@Throttled on %sOnBeforeEach#beforeEach has no effect on a @BeforeEach method: put it on a test or on the class"),
        arguments(
            OnBeforeAll.class,
            "@Secret on %sOnBeforeAll#beforeAll has no effect on a @BeforeAll method: put it on a test or on the class"),
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
            "%sRun#test can't have an emulator that is PER_CLASS, because its class has none: put @SecretsManagerTest on the class, or @RegisterExtension on a static field"),
        arguments(
            SharedWithoutKey.class,
            "@SharedClient(\" \") on %sSharedWithoutKey has a blank key: write the one that SharedClients.of(...) is asked for"),
        arguments(
            SharedTwice.class,
            "@SharedClient(\"b\") on %1$sSharedTwice$Inner differs from the one on %1$sSharedTwice: keep one"),
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
            ThrottledTwiceAlone.class,
            "@Throttled on %1$sThrottledTwiceAlone has no effect on %1$sThrottledTwiceAlone#test, which has no emulator: add @SecretsManagerTest to %1$sThrottledTwiceAlone"),
        arguments(
            NoOperation.class,
            "@MaxCalls(value = 1, of = \"GetSecret\") on %sNoOperation can't be: Secrets Manager has no operation 'GetSecret'; did you mean CreateSecret or DeleteSecret or ListSecrets or GetSecretValue?"),
        arguments(
            FewerThanNone.class,
            "@MaxCalls(value = -1, of = \"GetSecretValue\") on %sFewerThanNone can't be: write how often at most, 0 for never"),
        arguments(
            TwoLimits.class,
            "@MaxCalls(value = 2, of = \"GetSecretValue\") on %sTwoLimits can't be: there is @MaxCalls(value = 1, of = \"GetSecretValue\") too: keep one of them"),
        arguments(
            NoInstant.class,
            "@FrozenAt(\"tomorrow\") on %sNoInstant can't be: write it as 2026-01-01T00:00:00Z"),
        arguments(
            FrozenTooLate.class,
            "@FrozenAt(\"2026-01-01T00:00:00Z\") on %sFrozenTooLate#test can't be: the test starts from a class whose time goes on. Declare it on the outermost class, and advance the clock in the test"),
        arguments(
            NoSuchFile.class,
            "@SeedFile(\"no-such.json\") on %sNoSuchFile can't be: there is no file "
                + Path.of("no-such.json").toAbsolutePath()
                + " that can be read"),
        arguments(
            MalformedFile.class,
            "@SeedFile(\"src/test/resources/malformed-seed.json\") on %sMalformedFile can't be: src/test/resources/malformed-seed.json:1:29: secrets[0] has no member 'value'; it may have name, account, region, arnSuffix, description, tags, kmsKey, replicas, resourcePolicy, blockPublicPolicy, rotation, scheduledForDeletion, managedBy, versions, string, json, binary, file, generate"),
        arguments(
            SeededTwice.class,
            "@SeedFile on %sSeededTwice can't be: src/test/resources/seed.json:2:3: Secret 'prod/db' can't be seeded: The operation failed because the secret prod/db already exists."),
        arguments(
            Nobody.class,
            "@As(\"ann\") on %sNobody can't be: Write role/name, user/name, or the ARN of a role or user in any account"),
        arguments(
            Misspelt.class,
            "@As(\"user/ann\") on %sMisspelt can't be: Secrets Manager has no operation 'GetSecretsValue'; did you mean GetSecretValue or PutSecretValue?"),
        arguments(
            MisspeltService.class,
            "@As(\"user/ann\") on %sMisspeltService can't be: No call needs permission for 'secretmanager:GetSecretValue': write an action of one of [iam, kms, lambda, secretsmanager, sts]"),
        arguments(
            NeverThrottled.class,
            "@Throttled on %sNeverThrottled can't be: times is 0, write how often, at least 1"),
        arguments(
            ThrottledDirect.class,
            "@Throttled on %sThrottledDirect can't be: ThrottlingException on GetSecretValue: struck 0 of 1: what comes of it is decided by the retries and time-outs of the application's own client, and a DIRECT client has none. Use a REAL one (or AUTO, which is real where it has to be), or say that a single failure of a DIRECT client is meant. The latter is client = DIRECT_WITHOUT_RETRIES"),
        arguments(
            RotationWithoutName.class,
            "@RotationFails on %sRotationWithoutName can't be: The secret's name is blank: write which one rotates"),
        arguments(
            NoFailure.class,
            "@RotationFails on %sNoFailure can't be: LOST_ANSWER before a step's work can't be: without work there is no answer to be lost. Use after(), or THROW"),
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
    assertThat(Run.COUNT).hasValue(0);
  }

  @Test
  void testsOfOneEmulatorOneAfterTheOtherAreNotRefused() {
    var results = Kit.runInParallel(List.of(OneAfterTheOther.class), 2);

    assertThat(Kit.failures(results)).isEmpty();
    assertThat(results.testEvents().succeeded().count()).isEqualTo(2);
    assertThat(Kit.failures(Kit.run(AtTheSameTimeIfParallel.class))).isEmpty();
  }

  @Test
  void secretIsNotQuotedWhenItsJsonIsMalformed() {
    var failures = Kit.failures(Kit.run(MalformedJson.class));

    assertThat(failures).singleElement().asString().doesNotContain("hunter2");
    assertThat(failures.get(0)).hasStackTraceContaining("malformed").hasNoCause();
  }

  static Stream<Arguments> parameters() {
    return Stream.of(
        arguments(
            ValueOfNoSecret.class,
            "@FromSecret(\"db\") String of %sValueOfNoSecret#test can't be resolved: Secrets Manager can't find the specified secret. Declare it with @Secret, or create it before JUnit calls this method. us-east-1 of account 123456789012 has no secrets"),
        arguments(
            AsOnNoClient.class,
            "%sAsOnNoClient#test can't have a parameter of type SecretsEmulator: @As sets whose calls a client makes; put it on a client's parameter"),
        arguments(
            BytesAsText.class,
            "@FromSecret(\"db\") String of %sBytesAsText#test can't be resolved: the secret is binary: take it as byte[]"),
        arguments(
            TextAsMap.class,
            "@FromSecret(\"db\") Map of %sTextAsMap#test can't be resolved: the secret is no JSON: take it as String"),
        arguments(
            ValueAlone.class,
            "%1$sValueAlone#test can't have a parameter of type String: there is no emulator that it could come from; add @SecretsManagerTest to %1$sValueAlone"),
        arguments(
            CallerAlone.class,
            "The constructor of %1$sCallerAlone can't have a parameter of type SecretsManagerClient: there is no emulator that it could come from; add @SecretsManagerTest to %1$sCallerAlone"),
        arguments(
            ClientAlone.class,
            "%1$sClientAlone#beforeEach can't have a parameter of type SecretsManagerClient: there is no emulator that it could come from; add @SecretsManagerTest to %1$sClientAlone"),
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
            "@FromSecret(\"db\") Map of %sOtherShape#test can't be resolved: its JSON has a string at 'port', which does not fit Integer: correct the type or the secret"));
  }

  @ParameterizedTest
  @MethodSource("parameters")
  void parameterThatCannotBeGivenIsRefusedWithoutQuotingAValue(Class<?> fixture, String message) {
    var failures = Kit.failures(Kit.run(fixture));

    assertThat(failures)
        .singleElement()
        .isInstanceOf(ParameterResolutionException.class)
        .extracting(Throwable::getMessage)
        .isEqualTo(message.formatted(HERE));
    assertThat(failures.get(0)).hasNoCause();
    assertThat(Run.COUNT).hasValue(0);
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

  @Tag("fixture")
  @SecretsManagerTest(lifecycle = PER_CLASS)
  static class AtTheSameTime extends Run {}

  @Tag("fixture")
  @SecretsManagerTest(lifecycle = PER_CLASS)
  @Execution(ExecutionMode.SAME_THREAD)
  static class OneMethodAtAnyTime extends Run {

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
    class Inner extends Run {}
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
  @Secret(name = "db", string = "one", file = "no-such.pem")
  static class TextAndFile extends Run {}

  @Tag("fixture")
  @SecretsManagerTest
  @Secret(name = "db", file = "no-such.pem")
  static class NoValueFile extends Run {}

  @Tag("fixture")
  @SecretsManagerTest
  @Secret(name = "db", scheduledForDeletion = true, replicas = "eu-west-1")
  static class ReplicatedAndScheduled extends Run {}

  @Tag("fixture")
  @SecretsManagerTest
  @Secret(name = "db", string = "one", replicas = "us-east-1")
  static class ReplicatedToItself extends Run {}

  @Tag("fixture")
  @SecretsManagerTest
  @Secret(name = "db", string = "one", kmsKey = "alias/aws/rds")
  static class UnderReservedAlias extends Run {}

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
  static class ValueAlone {

    @Test
    void test(@FromSecret("db") String password) {
      Run.COUNT.incrementAndGet();
    }
  }

  @Tag("fixture")
  static class CallerAlone extends Run {

    CallerAlone(@As("user/ann") SecretsManagerClient client) {}
  }

  @Tag("fixture")
  @Secret(name = "db", string = "one")
  static class SecretAlone extends Run {}

  @Tag("fixture")
  static class SecretsAlone extends Run {

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
    class Inner extends Run {}
  }

  @Tag("fixture")
  @Throttled
  static class OthersAlone extends Run {}

  @Tag("fixture")
  static class NoSecretLeaksAlone {

    @Test
    @NoSecretLeaks
    void test() {}
  }

  @Tag("fixture")
  @SecretsManagerTest(client = {ClientKind.DIRECT, ClientKind.REAL})
  static class TwoKinds extends Run {}

  @Tag("fixture")
  @SecretsManagerTest(lifecycle = {PER_METHOD, PER_CLASS})
  static class TwoLifecycles extends Run {}

  @Tag("fixture")
  @SecretsManagerTest
  static class FaultInBeforeAll extends Run {

    @BeforeAll
    static void beforeAll(SecretsEmulator aws) {
      aws.faults().on("ListSecrets").throttle();
    }
  }

  @Tag("fixture")
  @SecretsManagerTest
  static class OnBeforeEach extends Run {

    @BeforeEach
    @Throttled
    void beforeEach() {}
  }

  @Tag("fixture")
  @SecretsManagerTest
  static class OnBeforeAll extends Run {

    @BeforeAll
    @Secret(name = "db")
    @Secret(name = "other")
    static void beforeAll() {}
  }

  @Tag("fixture")
  @SecretsManagerTest(randomSeed = {1, 2})
  static class TwoSeeds extends Run {}

  @Tag("fixture")
  @SecretsManagerTest
  static class AnotherSeed extends Run {

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
    class Inner extends Run {}
  }

  @Tag("fixture")
  @SecretsManagerTest(lifecycle = PER_CLASS)
  static class PerMethodInside extends Run {

    @Test
    @Override
    @SecretsManagerTest(lifecycle = PER_METHOD)
    void test() {
      super.test();
    }
  }

  @Tag("fixture")
  static class PerClassOfMethod extends Run {

    @Test
    @Override
    @SecretsManagerTest(lifecycle = PER_CLASS)
    void test() {
      super.test();
    }
  }

  @Tag("fixture")
  static class PerClassOfInstance extends Run {

    @RegisterExtension
    final SecretsManagerExtension aws =
        SecretsManagerExtension.builder().lifecycle(PER_CLASS).build();
  }

  @Tag("fixture")
  @SecretsManagerTest
  @SharedClient(" ")
  static class SharedWithoutKey extends Run {}

  @Tag("fixture")
  @SecretsManagerTest
  @SharedClient("a")
  static class SharedTwice {

    @Nested
    @SharedClient("b")
    class Inner extends Run {}
  }

  @Tag("fixture")
  @SharedClient("a")
  static class SharedAlone extends Run {}

  @Tag("fixture")
  @Strict
  static class StrictAlone extends Run {}

  @Tag("fixture")
  @MaxCalls(value = 1, of = "GetSecretValue")
  @MaxCalls(value = 1, of = "ListSecrets")
  static class MaxCallsAlone extends Run {}

  @Tag("fixture")
  @Throttled("GetSecretValue")
  @Throttled("ListSecrets")
  static class ThrottledTwiceAlone extends Run {}

  @Tag("fixture")
  @SecretsManagerTest
  @MaxCalls(value = 1, of = "GetSecret")
  static class NoOperation extends Run {}

  @Tag("fixture")
  @SecretsManagerTest
  @MaxCalls(value = -1, of = "GetSecretValue")
  static class FewerThanNone extends Run {}

  @Tag("fixture")
  @SecretsManagerTest
  @MaxCalls(value = 1, of = "GetSecretValue")
  @MaxCalls(value = 2, of = "GetSecretValue")
  static class TwoLimits extends Run {}

  @Tag("fixture")
  @SecretsManagerTest
  @FrozenAt("tomorrow")
  static class NoInstant extends Run {}

  @Tag("fixture")
  @SecretsManagerTest
  static class FrozenTooLate extends Run {

    @Test
    @Override
    @FrozenAt("2026-01-01T00:00:00Z")
    void test() {
      super.test();
    }
  }

  @Tag("fixture")
  @SecretsManagerTest
  @SeedFile("no-such.json")
  static class NoSuchFile extends Run {}

  @Tag("fixture")
  @SecretsManagerTest
  @SeedFile("src/test/resources/malformed-seed.json")
  static class MalformedFile extends Run {}

  @Tag("fixture")
  @SecretsManagerTest
  @SeedFile({"src/test/resources/seed.json", "src/test/resources/seed.json"})
  static class SeededTwice extends Run {}

  @Tag("fixture")
  @SecretsManagerTest
  @As("ann")
  static class Nobody extends Run {}

  @Tag("fixture")
  @SecretsManagerTest
  @As(value = "user/ann", allow = "secretsmanager:GetSecretsValue")
  static class Misspelt extends Run {}

  @Tag("fixture")
  @SecretsManagerTest
  @As(
      value = "user/ann",
      allow = {"secretsmanager:List*", "secretmanager:GetSecretValue"})
  static class MisspeltService extends Run {}

  @Tag("fixture")
  @SecretsManagerTest
  @Throttled(times = 0)
  static class NeverThrottled extends Run {}

  @Tag("fixture")
  @SecretsManagerTest(client = ClientKind.DIRECT)
  @Throttled("GetSecretValue")
  static class ThrottledDirect extends Run {}

  @Tag("fixture")
  @SecretsManagerTest
  @RotationFails(secret = " ", step = RotationStep.TEST_SECRET)
  static class RotationWithoutName extends Run {}

  @Tag("fixture")
  @SecretsManagerTest
  @RotationFails(secret = "db", step = RotationStep.TEST_SECRET, how = How.LOST_ANSWER)
  static class NoFailure extends Run {}

  @Tag("fixture")
  @SecretsManagerTest
  static class ValueOfNoSecret {

    @Test
    void test(@FromSecret("db") String value) {
      Run.COUNT.incrementAndGet();
    }
  }

  @Tag("fixture")
  @SecretsManagerTest
  static class AsOnNoClient {

    @Test
    void test(@As("role/reader") SecretsEmulator aws) {
      Run.COUNT.incrementAndGet();
    }
  }

  @Tag("fixture")
  @SecretsManagerTest
  @Secret(name = "db", binary = 1)
  static class BytesAsText {

    @Test
    void test(@FromSecret("db") String value) {
      Run.COUNT.incrementAndGet();
    }
  }

  @Tag("fixture")
  @SecretsManagerTest
  @Secret(name = "db", string = "hunter2")
  static class TextAsMap {

    @Test
    void test(@FromSecret("db") Map<String, String> value) {
      Run.COUNT.incrementAndGet();
    }
  }

  @Tag("fixture")
  @SecretsManagerTest
  @Secret(name = "db", json = "{\"port\":\"hunter2\"}")
  static class OtherShape {

    @Test
    void test(@FromSecret("db") Map<String, Integer> value) {
      Run.COUNT.incrementAndGet();
    }
  }

  @Tag("fixture")
  @Secret(name = "db", string = "one")
  static class ClientAlone extends Run {

    @BeforeEach
    void beforeEach(SecretsManagerClient client) {
      Run.COUNT.incrementAndGet();
    }
  }

  @Tag("fixture")
  @SecretsManagerTest
  static class PartOfTheEmulator {

    @Test
    void test(Faults faults) {
      Run.COUNT.incrementAndGet();
    }
  }

  @Tag("fixture")
  @SecretsManagerTest
  static class ClientOfAnotherService {

    @Test
    void test(@As("user/ann") SdkClient client) {
      Run.COUNT.incrementAndGet();
    }
  }

  @Tag("fixture")
  @SecretsManagerTest
  @Secret(name = "db", json = "{\"port\":\"hunter2\"}")
  static class NoCreator {

    @Test
    void test(@FromSecret("db") Runnable value) {
      Run.COUNT.incrementAndGet();
    }
  }

  record Port(String port) {

    Port {
      throw new IllegalArgumentException("not a port: " + port);
    }
  }

  @Tag("fixture")
  @SecretsManagerTest
  @Secret(name = "db", json = "{\"port\":\"hunter2\"}")
  static class ThrowingConstructor {

    @Test
    void test(@FromSecret("db") Port value) {
      Run.COUNT.incrementAndGet();
    }
  }

  @Tag("fixture")
  @SecretsManagerTest
  @Secret(name = "db", json = "[\"hunter2\"]")
  static class ArrayForAnObject {

    @Test
    void test(@FromSecret("db") Map<String, String> value) {
      Run.COUNT.incrementAndGet();
    }
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
