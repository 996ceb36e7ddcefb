package dev.strongroom.samples.clients;

import dev.strongroom.SecretsEmulator;
import dev.strongroom.junit.SecretsManagerTest;
import dev.strongroom.sdk.ZeroChange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

/** What is told of libraries that build their clients themselves. */
@SecretsManagerTest
@ResourceLock(Resources.SYSTEM_PROPERTIES) // the switch is one for the whole JVM
abstract class ZeroChangeStory {

  private ZeroChange installed;

  @BeforeEach
  final void install(SecretsEmulator aws, TestInfo test) {
    installed = ZeroChange.install(aws, getClass().getSimpleName() + "." + test.getDisplayName());
  }

  @AfterEach
  final void close() {
    installed.close();
  }
}
