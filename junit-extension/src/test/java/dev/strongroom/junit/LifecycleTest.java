package dev.strongroom.junit;

import static dev.strongroom.junit.EmulatorLifecycle.PER_CLASS;
import static dev.strongroom.junit.Kit.names;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.lang.reflect.Modifier;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestTemplate;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
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
}
