package dev.strongroom.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.SecretsEmulator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import software.amazon.awssdk.core.SdkSystemSetting;
import software.amazon.awssdk.profiles.ProfileFileSystemSetting;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.utils.SystemSetting;
import software.amazon.awssdk.utils.internal.SystemSettingUtilsTestBackdoor;

/** Region, credentials and files of a client that an application builds without naming any. */
@ResourceLock(Resources.SYSTEM_PROPERTIES)
class ZeroChangeSettingsTest {

  private static final String NO_FILE = "no-profiles-while-strongroom-is-installed";

  private static final Map<SystemSetting, String> GIVEN =
      Map.of(
          SdkSystemSetting.AWS_REGION, "eu-central-1",
          SdkSystemSetting.AWS_ACCESS_KEY_ID, "strongroom",
          SdkSystemSetting.AWS_SECRET_ACCESS_KEY, "strongroom",
          SdkSystemSetting.AWS_EC2_METADATA_DISABLED, "true",
          ProfileFileSystemSetting.AWS_CONFIG_FILE, NO_FILE,
          ProfileFileSystemSetting.AWS_SHARED_CREDENTIALS_FILE, NO_FILE);

  private final SecretsEmulator aws = SecretsEmulator.builder().region("eu-central-1").build();

  @AfterEach
  void restore() {
    SystemSettingUtilsTestBackdoor.clearEnvironmentVariableOverrides();
  }

  private static Map<SystemSetting, String> properties() {
    var properties = new HashMap<SystemSetting, String>();
    GIVEN.keySet().forEach(s -> properties.put(s, System.getProperty(s.property(), "none")));
    return properties;
  }

  @Test
  void absentPropertiesAreSetAndRemovedAgain() {
    try (var installed = ZeroChange.install(aws, "the test")) {
      assertThat(installed).isNotNull();
      assertThat(properties()).isEqualTo(GIVEN);
    }

    assertThat(properties().values()).containsOnly("none");
  }

  @Test
  void propertiesOfTheApplicationStay() {
    GIVEN.keySet().forEach(setting -> System.setProperty(setting.property(), "its own"));
    try {
      var before = (Properties) System.getProperties().clone();
      try (var installed = ZeroChange.install(aws, "the test")) {
        assertThat(installed).isNotNull();
        assertThat(properties().values()).containsOnly("its own");
        assertThat(System.getProperties()).isNotEqualTo(before);
      }

      assertThat(System.getProperties()).isEqualTo(before);
    } finally {
      GIVEN.keySet().forEach(setting -> System.clearProperty(setting.property()));
    }
  }

  @Test
  void environmentOfTheShellDoesNotCount() {
    var shell =
        Map.of(
            "AWS_REGION", "eu-west-1",
            "AWS_PROFILE", "work",
            "AWS_CONFIG_FILE", "/home/ann/.aws/config",
            "AWS_SHARED_CREDENTIALS_FILE", "/home/ann/.aws/credentials",
            "AWS_ACCESS_KEY_ID", "000000000000", // an account, as tools for tests understand it
            "AWS_SECRET_ACCESS_KEY", "test",
            "AWS_SESSION_TOKEN", "token");
    shell.forEach(SystemSettingUtilsTestBackdoor::addEnvironmentVariableOverride);
    try (var installed = ZeroChange.install(aws, "the test");
        var client = SecretsManagerClient.create();
        var sts = StsClient.create()) {
      assertThat(installed).isNotNull();
      var arn = client.createSecret(r -> r.name("a").secretString("one")).arn();

      assertThat(arn).startsWith("arn:aws:secretsmanager:eu-central-1:123456789012:");
      assertThat(sts.getCallerIdentity().arn()).isEqualTo("arn:aws:iam::123456789012:root");
    }
  }

  @Test
  void halfAPairOfCredentialsIsNotCompleted() {
    for (var half :
        List.of(SdkSystemSetting.AWS_ACCESS_KEY_ID, SdkSystemSetting.AWS_SECRET_ACCESS_KEY)) {
      System.setProperty(half.property(), "its own");
      try (var installed = ZeroChange.install(aws, "the test")) {
        assertThat(installed).isNotNull();
        assertThat(properties()).doesNotContainValue("strongroom");
      } finally {
        System.clearProperty(half.property());
      }
    }
  }

  @Test
  void requestsWhoseKeyTheEmulatorDoesNotKnowAreOfTheSwitchsCaller() {
    var role = aws.account("123456789012").role("checkout");
    try (var installed = ZeroChange.install(aws, "the test").as(role);
        var client = StsClient.create();
        var withKeyOfAnAccount =
            StsClient.builder().credentialsProvider(Sdk.credentials("222222222222")).build();
        var withAnyKey = StsClient.builder().credentialsProvider(Sdk.CREDENTIALS).build()) {
      assertThat(installed).isNotNull();

      assertThat(client.getCallerIdentity().arn()).endsWith(":role/checkout");
      assertThat(aws.audit().last().caller().region()).isEqualTo("eu-central-1");
      assertThat(withAnyKey.getCallerIdentity().arn()).endsWith(":role/checkout");
      assertThat(withKeyOfAnAccount.getCallerIdentity().account()).isEqualTo("222222222222");
    }
  }

  @Test
  void keyThatNamesTheAdministratorStillDoes() {
    var role = aws.account("123456789012").role("checkout");
    try (var installed = ZeroChange.install(aws, "the test").as(role.caller().in("us-west-2"));
        var administrator =
            StsClient.builder().credentialsProvider(Sdk.credentials("123456789012")).build()) {
      assertThat(installed).isNotNull();

      assertThat(administrator.getCallerIdentity().arn())
          .isEqualTo("arn:aws:iam::123456789012:root");
    }
  }
}
