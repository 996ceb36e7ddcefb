package dev.strongroom.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.Services;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A new row in the table of operations needs a rate, or it could never be called with quotas. */
class QuotaTableTest {

  static Stream<Operation<?, ?, ?>> operations() {
    return Services.named("secretsmanager").operations().stream();
  }

  @ParameterizedTest(name = "QUO-1: {0}")
  @MethodSource("operations")
  void everyOperationHasARate(Operation<?, ?, ?> operation) {
    assertThat(operation.quota()).as(operation.name()).isNotNull();
  }
}
