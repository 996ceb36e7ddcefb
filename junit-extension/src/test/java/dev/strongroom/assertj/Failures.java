package dev.strongroom.assertj;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** Assertions that are to fail, and what they say then. */
final class Failures {

  private Failures() {}

  static void assertFailure(ThrowingCallable assertion, String... lines) {
    assertThatExceptionOfType(AssertionError.class)
        .isThrownBy(assertion)
        .withMessage("%s", String.join("\n", lines));
  }
}
