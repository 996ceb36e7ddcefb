package dev.strongroom.samples.app;

import static dev.strongroom.assertj.StrongroomAssertions.assertThat;
import static dev.strongroom.assertj.StrongroomAssertions.assertThatThrownBy;

import dev.strongroom.SecretsEmulator;
import dev.strongroom.junit.Secret;
import dev.strongroom.junit.SecretsManagerTest;
import dev.strongroom.sdk.Clients;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.InvalidParameterException;
import software.amazon.awssdk.services.secretsmanager.model.ReplicaRegionType;

/** The examples of {@code docs/guides/replicas.md}. */
@SecretsManagerTest
@Secret(name = "prod/db", string = "one", replicas = "eu-west-1")
class ReplicasGuideTest {

  @Test
  void replicaIsReadInItsOwnRegion(SecretsEmulator aws) {
    var ireland = Clients.of(aws).in(Region.EU_WEST_1).secretsManager();

    assertThat(new Checkout(ireland).password()).isEqualTo("one");
    assertThat(aws).secret("prod/db").hasReplica("eu-west-1", "InSync");
    assertThatThrownBy(() -> ireland.putSecretValue(r -> r.secretId("prod/db").secretString("two")))
        .isInstanceOf(InvalidParameterException.class);
  }

  @Test
  void replicaIsStaleForTenSeconds(SecretsEmulator aws, SecretsManagerClient secrets) {
    var ireland = Clients.of(aws).in(Region.EU_WEST_1).secretsManager();
    aws.replicationLag("eu-west-1", Duration.ofSeconds(10));

    secrets.putSecretValue(r -> r.secretId("prod/db").secretString("two"));

    assertThat(new Checkout(ireland).password()).isEqualTo("one");
    aws.clock().advance(Duration.ofSeconds(10));
    assertThat(new Checkout(ireland).password()).isEqualTo("two");
  }

  @Test
  void failedReplicationIsShownByItsStatus(SecretsEmulator aws, SecretsManagerClient secrets) {
    aws.faults().replication().in("eu-central-1").fail("no capacity");

    var frankfurt = ReplicaRegionType.builder().region("eu-central-1").build();
    secrets.replicateSecretToRegions(r -> r.secretId("prod/db").addReplicaRegions(frankfurt));

    assertThat(aws).secret("prod/db").hasReplica("eu-central-1", "Failed");
  }

  @Test
  void replicaIsPromotedWhenThePrimaryRegionIsDown(SecretsEmulator aws) {
    var ireland = Clients.of(aws).in(Region.EU_WEST_1).secretsManager();
    aws.faults().region("us-east-1").down();

    ireland.stopReplicationToReplica(r -> r.secretId("prod/db"));
    ireland.putSecretValue(r -> r.secretId("prod/db").secretString("two"));

    assertThat(new Checkout(ireland).password()).isEqualTo("two");
  }
}
