package dev.strongroom.assertj;

import java.util.function.Consumer;
import org.assertj.core.description.Description;
import org.assertj.core.error.DescriptionFormatter;
import org.jspecify.annotations.Nullable;

/**
 * The destination of the failures of a chain of assertions, and their description.
 *
 * <p>AssertJ makes assertions soft by subclassing each at run time, which would miss the assertions
 * that {@code secret(...)} or {@code recorded(...)} return. Here a whole chain shares one verdict.
 */
final class Verdict {

  private final Consumer<AssertionError> failures;
  private @Nullable Description description;

  Verdict(Consumer<AssertionError> failures) {
    this.failures = failures;
  }

  static Verdict thrown() {
    return new Verdict(
        failure -> {
          throw failure;
        });
  }

  void describe(Description text) {
    description = text;
  }

  void fail(String message) {
    var prefix = description == null ? "" : DescriptionFormatter.instance().format(description);
    failures.accept(new AssertionError(prefix + message));
  }
}
