package dev.strongroom.junit;

import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * What JUnit's store closes, and so tells, where a test never comes to {@code afterEach}: its
 * constructor failed, or an extension that prepares the instance, as Spring's does.
 */
@SuppressWarnings("deprecation") // as for Scope
record EarlyFailure(EmulatorScope test, ExtensionContext context)
    implements AutoCloseable, ExtensionContext.Store.CloseableResource {

  @Override
  public void close() {
    var failure = context.getExecutionException();
    if (failure.isEmpty()) { // the test is disabled
      return;
    }
    SecretsManagerExtension.tell(test, failure.get(), context);
    var leaks = test.leaks(context, failure.get());
    if (leaks != null) {
      throw leaks;
    }
  }
}
