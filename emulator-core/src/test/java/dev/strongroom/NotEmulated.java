package dev.strongroom;

import java.util.Set;

/** Members of the service model that the core's records don't have yet, as {@code Shape.Member}. */
public final class NotEmulated {

  public static final Set<String> MEMBERS =
      Set.of(
          "CreateSecretRequest.AddReplicaRegions",
          "CreateSecretRequest.ForceOverwriteReplicaSecret",
          "CreateSecretRequest.Type",
          "CreateSecretResponse.ReplicationStatus",
          "DescribeSecretResponse.ExternalSecretRotationMetadata",
          "DescribeSecretResponse.ExternalSecretRotationRoleArn",
          "DescribeSecretResponse.LastRotatedDate",
          "DescribeSecretResponse.NextRotationDate",
          "DescribeSecretResponse.OwningService",
          "DescribeSecretResponse.PrimaryRegion",
          "DescribeSecretResponse.ReplicationStatus",
          "DescribeSecretResponse.RotationEnabled",
          "DescribeSecretResponse.RotationLambdaARN",
          "DescribeSecretResponse.RotationRules",
          "DescribeSecretResponse.Type",
          "PutSecretValueRequest.RotationToken",
          "SecretListEntry.ExternalSecretRotationMetadata",
          "SecretListEntry.ExternalSecretRotationRoleArn",
          "SecretListEntry.LastRotatedDate",
          "SecretListEntry.NextRotationDate",
          "SecretListEntry.OwningService",
          "SecretListEntry.PrimaryRegion",
          "SecretListEntry.RotationEnabled",
          "SecretListEntry.RotationLambdaARN",
          "SecretListEntry.RotationRules",
          "SecretListEntry.Type",
          "UpdateSecretRequest.Type");

  private NotEmulated() {}
}
