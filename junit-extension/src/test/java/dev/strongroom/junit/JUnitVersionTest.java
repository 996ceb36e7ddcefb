package dev.strongroom.junit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.platform.testkit.engine.EngineTestKit;

/**
 * The build runs these tests on several versions of JUnit; is the one that it means really there?
 */
class JUnitVersionTest {

  @Test
  void isTheOneThatTheBuildMeans() {
    var version = System.getProperty("junit.version");

    assertThat(Test.class.getPackage().getImplementationVersion()).isEqualTo(version);
    assertThat(EngineTestKit.class.getPackage().getImplementationVersion())
        .endsWith(version.substring(1));
  }
}
