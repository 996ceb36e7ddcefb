package dev.strongroom.mutation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.IntFunction;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;
import org.junit.platform.testkit.engine.Events;

/**
 * Do the tests bite? A defect is made in the core's source, and the contract suites on the one
 * hand, the model-based test on the other, are run against what was compiled from it. Both must
 * find it, and find nothing when there is nothing.
 */
@Tag("thorough")
class MutationTest {

  private static Map<String, byte[]> suites;

  @BeforeAll
  static void compileSuites() throws Exception {
    suites = Suites.classes();
  }

  /** That all suites pass is shown by their doors; here, that being compiled anew harms none. */
  @Test
  void soundCorePassesAContractAndTheModel() throws Exception {
    var core = Mutant.of(List.of(), suites);

    var tests = contracts(core, List.of("DeletionContract"));

    assertThat(tests.failed().stream().map(MutationTest::name)).isEmpty();
    assertThat(tests.succeeded().count()).isGreaterThan(10);
    assertThat(model(core, 3)).isEmpty();
  }

  @ParameterizedTest(name = "{0}")
  @EnumSource
  void defectIsCaughtByTheContractsAndByTheModelAlone(Defect defect) throws Exception {
    var core = Mutant.of(defect.edits, suites);

    var catching = catching(core, defect);
    var difference = defect.isOfRotation() ? Optional.<String>empty() : model(core, 20);

    System.out.printf(
        "[mutation] %s: caught by %d tests, e.g. %s; by the model: %s%n",
        defect,
        catching.size(),
        catching.stream().findFirst().orElse("none"),
        difference.map(text -> text.substring(0, Math.min(text.length(), 160))).orElse("no"));
    assertThat(catching).as("tests that catch the defect").isNotEmpty();
    if (!defect.isOfRotation()) {
      assertThat(difference).as("the model's difference").isPresent();
    }
  }

  /** The tests that fail in the first suite that any fail in: all suites anew take their time. */
  private static List<String> catching(Mutant core, Defect defect) throws Exception {
    for (var suite : Suites.namingFirst(defect.rule())) {
      var tests = contracts(core, List.of(suite));
      if (tests.failed().count() > 0) {
        assertThat(tests.succeeded().count() * 2)
            .as("a defect, not a wreck: many tests of %s don't notice", suite)
            .isGreaterThan(tests.failed().count());
        return tests.failed().stream().map(MutationTest::name).toList();
      }
    }
    return List.of();
  }

  private static Events contracts(Mutant core, List<String> suites) throws Exception {
    var selectors = new ArrayList<DiscoverySelector>();
    for (var suite : suites) {
      selectors.add(selectClass(core.loadClass(Suites.className(suite))));
    }
    return within(
        core,
        () ->
            EngineTestKit.engine("junit-jupiter")
                .selectors(selectors.toArray(DiscoverySelector[]::new))
                .execute()
                .testEvents());
  }

  @SuppressWarnings("unchecked") // the class is loaded anew, its type arguments are the same
  private static Optional<String> model(Mutant core, int histories) throws Exception {
    var constructor =
        core.loadClass("dev.strongroom.model.FirstDifference").getDeclaredConstructor();
    var model = (IntFunction<Optional<String>>) constructor.newInstance();
    return within(core, () -> model.apply(histories));
  }

  private static <T> T within(ClassLoader loader, Callable<T> work) throws Exception {
    var thread = Thread.currentThread();
    var before = thread.getContextClassLoader();
    thread.setContextClassLoader(loader);
    try {
      return work.call();
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  private static String name(Event failure) {
    var test = failure.getTestDescriptor();
    return test.getParent().orElseThrow().getDisplayName() + " > " + test.getDisplayName();
  }
}
