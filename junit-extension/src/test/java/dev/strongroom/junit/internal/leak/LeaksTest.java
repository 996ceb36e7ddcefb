package dev.strongroom.junit.internal.leak;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.SecretsEmulator;
import dev.strongroom.api.SecretValue;
import dev.strongroom.audit.StoredValue;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LeaksTest {

  @Test
  void placeAndLineAreAskedForOnceForAsManyLeaksAsAreToldAsOne() {
    var leaks = new Leaks();
    var asked = new AtomicInteger();
    var stored =
        new StoredValue(
            "arn:aws:secretsmanager:us-east-1:123456789012:secret:a-123456",
            "a",
            "version",
            SecretValue.ofText("a long value"));
    var known = List.of(new SecretFragment(stored, "", "a long value"));

    for (int i = 0; i < 3; i++) {
      leaks.add(
          "standard output",
          () -> ", line " + asked.incrementAndGet(),
          () -> "*** " + asked.incrementAndGet(),
          EncodedForm.Kind.PLAIN,
          known,
          Set.of("test"));
    }

    assertThat(asked).hasValue(2);
    try (var aws = SecretsEmulator.create()) {
      assertThat(leaks.message("test", aws, List.of()))
          .contains("- standard output, line 1: *** 2 (the first of 3 times)\n");
    }
  }
}
