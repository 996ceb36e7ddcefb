package dev.strongroom.contract;

import static dev.strongroom.contract.Secrets.token;

import dev.strongroom.api.Caller;
import dev.strongroom.api.CreateSecret;
import dev.strongroom.api.GetResourcePolicy;
import dev.strongroom.api.RemoveRegionsFromReplication;
import dev.strongroom.api.ReplicaRegion;
import dev.strongroom.api.ReplicateSecretToRegions;
import dev.strongroom.api.ReplicationStatus;
import dev.strongroom.api.RotationRules;
import dev.strongroom.api.SecretValue;
import dev.strongroom.api.Tag;
import dev.strongroom.api.kms.CreateAlias;
import dev.strongroom.api.kms.CreateKey;
import dev.strongroom.api.kms.DisableKey;
import dev.strongroom.api.kms.EnableKey;
import dev.strongroom.iam.PolicyDocument;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Secrets with replicas. The door is that of us-east-1, where the primaries are. */
abstract class ReplicationFixture extends Contract {

  static final String HOME = "us-east-1";
  static final String AWAY = "eu-west-1";
  static final String FAR = "ap-southeast-2";
  static final String READ_ONLY =
      "Operation not permitted on a replica secret. Call must be made in primary secret's region.";
  static final String DEFAULT_KEY = "alias/aws/secretsmanager";
  static final Duration LAG = Duration.ofSeconds(10);
  static final String POLICY =
      PolicyDocument.allow("secretsmanager:GetSecretValue").to("222222222222").toJson();

  final Secrets away = in(AWAY);
  final Secrets far = in(FAR);

  Secrets in(String region) {
    return new Secrets(aws.as(aws.administrator().in(region))::call);
  }

  CreateSecret.Result create(String name, String value, String... regions) {
    return secrets.call(
        CreateSecret.of(name, token(1))
            .withSecretString(SecretValue.ofText(value))
            .withAddReplicaRegions(Arrays.stream(regions).map(ReplicaRegion::of).toList()));
  }

  List<ReplicationStatus> replicate(String name, String... regions) {
    return replicate(
        name, false, Arrays.stream(regions).map(ReplicaRegion::of).toArray(ReplicaRegion[]::new));
  }

  List<ReplicationStatus> replicate(String name, boolean overwrite, ReplicaRegion... regions) {
    return secrets
        .call(new ReplicateSecretToRegions(name, List.of(regions), overwrite))
        .replicationStatus();
  }

  void remove(String name, String... regions) {
    secrets.call(new RemoveRegionsFromReplication(name, List.of(regions)));
  }

  static ReplicationStatus inSync(String region, String kmsKeyId) {
    return new ReplicationStatus(region, kmsKeyId, "InSync", "Replication succeeded", null);
  }

  List<ReplicationStatus> status(String name) {
    return secrets.describe(name).replicationStatus();
  }

  /** Makes a customer managed key with an alias in a Region, and returns its ARN. */
  String keyIn(String region, String alias) {
    var caller = aws.administrator().in(region);
    var request = CreateKey.DEFAULT;
    var key = aws.execute(caller, request).result().keyMetadata();
    aws.execute(caller, new CreateAlias(alias, key.keyId()));
    return key.arn();
  }

  void disable(String keyArn) {
    aws.execute(callerOf(keyArn), new DisableKey(keyArn));
  }

  void enable(String keyArn) {
    aws.execute(callerOf(keyArn), new EnableKey(keyArn));
  }

  Caller callerOf(String arn) {
    return aws.administrator().in(arn.split(":", 5)[3]);
  }

  /** All that a replica has of its primary. */
  record View(
      Map<String, String> values,
      Map<String, List<String>> stages,
      String description,
      List<Tag> tags,
      String policy,
      Boolean rotates,
      String lambda,
      RotationRules rules,
      Instant rotated,
      Instant rotatedNext) {}

  static View view(Secrets region) {
    var described = region.describe("a");
    var values = new TreeMap<String, String>();
    for (var version : region.versions("a")) {
      if (!version.kmsKeyIds().isEmpty()) {
        var id = version.versionId();
        values.put(id, region.getVersion("a", id, null).secretString().text());
      }
    }
    return new View(
        values,
        region.stages("a"),
        described.description(),
        described.tags(),
        region.call(new GetResourcePolicy("a")).resourcePolicy(),
        described.rotationEnabled(),
        described.rotationLambdaARN(),
        described.rotationRules(),
        described.lastRotatedDate(),
        described.nextRotationDate());
  }

  String lambda() {
    return aws.rotation("a").with(RotationFixture::rotate).lambdaArn();
  }
}
