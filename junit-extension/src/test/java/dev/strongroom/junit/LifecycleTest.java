package dev.strongroom.junit;

import static dev.strongroom.api.RotationStep.TEST_SECRET;
import static dev.strongroom.junit.EmulatorLifecycle.PER_CLASS;
import static dev.strongroom.junit.Kit.names;
import static dev.strongroom.junit.Kit.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.strongroom.SecretsEmulator;
import dev.strongroom.sdk.ClientKind;
import dev.strongroom.sdk.Clients;
import dev.strongroom.time.VirtualClock;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.TestTemplate;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.extension.TestTemplateInvocationContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContextProvider;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/** Which tests see what others left: each lifecycle, in each form that tests have in JUnit. */
@ResourceLock("dev.strongroom.SharedClient") // its key is one for the whole JVM
class LifecycleTest {

  static Stream<Arguments> table() {
    return Stream.of(
        arguments(ForkPlain.class, List.of(0, 0)),
        arguments(ForkRepeated.class, List.of(0, 0, 0)),
        arguments(ForkParameterized.class, List.of(0, 0)),
        arguments(ForkFactory.class, List.of(0, 1, 0, 1)),
        arguments(ForkTemplate.class, List.of(0, 0)),
        arguments(ForkNested.class, List.of(0, 0, 0, 0, 0)),
        arguments(SharedPlain.class, List.of(0, 0)),
        arguments(SharedRepeated.class, List.of(0, 0, 0)),
        arguments(SharedParameterized.class, List.of(0, 0)),
        arguments(SharedFactory.class, List.of(0, 1, 0, 1)),
        arguments(SharedTemplate.class, List.of(0, 0)),
        arguments(SharedNested.class, List.of(0, 0, 0, 0, 0)),
        arguments(PerClassPlain.class, List.of(0, 1)),
        arguments(PerClassRepeated.class, List.of(0, 1, 2)),
        arguments(PerClassParameterized.class, List.of(0, 1)),
        arguments(PerClassFactory.class, List.of(0, 1, 2, 3)),
        arguments(PerClassTemplate.class, List.of(0, 1)),
        arguments(PerClassNested.class, List.of(0, 1, 2, 3, 4)),
        arguments(SharedPerClassNested.class, List.of(0, 1, 2, 3, 4)));
  }

  @ParameterizedTest
  @MethodSource("table")
  void testsSeeAsManySecretsOfOthers(Class<?> fixture, List<Integer> seen) {
    SEEN.remove(fixture);

    Kit.runAndSucceed(fixture, seen.size());

    assertThat(SEEN.get(fixture)).containsExactlyElementsOf(seen);
  }

  @Test
  void classesInParallelSeeNothingOfEachOther() {
    var fixtures =
        List.<Class<?>>of(
            ForkRepeated.class,
            ForkFactory.class,
            PerClassRepeated.class,
            PerClassFactory.class,
            PerClassNested.class,
            SharedRepeated.class,
            SharedFactory.class,
            SharedPerClassNested.class);
    fixtures.forEach(SEEN::remove);

    var results = Kit.runClassesInParallel(fixtures, 8);

    assertThat(Kit.failures(results)).isEmpty();
    var expected = table().map(Arguments::get).filter(row -> fixtures.contains((Class<?>) row[0]));
    assertThat(expected)
        .hasSameSizeAs(fixtures)
        .allSatisfy(row -> assertThat(List.copyOf(SEEN.get((Class<?>) row[0]))).isEqualTo(row[1]));
  }

  @Test
  void storyIsToldByConstructorLifecycleMethodsTestsAndNestedClasses() {
    Kit.runAndSucceed(Story.class, 4);

    assertThatThrownBy(() -> names(Clients.of(Story.emulator).secretsManager()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("closed");
  }

  @Test
  void instanceOfAClassAndItsNestedOneIsGivenTheEmulatorOfTheClass() {
    Kit.runAndSucceed(InstancePerClass.class, 4);
  }

  @Test
  void secretOfAMethodIsAddedWhenItFirstBegins() {
    Kit.runAndSucceed(SecretsOfMethods.class, 5);
  }

  @Test
  void secretOfAMethodThatCannotBeIsRefusedEachTime() {
    assertThat(Kit.failures(Kit.run(InvalidSecretOfMethod.class))).hasSize(2);
  }

  @Test
  void otherAnnotationsOfAMethodHoldForItOnly() {
    Kit.runAndSucceed(OthersOfMethods.class, 7);
  }

  @Test
  void argumentsMayComeFromTheEmulatorOfTheClass() {
    Kit.runAndSucceed(ArgumentsFromSecrets.class, 2);
  }

  @Test
  void extensionRegisteredByHandHasALifecycleToo() {
    Kit.runAndSucceed(ByBuilder.class, 2);
  }

  private static final Map<Class<?>, Queue<Integer>> SEEN = new ConcurrentHashMap<>();

  /** Notes how many secrets there are, and leaves one more. */
  private static void see(Object test, SecretsManagerClient client) {
    var type = test.getClass();
    var fixture = Modifier.isStatic(type.getModifiers()) ? type : type.getEnclosingClass();
    if (fixture.isAnnotationPresent(SharedClient.class)) {
      assertThat(client).isSameAs(SharedClients.of("lifecycles").secretsManager());
    }
    int seen = names(client).size();
    SEEN.computeIfAbsent(fixture, absent -> new ConcurrentLinkedQueue<>()).add(seen);
    client.createSecret(r -> r.name("left-" + seen));
  }

  interface Plain {

    @Test
    default void one(SecretsManagerClient client) {
      see(this, client);
    }

    @Test
    default void another(SecretsManagerClient client) {
      see(this, client);
    }
  }

  interface Repeated {

    @RepeatedTest(3)
    default void test(SecretsManagerClient client) {
      see(this, client);
    }
  }

  interface Parameterized {

    @ParameterizedTest
    @ValueSource(strings = {"a", "b"})
    default void test(String argument, SecretsManagerClient client) {
      see(this, client);
    }
  }

  interface Factory {

    @TestFactory
    default Stream<DynamicTest> one(SecretsManagerClient client) {
      return dynamic(client);
    }

    @TestFactory
    default Stream<DynamicTest> another(SecretsManagerClient client) {
      return dynamic(client);
    }

    private Stream<DynamicTest> dynamic(SecretsManagerClient client) {
      return Stream.of("a", "b")
          .map(name -> DynamicTest.dynamicTest(name, () -> see(this, client)));
    }
  }

  interface Template {

    @TestTemplate
    @ExtendWith(Twice.class)
    default void test(SecretsManagerClient client) {
      see(this, client);
    }
  }

  static final class Twice implements TestTemplateInvocationContextProvider {

    @Override
    public boolean supportsTestTemplate(ExtensionContext context) {
      return true;
    }

    @Override
    public Stream<TestTemplateInvocationContext> provideTestTemplateInvocationContexts(
        ExtensionContext context) {
      return Stream.of(
          new TestTemplateInvocationContext() {}, new TestTemplateInvocationContext() {});
    }
  }

  @Tag("fixture")
  @SecretsManagerTest
  abstract static class Fork {}

  static class ForkPlain extends Fork implements Plain {}

  static class ForkRepeated extends Fork implements Repeated {}

  static class ForkParameterized extends Fork implements Parameterized {}

  static class ForkFactory extends Fork implements Factory {}

  static class ForkTemplate extends Fork implements Template {}

  static class ForkNested extends Fork implements Plain {
    @Nested
    class Inner implements Repeated {}
  }

  @Tag("fixture")
  @SecretsManagerTest
  @SharedClient("lifecycles")
  abstract static class Shared {}

  static class SharedPlain extends Shared implements Plain {}

  static class SharedRepeated extends Shared implements Repeated {}

  static class SharedParameterized extends Shared implements Parameterized {}

  static class SharedFactory extends Shared implements Factory {}

  static class SharedTemplate extends Shared implements Template {}

  static class SharedNested extends Shared implements Plain {
    @Nested
    class Inner implements Repeated {}
  }

  @Tag("fixture")
  @SecretsManagerTest(lifecycle = PER_CLASS)
  abstract static class PerClass {}

  static class PerClassPlain extends PerClass implements Plain {}

  static class PerClassRepeated extends PerClass implements Repeated {}

  static class PerClassParameterized extends PerClass implements Parameterized {}

  static class PerClassFactory extends PerClass implements Factory {}

  static class PerClassTemplate extends PerClass implements Template {}

  static class PerClassNested extends PerClass implements Plain {
    @Nested
    class Inner implements Repeated {}
  }

  @SharedClient("lifecycles")
  static class SharedPerClassNested extends PerClass implements Plain {
    @Nested
    class Inner implements Repeated {}
  }

  @Tag("fixture")
  @SecretsManagerTest(lifecycle = PER_CLASS)
  @Secret(name = "class")
  @TestMethodOrder(MethodOrderer.OrderAnnotation.class)
  static class Story {

    private static SecretsEmulator emulator;
    private final SecretsManagerClient client;

    Story(SecretsManagerClient client, SecretsEmulator same) {
      assertThat(same).isSameAs(emulator);
      this.client = client;
    }

    @BeforeAll
    static void beforeAll(SecretsManagerClient client, SecretsEmulator aws) {
      emulator = aws;
      assertThat(names(client)).containsExactly("class");
      client.createSecret(r -> r.name("before-all"));
    }

    @BeforeEach
    void beforeEach(SecretsEmulator same) {
      assertThat(same).isSameAs(emulator);
    }

    @Test
    @Order(1)
    void first(SecretsManagerClient mine, VirtualClock clock) {
      assertThat(names(mine)).containsExactly("before-all", "class");
      client.createSecret(r -> r.name("first"));
      clock.advance(Duration.ofDays(100));
    }

    @Test
    @Order(2)
    void second(SecretsManagerClient mine, VirtualClock clock) {
      assertThat(names(mine)).containsExactly("before-all", "class", "first");
      assertThat(clock.instant()).isAfter(created(mine, "first").plus(Duration.ofDays(99)));
    }

    private static Instant created(SecretsManagerClient client, String name) {
      return client.describeSecret(r -> r.secretId(name)).createdDate();
    }

    @Nested
    @Secret(name = "inner")
    class Inner {

      @BeforeEach
      void beforeEach(SecretsEmulator same) {
        assertThat(same).isSameAs(emulator);
      }

      @RepeatedTest(2)
      void third(SecretsManagerClient mine) {
        assertThat(names(mine)).contains("before-all", "class", "first", "inner");
      }
    }

    @AfterAll
    static void afterAll(SecretsManagerClient client, SecretsEmulator same) {
      assertThat(same).isSameAs(emulator);
      assertThat(names(client)).containsExactly("before-all", "class", "first", "inner");
    }
  }

  @Tag("fixture")
  @SecretsManagerTest(lifecycle = PER_CLASS)
  @TestInstance(Lifecycle.PER_CLASS)
  static class InstancePerClass {

    private final SecretsEmulator emulator;

    InstancePerClass(SecretsEmulator emulator) {
      this.emulator = emulator;
    }

    @BeforeAll
    void beforeAll(SecretsEmulator same) {
      assertThat(same).isSameAs(emulator);
    }

    @RepeatedTest(2)
    void test(SecretsEmulator same) {
      assertThat(same).isSameAs(emulator);
    }

    @Nested
    @TestInstance(Lifecycle.PER_CLASS)
    class Inner {

      private final SecretsEmulator ofInner;

      Inner(SecretsEmulator ofInner) {
        this.ofInner = ofInner;
      }

      @RepeatedTest(2)
      void test(SecretsEmulator same) {
        assertThat(same).isSameAs(emulator).isSameAs(ofInner);
      }
    }
  }

  @Tag("fixture")
  @SecretsManagerTest(lifecycle = PER_CLASS)
  @TestMethodOrder(MethodOrderer.OrderAnnotation.class)
  static class SecretsOfMethods {

    @Test
    @Order(1)
    void withoutIt(SecretsManagerClient client) {
      assertThat(names(client)).isEmpty();
    }

    @RepeatedTest(2)
    @Order(2)
    @Secret(name = "method", string = "one")
    void withIt(SecretsManagerClient client) {
      assertThat(names(client)).containsExactly("method");
    }

    @Test
    @Order(3)
    @Secret(name = "method", string = "one")
    @Secret(name = "other")
    void withItAgain(SecretsManagerClient client) {
      assertThat(names(client)).containsExactly("method", "other");
      client.putSecretValue(r -> r.secretId("method").secretString("two"));
    }

    @Nested
    class Inner {

      @Test
      @Secret(name = "method", string = "one")
      void seesWhatBecameOfIt(SecretsManagerClient client) {
        assertThat(value(client, "method")).isEqualTo("two");
      }
    }
  }

  @Test
  void refusedTestLeavesNothingToOthersOfItsClass() {
    var results = Kit.run(Refused.class);

    assertThat(Kit.failures(results)).hasSize(2).doesNotHaveDuplicates();
    assertThat(Kit.failures(results))
        .allSatisfy(refusal -> assertThat(refusal).hasMessageContaining("can't be"));
    assertThat(results.testEvents().succeeded().count()).isEqualTo(1);
  }

  @Tag("fixture")
  @SecretsManagerTest(lifecycle = PER_CLASS)
  @TestMethodOrder(MethodOrderer.OrderAnnotation.class)
  static class Refused {

    @Test
    @Order(1)
    @Throttled(value = "ListSecrets", times = 9)
    @As("bogus")
    void byItsCaller() {}

    @Test
    @Order(2)
    @SecretsManagerTest(client = ClientKind.DIRECT)
    @Secret(name = "of-a-refused-test")
    @Throttled(value = "ListSecrets", times = 9)
    void byItsClient() {}

    @Test
    @Order(3)
    void other(SecretsManagerClient client, SecretsEmulator aws) {
      assertThat(aws.faults().all()).isEmpty();
      assertThat(client.listSecrets().secretList()).hasSizeLessThan(2);
    }
  }

  @Tag("fixture")
  @SecretsManagerTest(lifecycle = PER_CLASS)
  static class InvalidSecretOfMethod {

    @RepeatedTest(2)
    @Secret(name = "my db")
    void test() {}
  }

  @Tag("fixture")
  @SecretsManagerTest(lifecycle = PER_CLASS)
  @Secret(name = "db", string = "one")
  @TestMethodOrder(MethodOrderer.OrderAnnotation.class)
  static class OthersOfMethods {

    private static SecretsManagerClient kept;

    @Test
    @Order(1)
    @Throttled(value = "ListSecrets", times = 9)
    @Throttled("GetRandomPassword")
    @RotationFails(secret = "db", step = TEST_SECRET, times = 9)
    void failuresAreDeclared(SecretsManagerClient client, SecretsEmulator aws) {
      kept = client;
      assertThat(aws.faults().all()).hasSize(3);
    }

    @RepeatedTest(2)
    @Order(2)
    @As(value = "role/app", allow = "secretsmanager:GetSecretValue")
    void failuresAreTakenBackAndTheCallerIsAnother(
        SecretsManagerClient client, SecretsEmulator aws) {
      assertThat(aws.faults().all()).isEmpty();
      assertThat(value(client, "db")).isEqualTo("one");
      assertThatThrownBy(client::listSecrets).hasMessageContaining("role/app is not authorized");
    }

    @Test
    @Order(3)
    @As("role/app")
    void whatTheCallerWasAllowedIsTakenBack(SecretsManagerClient client) {
      assertThatThrownBy(() -> value(client, "db")).hasMessageContaining("not authorized");
    }

    @Test
    @Order(4)
    @SecretsManagerTest(client = ClientKind.REAL)
    void clientsAreOfTheKindOfTheMethod(SecretsManagerClient client) {
      assertThat(Proxy.isProxyClass(client.getClass())).isFalse();
    }

    @Test
    @Order(5)
    void andEverythingIsAsBefore(SecretsManagerClient client) {
      assertThat(client).asString().startsWith("SecretsManagerClient[AUTO");
      assertThat(names(client)).containsExactly("db");
      assertThat(names(kept)).containsExactly("db");
    }

    @Nested
    @SecretsManagerTest(client = ClientKind.DIRECT)
    class Inner {

      @Test
      void ofTheKindOfTheNestedClass(SecretsManagerClient client) {
        assertThat(client).asString().startsWith("SecretsManagerClient[DIRECT, ");
      }
    }
  }

  @Tag("fixture")
  @SecretsManagerTest(lifecycle = PER_CLASS)
  @Secret(name = "a")
  @Secret(name = "b")
  static class ArgumentsFromSecrets {

    static Stream<String> all(SecretsManagerClient client) {
      return names(client).stream();
    }

    @ParameterizedTest
    @MethodSource("all")
    void test(String name, SecretsManagerClient client) {
      assertThat(names(client)).contains(name);
    }
  }

  @Tag("fixture")
  static class ByBuilder {

    @RegisterExtension
    static final SecretsManagerExtension AWS =
        SecretsManagerExtension.builder().lifecycle(PER_CLASS).build();

    private static SecretsEmulator emulator;

    @BeforeAll
    static void beforeAll(SecretsEmulator aws) {
      emulator = aws;
    }

    @RepeatedTest(2)
    void test(SecretsEmulator same) {
      assertThat(same).isSameAs(emulator);
    }
  }
}
