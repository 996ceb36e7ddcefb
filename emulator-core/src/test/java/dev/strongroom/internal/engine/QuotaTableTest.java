package dev.strongroom.internal.engine;

import static org.assertj.core.api.Assertions.assertThatCode;

import dev.strongroom.fault.Quotas;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A new row in the table of operations needs a rate, or it could never be called with quotas. */
class QuotaTableTest {

  static Stream<String> operations() {
    return Operations.all().map(Operation::name);
  }

  @ParameterizedTest(name = "QUO-1: {0}")
  @MethodSource("operations")
  void everyOperationHasARate(String operation) {
    assertThatCode(() -> Quotas.aws().rate(operation, 1)).doesNotThrowAnyException();
  }
}
