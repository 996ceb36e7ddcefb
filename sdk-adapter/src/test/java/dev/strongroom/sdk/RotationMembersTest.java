package dev.strongroom.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.api.CreateSecret;
import dev.strongroom.api.ExternalSecretRotationMetadata;
import dev.strongroom.api.PutSecretValue;
import dev.strongroom.api.ReplicaRegion;
import dev.strongroom.api.ReplicateSecretToRegions;
import dev.strongroom.api.ReplicationStatus;
import dev.strongroom.api.Request;
import dev.strongroom.api.RotateSecret;
import dev.strongroom.api.RotationRules;
import dev.strongroom.api.SecretValue;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIf;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.secretsmanager.model.CreateSecretRequest;
import software.amazon.awssdk.services.secretsmanager.model.ExternalSecretRotationMetadataItem;
import software.amazon.awssdk.services.secretsmanager.model.PutSecretValueRequest;
import software.amazon.awssdk.services.secretsmanager.model.ReplicaRegionType;
import software.amazon.awssdk.services.secretsmanager.model.ReplicateSecretToRegionsRequest;
import software.amazon.awssdk.services.secretsmanager.model.ReplicateSecretToRegionsResponse;
import software.amazon.awssdk.services.secretsmanager.model.ReplicationStatusType;
import software.amazon.awssdk.services.secretsmanager.model.RotateSecretRequest;
import software.amazon.awssdk.services.secretsmanager.model.StatusType;

/** Structures of rotation and replication, which have other names in the SDK, on their way. */
@DisabledIf(
    value = "dev.strongroom.sdk.Sdk#isOlderThanCompiledAgainst",
    disabledReason = "older versions of the SDK lack some of these members")
class RotationMembersTest {

  private static final Instant TODAY = Instant.parse("2026-01-01T00:00:00Z");

  @Test
  void rotateSecretArrivesWithAllItsMembers() {
    var request =
        RotateSecretRequest.builder()
            .secretId("a")
            .clientRequestToken("t")
            .rotationLambdaARN("arn")
            .rotationRules(
                r -> r.automaticallyAfterDays(30L).duration("3h").scheduleExpression("rate(1 day)"))
            .rotateImmediately(false)
            .externalSecretRotationMetadata(
                ExternalSecretRotationMetadataItem.builder().key("k").value("v").build())
            .externalSecretRotationRoleArn("role")
            .build();

    assertThat(read(request))
        .isEqualTo(
            new RotateSecret(
                "a",
                "t",
                "arn",
                new RotationRules(30L, "3h", "rate(1 day)"),
                false,
                List.of(new ExternalSecretRotationMetadata("k", "v")),
                "role"));
  }

  @Test
  void whatIsUnsetStaysUnset() {
    var request = RotateSecretRequest.builder().secretId("a").clientRequestToken("t").build();

    assertThat(read(request)).isEqualTo(RotateSecret.of("a", "t"));
  }

  @Test
  void partsOfStructuresThatAreUnsetStayUnset() {
    var rotate =
        RotateSecretRequest.builder()
            .clientRequestToken("t")
            .rotationRules(r -> r.automaticallyAfterDays(1L))
            .build();
    var replicate =
        ReplicateSecretToRegionsRequest.builder()
            .addReplicaRegions(replica("eu-west-1", null), replica("eu-west-3", "k"))
            .build();

    assertThat(read(rotate))
        .isEqualTo(RotateSecret.of(null, "t").withRotationRules(RotationRules.days(1)));
    assertThat(read(replicate))
        .isEqualTo(
            ReplicateSecretToRegions.of(
                null, List.of(ReplicaRegion.of("eu-west-1"), new ReplicaRegion("eu-west-3", "k"))));
  }

  @Test
  void aSecretIsCreatedWithReplicasAndAType() {
    var request =
        CreateSecretRequest.builder()
            .name("a")
            .clientRequestToken("t")
            .addReplicaRegions(replica("eu-west-1", null))
            .forceOverwriteReplicaSecret(true)
            .type("type")
            .build();

    assertThat(read(request))
        .isEqualTo(
            new CreateSecret(
                "a",
                "t",
                null,
                null,
                null,
                null,
                null,
                List.of(ReplicaRegion.of("eu-west-1")),
                true,
                "type"));
  }

  @Test
  void theRotationTokenIsKeptFromMessagesAsASecretIs() {
    var request =
        PutSecretValueRequest.builder()
            .secretId("a")
            .clientRequestToken("t")
            .rotationToken("rotation-token")
            .build();

    var read = read(request);

    assertThat(read)
        .isEqualTo(
            PutSecretValue.of("a", "t").withRotationToken(SecretValue.ofText("rotation-token")));
    assertThat(read.toString()).doesNotContain("rotation-token");
  }

  @Test
  void replicationIsTold() {
    var result =
        new ReplicateSecretToRegions.Result(
            "arn",
            List.of(
                new ReplicationStatus("eu-west-1", "k", "InSync", "message", TODAY),
                new ReplicationStatus("eu-west-3", null, "Failed", null, null)));
    var response = ReplicateSecretToRegionsResponse.builder();

    Operation.taking(ReplicateSecretToRegionsRequest.class)
        .binding()
        .response()
        .write(result, (SdkPojo) response);

    assertThat(response.build())
        .isEqualTo(
            ReplicateSecretToRegionsResponse.builder()
                .arn("arn")
                .replicationStatus(
                    ReplicationStatusType.builder()
                        .region("eu-west-1")
                        .kmsKeyId("k")
                        .status(StatusType.IN_SYNC)
                        .statusMessage("message")
                        .lastAccessedDate(TODAY)
                        .build(),
                    ReplicationStatusType.builder()
                        .region("eu-west-3")
                        .status(StatusType.FAILED)
                        .build())
                .build());
  }

  private static Request<?> read(AwsRequest request) {
    return (Request<?>)
        Operation.taking(request.getClass()).binding().request().read(request, () -> "drawn");
  }

  private static ReplicaRegionType replica(String region, String kmsKeyId) {
    return ReplicaRegionType.builder().region(region).kmsKeyId(kmsKeyId).build();
  }
}
