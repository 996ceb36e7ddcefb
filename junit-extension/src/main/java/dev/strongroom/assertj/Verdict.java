package dev.strongroom.assertj;

import java.util.function.Consumer;
import org.assertj.core.description.Description;
import org.assertj.core.error.DescriptionFormatter;
import org.jspecify.annotations.Nullable;

/**
 * Where the failures of a chain of assertions go, and what the user calls them.
 *
 * <p>AssertJ makes assertions soft by a subclass of each, made at run time; what {@code
 * secret(...)} or {@code recorded(...)} leads on to would escape that. Here the whole chain shares
 * one of these.
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
