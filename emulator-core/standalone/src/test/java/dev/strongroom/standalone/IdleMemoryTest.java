package dev.strongroom.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;

/** The JVM's option, which is one for all of this process; how much it gives back is measured. */
@ResourceLock("G1PeriodicGCInterval")
class IdleMemoryTest {

  private static final String INTERVAL = "G1PeriodicGCInterval";

  private final HotSpotDiagnosticMXBean vm =
      ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);

  @AfterEach
  void neverGiveBack() {
    vm.setVMOption(INTERVAL, "0");
  }

  @Test
  void memoryIsGivenBackUnlessAnOptionSaysWhen() {
    IdleMemory.giveBack();
    assertThat(vm.getVMOption(INTERVAL).getValue()).isEqualTo("10000");

    vm.setVMOption(INTERVAL, "77");
    IdleMemory.giveBack();

    assertThat(vm.getVMOption(INTERVAL).getValue()).isEqualTo("77");
  }
}
