package dev.strongroom.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strongroom.SecretsEmulator;
import java.lang.reflect.Proxy;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerAsyncClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClientBuilder;
import software.amazon.awssdk.services.sts.StsAsyncClient;
import software.amazon.awssdk.services.sts.StsClient;

/** Builders of an application that are attached to an emulator in one call. */
class AttachTest {

  private final SecretsEmulator aws = SecretsEmulator.builder().region("eu-central-1").build();

  @Test
  void builderWithoutAnySettingsReachesTheEmulator() {
    try (var client = Transports.attach(SecretsManagerClient.builder(), aws).build();
        var async = Transports.attach(SecretsManagerAsyncClient.builder(), aws).build();
        var kms = Transports.attach(KmsClient.builder(), aws).build();
        var sts = Transports.attach(StsClient.builder(), aws).build()) {
      var arn = client.createSecret(r -> r.name("a").secretString("one")).arn();

      assertThat(arn).startsWith("arn:aws:secretsmanager:eu-central-1:123456789012:secret:a-");
      assertThat(async.getSecretValue(r -> r.secretId("a")).join().secretString()).isEqualTo("one");
      assertThat(kms.listAliases().aliases()).isNotEmpty();
      assertThat(sts.getCallerIdentity().arn()).isEqualTo("arn:aws:iam::123456789012:root");
    }
  }

  @Test
  void regionAndCredentialsOfTheApplicationStay() {
    var other = StaticCredentialsProvider.create(AwsBasicCredentials.create("222222222222", "x"));
    try (var client =
            Transports.attach(
                    StsClient.builder().region(Region.US_WEST_2).credentialsProvider(other), aws)
                .build();
        var async =
            Transports.attach(
                    StsAsyncClient.builder().region(Region.US_WEST_2).credentialsProvider(other),
                    aws)
                .build()) {
      assertThat(client.getCallerIdentity().account()).isEqualTo("222222222222");
      assertThat(aws.audit().last().caller().region()).isEqualTo("us-west-2");
      assertThat(async.getCallerIdentity().join().account()).isEqualTo("222222222222");
      assertThat(aws.audit().last().caller().region()).isEqualTo("us-west-2");
    }
  }

  @Test
  void settingsThatFollowCountAsWell() {
    var builder = Transports.attach(SecretsManagerClient.builder(), aws);
    try (var client = builder.region(Region.US_WEST_2).build()) {
      client.listSecrets();
    }

    assertThat(aws.audit().last().caller().region()).isEqualTo("us-west-2");
  }

  @Test
  void httpClientsOfTheApplicationAreReplaced() {
    var own = new Recorder("Own");
    var async = new Recorder.Async("Own");
    try (var first =
            Transports.attach(SecretsManagerClient.builder().httpClient(own), aws).build();
        var second =
            Transports.attach(SecretsManagerClient.builder().httpClientBuilder(own.builder()), aws)
                .build();
        var third =
            Transports.attach(SecretsManagerAsyncClient.builder().httpClient(async), aws).build();
        var fourth =
            Transports.attach(
                    SecretsManagerAsyncClient.builder().httpClientBuilder(async.builder()), aws)
                .build()) {
      first.listSecrets();
      second.listSecrets();
      third.listSecrets().join();
      fourth.listSecrets().join();
    }

    assertThat(aws.audit().records()).hasSize(4);
    assertThat(own.hosts).isEmpty();
    assertThat(async.hosts).isEmpty();
  }

  @Test
  void builderThatIsNotTheSdksIsRefused() {
    var mock =
        (SecretsManagerClientBuilder)
            Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {SecretsManagerClientBuilder.class},
                (proxy, method, arguments) -> null);

    assertThatThrownBy(() -> Transports.attach(mock, aws))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("Transports.attach takes a builder that the SDK made");
  }
}
