package dev.strongroom.standalone;

import com.sun.management.HotSpotDiagnosticMXBean;
import com.sun.management.VMOption;
import java.lang.management.ManagementFactory;

/**
 * Memory that traffic has used. The JVM's default collector keeps it for good, as it collects only
 * when memory runs short; asked to, it collects after a time without a collection, too, and returns
 * what is free then (JEP 346).
 */
final class IdleMemory {

  private static final String INTERVAL = "G1PeriodicGCInterval";
  private static final String MILLIS = "10000";

  private IdleMemory() {}

  /** Gives it back after 10 to 20 idle seconds, unless an option says when, or the JVM can't. */
  static void giveBack() {
    try {
      var vm = ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
      if (vm != null && vm.getVMOption(INTERVAL).getOrigin() == VMOption.Origin.DEFAULT) {
        vm.setVMOption(INTERVAL, MILLIS);
      }
    } catch (IllegalArgumentException unknown) {
      // another collector, or another JVM
    }
  }
}
