package dev.strongroom.concurrency;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.strongroom.SecretsEmulator;
import dev.strongroom.contract.CoreDoor;
import dev.strongroom.contract.Secrets;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

/**
 * To take a snapshot, to restore it and to fork costs as much among many secrets as among few. The
 * cost is counted in allocated bytes, which do not depend on the machine's load.
 */
class CostOfASnapshotTest {

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final int MANY = 2_000;

  @Test
  void manySecretsCostNoMoreThanOne() {
    var few = emulator(1);
    var many = emulator(MANY);
    cost(few); // loads classes

    assertThat(cost(many)).isLessThan(2 * cost(few));
  }

  private static SecretsEmulator emulator(int secrets) {
    var aws = SecretsEmulator.create();
    var door = new Secrets(new CoreDoor(aws));
    for (int i = 0; i < secrets; i++) {
      door.create("secret-" + i, aws.newClientRequestToken(), "value");
    }
    return aws;
  }

  private static long cost(SecretsEmulator aws) {
    long before = THREADS.getCurrentThreadAllocatedBytes();
    aws.restore(aws.snapshot());
    aws.fork().close();
    return THREADS.getCurrentThreadAllocatedBytes() - before;
  }
}
