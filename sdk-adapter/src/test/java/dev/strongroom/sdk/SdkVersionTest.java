package dev.strongroom.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import software.amazon.awssdk.core.util.VersionInfo;

/** The build names the SDK version that these tests are meant to run on; an IDE does not. */
@EnabledIfSystemProperty(named = "sdk.version", matches = ".+")
class SdkVersionTest {

  @Test
  void testsRunOnTheSdkTheBuildNames() throws ReflectiveOperationException {
    // By reflection: the compiler would copy the constant of the SDK it sees.
    var version = VersionInfo.class.getField("SDK_VERSION").get(null);

    assertThat(version).isEqualTo(System.getProperty("sdk.version"));
  }
}
