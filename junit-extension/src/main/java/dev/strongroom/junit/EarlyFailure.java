package dev.strongroom.junit;

import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Reports the failure of a test that never comes to {@code afterEach}, because its constructor or
 * an extension that prepares the instance, such as Spring's, failed. JUnit's store closes it.
 */
@SuppressWarnings("deprecation") // as in EmulatorScope
record EarlyFailure(EmulatorScope test, ExtensionContext context)
    implements AutoCloseable, ExtensionContext.Store.CloseableResource {

  @Override
  public void close() {
    var failure = context.getExecutionException();
    if (failure.isEmpty()) { // the test is disabled
      return;
    }
    SecretsManagerExtension.report(test, failure.get(), context);
    var leaks = test.leaks(context, failure.get());
    if (leaks != null) {
      throw leaks;
    }
  }
}
