package dev.strongroom.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.CreateSecretRequest;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueRequest;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueResponse;
import software.amazon.awssdk.services.secretsmanager.model.RotateSecretRequest;
import software.amazon.awssdk.services.secretsmanager.model.RotateSecretResponse;

/**
 * Every operation of the SDK's client, and every member of its requests and responses, is bound to
 * the core or listed here as not emulated.
 */
class SdkCoverageTest {

  private static final Set<String> NOT_EMULATED =
      Set.of(
          // rotation
          "CancelRotateSecret",
          "RotateSecret",
          "PutSecretValue > RotationToken",
          "DescribeSecret < LastRotatedDate",
          "DescribeSecret < NextRotationDate",
          "DescribeSecret < RotationEnabled",
          "DescribeSecret < RotationLambdaARN",
          "DescribeSecret < RotationRules",
          "ListSecrets < SecretList.LastRotatedDate",
          "ListSecrets < SecretList.NextRotationDate",
          "ListSecrets < SecretList.RotationEnabled",
          "ListSecrets < SecretList.RotationLambdaARN",
          "ListSecrets < SecretList.RotationRules",
          // replication
          "RemoveRegionsFromReplication",
          "ReplicateSecretToRegions",
          "StopReplicationToReplica",
          "CreateSecret > AddReplicaRegions",
          "CreateSecret > ForceOverwriteReplicaSecret",
          "CreateSecret < ReplicationStatus",
          "DescribeSecret < PrimaryRegion",
          "DescribeSecret < ReplicationStatus",
          "ListSecrets < SecretList.PrimaryRegion",
          // secrets of other services and of external ones
          "CreateSecret > Type",
          "UpdateSecret > Type",
          "DescribeSecret < ExternalSecretRotationMetadata",
          "DescribeSecret < ExternalSecretRotationRoleArn",
          "DescribeSecret < OwningService",
          "DescribeSecret < Type",
          "ListSecrets < SecretList.ExternalSecretRotationMetadata",
          "ListSecrets < SecretList.ExternalSecretRotationRoleArn",
          "ListSecrets < SecretList.OwningService",
          "ListSecrets < SecretList.Type");

  private final Coverage coverage = new Coverage(SecretsManagerClient.class);

  @Test
  void everythingInTheSdkIsBoundOrListedAsNotEmulated() {
    assertThat(coverage.onlyInTheSdk)
        .as("add it to the core, or to NOT_EMULATED: it is refused by name then")
        .isSubsetOf(NOT_EMULATED);
  }

  @Test
  void nothingOnTheListIsEmulated() {
    assertThat(NOT_EMULATED).doesNotContainAnyElementsOf(coverage.bound);
  }

  @Test
  void everythingOnTheListIsInTheSdk() {
    assumeFalse(Sdk.isOlderThanCompiledAgainst());

    assertThat(NOT_EMULATED).isSubsetOf(coverage.onlyInTheSdk);
  }

  @Test
  void everythingInTheCoreIsInTheSdk() {
    assumeFalse(Sdk.isOlderThanCompiledAgainst());

    assertThat(coverage.onlyInTheCore).isEmpty();
  }

  public interface TwoOperations {
    RotateSecretResponse rotateSecret(RotateSecretRequest request);

    GetSecretValueResponse getSecretValue(GetSecretValueRequest request);
  }

  @Test
  void anOperationThatIsNotBoundIsFound() {
    var found = new Coverage(TwoOperations.class);

    assertThat(found.onlyInTheSdk).containsExactly("RotateSecret");
    assertThat(found.bound)
        .contains("GetSecretValue", "GetSecretValue > SecretId", "GetSecretValue < SecretString");
  }

  /** CreateSecret as a core would have it that lags behind. */
  public record Lagging(String name, List<TagWithoutValue> tags, String nickname) {}

  public record TagWithoutValue(String key) {}

  @Test
  void membersThatAreNotBoundAreFoundAtAnyDepth() {
    var found = new Coverage();

    found.add("", Shape.of("CreateSecret", CREATE_SECRET, Lagging.class));

    assertThat(found.bound).containsExactlyInAnyOrder("Name", "Tags", "Tags.Key");
    assertThat(found.onlyInTheSdk).contains("SecretString", "Tags.Value");
    assertThat(found.onlyInTheCore).containsExactly("nickname");
  }

  public record Misunderstanding(Integer name) {}

  @Test
  void aMemberOfAnotherTypeIsFound() {
    assertThatThrownBy(() -> Shape.of("CreateSecret", CREATE_SECRET, Misunderstanding.class))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("CreateSecret.Name", "String", "Integer");
  }

  private static final List<SdkField<?>> CREATE_SECRET =
      CreateSecretRequest.builder().build().sdkFields();
}
